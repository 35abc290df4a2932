import './node-version.js';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { chmodSync, copyFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findCommand, isRoot, npmCommand, root } from './runtime.js';

/**
 * Runs the two commands of the README in a Debian that has nothing but Node: no browser, fonts, git, display or compiler, as an
 * ordinary user, in a folder whose name has spaces and letters beyond ASCII. What is tested is the last commit.
 */

const usage = `usage: npm run test:bare [-- [--quick] [--keep] [--root-user] [--node FILE]]
  --quick       the build, the start, a few unit tests and browser specs, in place of all tests
  --keep        leave the system's folder behind, to look into
  --root-user   run as root, in place of an ordinary user
  --node FILE   the Node to test with (default: the one that runs this)`;

const USER = 1000;
const CHECKOUT = 'home/planner/Meine Prüfstände 机房/fleetwright';
/** What npm and Node need to know of the network; nothing else of the surroundings goes in. */
const NETWORK_VARIABLE = /^(npm_config_(registry|cafile|.*proxy)|(https?|no)_proxy|NODE_EXTRA_CA_CERTS)$/i;

function readOptions() {
  const options = {
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    'root-user': { type: 'boolean', default: false },
    node: { type: 'string', default: process.execPath },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return fail(`${error.message}\n${usage}`);
  }
}

function fail(reason) {
  console.error(reason);
  process.exit(2);
}

function run(command, words, options = {}) {
  const { status, error, stdout } = spawnSync(command, words, { stdio: 'inherit', ...options });
  if (error !== undefined || status !== 0) {
    throw new Error(`${command} ${words[0] ?? ''} failed (${error?.message ?? `exit code ${status}`})`);
  }
  return stdout;
}

/** The code name of this machine's release, which its own mirrors hold. */
const release = () =>
  /^VERSION_CODENAME=(\S+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'stable';

/** Puts a Node and its npm where a user who unpacked them would have them. */
function layNode(system, node) {
  const [, cli] = npmCommand();
  const npm = dirname(dirname(realpathSync(cli ?? findCommand('npm') ?? fail('There is no npm here.'))));
  const modules = join(system, 'usr/local/lib/node_modules');
  mkdirSync(modules, { recursive: true });
  copyFileSync(realpathSync(node), join(system, 'usr/local/bin/node'));
  chmodSync(join(system, 'usr/local/bin/node'), 0o755);
  cpSync(npm, join(modules, 'npm'), { recursive: true, dereference: true });
  for (const name of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(system, 'usr/local/bin', name));
  }
}

/** Lets npm reach the registry that this machine is set up for, whichever that is. */
function layNetwork(system) {
  for (const path of ['/etc/resolv.conf', '/etc/hosts', '/etc/ssl/certs/ca-certificates.crt']) {
    if (!existsSync(path)) continue;
    mkdirSync(dirname(join(system, path)), { recursive: true });
    writeFileSync(join(system, path), readFileSync(path));
  }
  const [command, ...words] = npmCommand();
  const settings = ['globalconfig', 'userconfig'].flatMap((name) => {
    const path = run(command, [...words, 'config', 'get', name], {
      cwd: tmpdir(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }).trim();
    return existsSync(path) ? [readFileSync(path, 'utf8')] : [];
  });
  for (const home of ['home/planner', 'root'])
    writeFileSync(join(system, home, '.npmrc'), settings.join('\n'));
}

function layCheckout(system) {
  const folder = join(system, CHECKOUT);
  mkdirSync(folder, { recursive: true });
  const archive = spawnSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: root, maxBuffer: 2 ** 30 });
  if (archive.status !== 0) throw new Error('git archive failed');
  run('tar', ['--extract', '--no-same-owner', '--directory', folder], {
    input: archive.stdout,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
}

function laySystem(system, node) {
  run('debootstrap', ['--variant=minbase', release(), system], { stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(join(system, 'home/planner'), { recursive: true });
  layNode(system, node);
  layNetwork(system);
  layCheckout(system);
  run('chown', ['-R', `${USER}:${USER}`, join(system, 'home/planner')]);
}

/** Runs a command in the system. Its mounts and processes are its own, so they go when it ends. */
function inside(system, asRoot, words) {
  const network = Object.entries(process.env).filter(([name]) => NETWORK_VARIABLE.test(name));
  const environment = {
    ...Object.fromEntries(network),
    HOME: asRoot ? '/root' : '/home/planner',
    PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    LANG: 'C.UTF-8',
  };
  const user = asRoot ? [] : ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'];
  const enter =
    'mount -t proc proc "$0/proc" && mount -t tmpfs -o mode=1777 tmpfs "$0/dev/shm" && exec chroot "$0" "$@"';
  run(
    'unshare',
    [
      ...['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', enter, system, ...user],
      ...['sh', '-c', 'cd "$0" && exec "$@"', `/${CHECKOUT}`, ...words],
    ],
    { env: environment, stdio: ['ignore', 'inherit', 'inherit'] },
  );
}

const { quick, keep, 'root-user': asRoot, node } = readOptions();
if (process.platform !== 'linux' || !isRoot()) fail('npm run test:bare needs root on Linux.');
for (const name of ['debootstrap', 'unshare', 'git', 'tar']) {
  if (findCommand(name) === undefined) fail(`npm run test:bare needs ${name}: apt-get install ${name}`);
}

const commands = quick
  ? [
      ['npm', 'ci'],
      ['node', 'scripts/check-start.js'],
      ['npm', 'run', '--silent', 'test:unit', '--', 'test/main/quote', 'test/main/cli', 'test/main/api'],
      ['node', 'scripts/browser.js'],
      [
        'node',
        'node_modules/@playwright/test/cli.js',
        'test',
        '--project=chromium',
        'smoke',
        'quote',
        'chinese',
      ],
    ]
  : [
      ['npm', 'ci'],
      ['node', 'scripts/check-start.js'],
      ['npm', 'test'],
    ];

const system = mkdtempSync(join(tmpdir(), 'fleetwright-bare-'));
chmodSync(system, 0o755);
const startedAt = performance.now();
const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
try {
  console.log(`A bare Debian ${release()} in ${system} …`);
  laySystem(system, node);
  for (const words of commands) {
    console.log(`\n── ${words.join(' ')} (after ${seconds()})`);
    inside(system, asRoot, words);
  }
  console.log(
    `\nThe two commands work on a bare Debian, as ${asRoot ? 'root' : 'an ordinary user'} (${seconds()}).`,
  );
} catch (error) {
  console.error(`\nOn a bare Debian ${error.message} (${seconds()}).`);
  process.exitCode = 1;
} finally {
  if (!keep) rmSync(system, { recursive: true, force: true, maxRetries: 3 });
}
