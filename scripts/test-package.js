import './node-version.js';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { allBelow, cleanSystem, HOME } from './packaging/clean-system.js';
import { filesInArchive, readFuses } from './packaging/read-package.js';
import { electronExecutable, findCommand, isRoot, npmCommand, packageFile, root } from './runtime.js';

/**
 * Packs the desktop app as a deb, reads its fuses and contents back, installs it in a clean Debian, and uses it there as an
 * ordinary user with Chromium's sandbox: npm run test:package
 */

const usage = `usage: npm run test:package [-- --packed] [--keep] [--system FOLDER]
  --packed         take the deb that is there
  --keep           leave the system's folder behind, to look into
  --system FOLDER  use a system that was left, in which the package is installed`;

function readOptions() {
  const given = {
    packed: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    system: { type: 'string' },
  };
  try {
    return parseArgs({ options: given }).values;
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    return process.exit(2);
  }
}

const options = readOptions();
const executableName = 'fleetwright-desktop';
const unpacked = join(root, 'dist/linux-unpacked');
const PATIENCE_MILLISECONDS = 60_000;

const startedAt = performance.now();
const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;

function expectThat(holds, rule) {
  if (!holds) throw new Error(`This does not hold: ${rule}`);
  console.log(`  ${rule} (${seconds()})`);
}

/** Waits until something is there, since what is waited for is a state of the app. */
async function until(what, look) {
  const end = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await setTimeout(200);
  }
}

function run(words, environment = {}) {
  const [command, ...rest] = words;
  const { status, error, stdout, stderr } = spawnSync(command, rest, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (error !== undefined || status !== 0)
    throw new Error(`${words.join(' ')} failed: ${error?.message ?? status}\n${stdout}${stderr}`);
}

/** The folder of Electron's runtime without the app that a mere runtime starts, which would come before ours. */
function bareRuntime(place) {
  const from = dirname(electronExecutable());
  const skipped = ['app', 'default_app.asar'].map((name) => join(from, 'resources', name));
  const to = join(place, 'electron');
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: (path) => !skipped.includes(path) });
  return to;
}

function pack(place) {
  run([...npmCommand(), 'run', '--silent', 'build']);
  run(
    [
      ...[process.execPath, packageFile('electron-builder', 'cli.js')],
      ...['--config', 'electron-builder.config.ts', '--linux', 'deb'],
    ],
    {
      ELECTRON_DIST: process.env.ELECTRON_DIST ?? bareRuntime(place),
      CUSTOM_FPM_PATH: join(root, 'scripts/fpm-by-dpkg.js'),
      FLEETWRIGHT_DEB_COMPRESSION: 'none',
    },
  );
}

function checkUnpacked() {
  const fuses = readFuses(join(unpacked, executableName));
  // Electron's own fuse, which the packager does not set: on, as Electron ships it.
  const wanted = {
    ...JSON.parse(readFileSync(join(root, 'packaging/fuses.json'), 'utf8')),
    wasmTrapHandlers: true,
  };
  const names = Object.keys(fuses);
  expectThat(names.length >= 8, `the executable has ${names.length} fuses`);
  for (const name of names)
    expectThat(fuses[name] === wanted[name], `fuse ${name}: ${fuses[name] ? 'on' : 'off'}`);

  const files = filesInArchive(join(unpacked, 'resources/app.asar'));
  const ours =
    /^(out\/(main|preload|renderer)\/|out\/third-party\.json$|resources\/|node_modules\/tinypool\/|packaging\/icons\/linux\/256x256\.png$|package\.json$|LICENSE$)/;
  const strange = files.filter((path) => !ours.test(path) || path.endsWith('.map'));
  expectThat(
    strange.length === 0 && files.length > 100,
    `the archive holds ${files.length} files, none of them strange${strange.join(', ')}`,
  );
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** What the kernel says of a process. */
function processFacts(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const fact = (name) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
    return {
      // Chromium writes the words of some processes anew, with spaces between them.
      line: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
      environment: readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0'),
      user: Number(fact('Uid').split('\t')[0]),
      seccomp: fact('Seccomp'),
      levels: fact('NSpid').split('\t').length,
    };
  } catch {
    return undefined;
  }
}

const processesOfApp = (started) =>
  allBelow(started.pid)
    .flatMap((pid) => processFacts(pid) ?? [])
    .filter(({ line }) => line.split(' ', 1)[0].endsWith(executableName));

function checkSandbox(started) {
  const ofApp = processesOfApp(started);
  const pages = ofApp.filter(({ line }) => line.includes('--type=renderer'));
  const [main] = ofApp.filter(({ line }) => !line.includes('--type='));
  expectThat(main !== undefined && pages.length > 0, `the app runs in ${ofApp.length} processes`);
  expectThat(
    ofApp.every(({ user }) => user === 1000),
    'all of them are an ordinary user’s',
  );
  expectThat(
    !ofApp.some(({ line }) => line.includes('--no-sandbox')),
    'none was started without the sandbox',
  );
  expectThat(
    pages.every(({ seccomp }) => seccomp === '2'),
    'pages may make few calls of the system (seccomp)',
  );
  expectThat(
    pages.every(({ levels }) => levels > main.levels),
    'pages see no other processes (a namespace of their own)',
  );
}

