import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** What of the surroundings the scripts need to know: Electron's runtime, a display, a browser. */

export const root = join(import.meta.dirname, '..');

const platformExecutable =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

const electronPackage = () => dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The path of Electron's executable; undefined where its runtime was never fetched. */
export function electronExecutable() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = override ?? join(electronPackage(), 'dist');
  const pathFile = join(electronPackage(), 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : platformExecutable;
  const executable = join(folder, name);
  return existsSync(executable) ? executable : undefined;
}

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
  console.log('Fetching the Electron runtime, once …');
  spawnSync(process.execPath, [join(electronPackage(), 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 300_000,
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

/** Chromium or Chrome of this machine. */
export const chromiumExecutable = () =>
  process.env.CHROMIUM_PATH ??
  findCommand('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome');

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

/** Chromium refuses to run its sandbox as root. */
export const isRoot = () => process.getuid?.() === 0;
