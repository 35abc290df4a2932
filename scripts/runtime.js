import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** What of the surroundings the scripts need to know: Electron's runtime, a display, npm. */

export const root = join(import.meta.dirname, '..');

const platformExecutable =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

const packageFolder = (name) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** The path of a file in one of our packages. */
export const packageFile = (name, file) => join(packageFolder(name), ...file.split('/'));

/**
 * The words that run npm: its program by this Node, since `npm` itself is a shell script that Windows cannot spawn. It is the
 * one that runs us, else the one beside Node.
 */
export function npmCommand() {
  const beside = dirname(process.execPath);
  const cli = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return cli === undefined ? ['npm'] : [process.execPath, cli];
}

const electronPackage = () => packageFolder('electron');

/** The path of Electron's executable; undefined where its runtime was never fetched. */
export function electronExecutable() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH || undefined;
  const folder = override ?? join(electronPackage(), 'dist');
  const pathFile = join(electronPackage(), 'path.txt');
  // It is written last, so without it the runtime may be half there.
  if (!override && !existsSync(pathFile)) return undefined;
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : platformExecutable;
  const executable = join(folder, name);
  return existsSync(executable) ? executable : undefined;
}

const DOWNLOAD_MILLISECONDS = 180_000;

async function downloadsReachable() {
  const mirror =
    process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/electron/';
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy) return true;
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(4_000) });
    return true;
  } catch {
    return false;
  }
}

/** As `electronExecutable`, after trying to fetch the runtime once, which its package does on first use. */
export async function fetchedElectronExecutable() {
  const present = electronExecutable();
  if (present !== undefined || process.env.ELECTRON_OVERRIDE_DIST_PATH) return present;
  if (!(await downloadsReachable())) return undefined;
  console.log('Fetching the Electron runtime, once (at most three minutes) …');
  spawnSync(process.execPath, [join(electronPackage(), 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: DOWNLOAD_MILLISECONDS,
    killSignal: 'SIGKILL',
  });
  return electronExecutable();
}

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The full path of the first of these commands that exists; undefined when none does. */
export const findCommand = (...names) =>
  names
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find(isExecutable);

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** Chromium refuses to run its sandbox as root. */
export const isRoot = () => process.getuid?.() === 0;