async function useApp(system) {
  const example = JSON.parse(
    readFileSync(join(root, 'resources/examples/mixed-fleet.fleetwright.json'), 'utf8'),
  );
  const lay = (file, name) =>
    writeFileSync(join(system.folder, HOME, file), JSON.stringify({ ...example, name }));
  lay('Halle 机房.fleetwright.json', 'Hall by argument');
  lay('second.fleetwright.json', 'Hall of a second start');

  const port = await freePort();
  const started = system.start([
    // The first process of a system is told of no signals, and xvfb-run waits for one.
    ...['sh', '-c', '"$@"; exit $?', 'sh', 'xvfb-run', '-a'],
    ...[executableName, `--remote-debugging-port=${port}`, `${HOME}/Halle 机房.fleetwright.json`],
  ]);
  let said = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise((resolve) => started.once('exit', resolve));
  try {
    const browser = await until('the app answers', () =>
      started.exitCode === null
        ? chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined)
        : Promise.reject(new Error(`The app ended with ${started.exitCode}.`)),
    );
    const page = await until('a window is open', () =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((each) => each.url().startsWith('app://fleetwright/')),
    );
    const log = page.getByRole('log');
    await log.getByText('Imported “Hall by argument”.').waitFor({ timeout: PATIENCE_MILLISECONDS });
    expectThat(true, 'the file named on the command line is in its library');
    checkSandbox(started);

    const display = processesOfApp(started)[0].environment.filter((each) =>
      /^(DISPLAY|XAUTHORITY)=/.test(each),
    );
    system.beside(started, ['env', ...display, executableName, `file://${HOME}/second.fleetwright.json`]);
    await log.getByText('Imported “Hall of a second start”.').waitFor({ timeout: PATIENCE_MILLISECONDS });
    expectThat(true, 'a second start hands its file to the first and ends');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('About');
    await page.keyboard.press('Enter');
    const about = page.getByRole('dialog', { name: 'About Fleetwright' });
    await about
      .getByText(`${HOME}/.config/Fleetwright`, { exact: true })
      .waitFor({ timeout: PATIENCE_MILLISECONDS });
    expectThat(
      (await about.getByRole('listitem').count()) > 20,
      'About says where the data is and whose work is inside',
    );

    // The window closes as a user closes it, so that its backup is made.
    await page.keyboard.press('Escape');
    await page.evaluate(() => window.close()).catch(() => undefined);
    await Promise.race([ended, setTimeout(PATIENCE_MILLISECONDS, undefined, { ref: false })]);
    expectThat(started.exitCode === 0, 'it ends well when its window is closed');
  } catch (error) {
    throw new Error(`${error.message}\nThe app said:\n${said.slice(-3_000)}`, { cause: error });
  } finally {
    system.end(started);
    await ended;
  }
}

const aptInstall = (...names) => ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...names];

/** Installs the deb with only what it asks for itself, so that a dependency which it forgets is missed; then a display. */
function install(system) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  cpSync(join(root, `dist/fleetwright_${version}_amd64.deb`), join(system.folder, 'fleetwright.deb'));
  system.asRoot(['apt-get', 'update', '-qq']);
  system.asRoot(aptInstall('/fleetwright.deb'));
  expectThat(
    existsSync(join(system.folder, 'opt/Fleetwright', executableName)),
    'the deb is installed with what it asks for',
  );
  system.asRoot(aptInstall('xvfb', 'xauth', 'shared-mime-info', 'desktop-file-utils'));
}

function checkMenuAndTypes(system) {
  const globs = readFileSync(join(system.folder, 'usr/share/mime/globs2'), 'utf8');
  const endings = ['fleetwright.json', 'fleetwright-library.json', 'fleetwright-study.json'];
  expectThat(
    endings.every((ending) => globs.includes(`*.${ending}`)),
    'the system knows scenarios, libraries and studies by their names',
  );
  system.asRoot(['desktop-file-validate', `/usr/share/applications/${executableName}.desktop`]);
  expectThat(true, 'its entry for the desktop’s menu is valid');
}

function checkRemoval(system) {
  system.asRoot(['dpkg', '--remove', 'fleetwright']);
  const left = [
    'opt/Fleetwright',
    `usr/bin/${executableName}`,
    `usr/share/applications/${executableName}.desktop`,
  ].filter((path) => lstatSync(join(system.folder, path), { throwIfNoEntry: false }) !== undefined);
  expectThat(left.length === 0, `removing it leaves nothing of the program${left.join(', ')}`);
  expectThat(
    existsSync(join(system.folder, HOME, '.config/Fleetwright/backups')),
    'and leaves the user’s library',
  );
}

async function checkInstalled() {
  const system = cleanSystem(options.system);
  try {
    console.log(`A clean Debian in ${system.folder} (${seconds()})`);
    if (options.system === undefined) install(system);
    else rmSync(join(system.folder, HOME, '.config'), { recursive: true, force: true });
    checkMenuAndTypes(system);
    await useApp(system);
    checkRemoval(system);
  } finally {
    if (!options.keep) system.remove();
  }
}

function missing() {
  if (process.platform !== 'linux' || !isRoot()) return 'npm run test:package needs root on Linux.';
  if (electronExecutable() === undefined)
    return 'Electron’s runtime is not here: node node_modules/electron/install.js';
  const lacking = ['debootstrap', 'dpkg-deb', 'unshare', 'nsenter', 'pivot_root'].filter(
    (name) => findCommand(name) === undefined,
  );
  return lacking.length === 0
    ? undefined
    : `npm run test:package needs ${lacking.join(', ')} (apt-get install debootstrap util-linux).`;
}

const reason = missing();
if (reason !== undefined) {
  console.error(reason);
  process.exit(2);
}
const place = mkdtempSync(join(tmpdir(), 'fleetwright-package-'));
try {
  if (!options.packed) pack(place);
  console.log(`Packed (${seconds()})`);
  checkUnpacked();
  await checkInstalled();
  console.log(`The package works in a clean Debian (${seconds()}).`);
} catch (error) {
  console.error(`${error.message}\n(${seconds()})`);
  process.exitCode = 1;
} finally {
  rmSync(place, { recursive: true, force: true, maxRetries: 3 });
}
