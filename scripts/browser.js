import './node-version.js';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { filesOfTar, unpackTar } from './archive.js';
import { findCommand, isRoot, npmCommand, packageFile } from './runtime.js';

/**
 * The browser of the tests: that of this machine, else Playwright's own, else a headless Chromium from an npm package.
 *
 * usage: node scripts/browser.js   (brings one if none is there, and says which)
 */

/** A Chromium for x64 Linux that brings the libraries and fonts it needs along. */
const PACKAGED = {
  spec: '@sparticuz/chromium@153.0.0',
  folder: 'chromium-153.0.0',
  integrity:
    'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};
const isPackagedFor = process.platform === 'linux' && process.arch === 'x64';
const PROBE_MILLISECONDS = 3_000;
const DOWNLOAD_MILLISECONDS = 300_000;
const VERSION_MILLISECONDS = 30_000;

const cacheFolder = () =>
  join(
    process.env.XDG_CACHE_HOME ||
      { darwin: join(homedir(), 'Library', 'Caches'), win32: process.env.LOCALAPPDATA }[process.platform] ||
      join(homedir(), '.cache'),
    'fleetwright',
  );

/** Where the usual browsers are installed that are not on the path. */
const usualPlaces = () =>
  ({
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]),
  })[process.platform] ?? [];

const systemChromium = () =>
  findCommand('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome') ??
  usualPlaces().find((path) => existsSync(path));

const withRoot = (args) => (isRoot() ? ['--no-sandbox', ...args] : args);
const plain = (executablePath) => ({ executablePath, args: withRoot([]) });

/** Whether a browser runs here, its libraries included; elsewhere than on Linux they come with it. */
function starts({ executablePath, env = process.env }) {
  if (process.platform !== 'linux') return existsSync(executablePath);
  const { status } = spawnSync(executablePath, ['--version'], {
    env,
    stdio: 'ignore',
    timeout: VERSION_MILLISECONDS,
  });
  return status === 0;
}

function packagedLaunch() {
  const folder = join(cacheFolder(), PACKAGED.folder);
  const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return {
    executablePath: join(folder, 'chromium'),
    args: withRoot([]),
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

/** The browsers that may be here, the preferred first. */
function candidates() {
  const system = systemChromium();
  return [
    ...(system === undefined ? [] : [plain(system)]),
    plain(chromium.executablePath()),
    ...(isPackagedFor ? [packagedLaunch()] : []),
  ];
}

let found;

/** How to launch the browser that is here: its path, arguments and environment; undefined where there is none. */
export function browserLaunch() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return plain(named);
  found ??= candidates().find((launch) => existsSync(launch.executablePath) && starts(launch));
  return found;
}

const playwright = (words, options) =>
  spawnSync(process.execPath, [packageFile('@playwright/test', 'cli.js'), 'install', ...words], {
    encoding: 'utf8',
    ...options,
  });

/** Whether Playwright's downloads can be reached from here; its own words say where they are. */
async function isDownloadReachable() {
  if (process.env.HTTPS_PROXY || process.env.https_proxy) return true;
  const { stdout } = playwright(['--dry-run', 'chromium']);
  const address = /https:\S+/.exec(stdout ?? '')?.[0];
  if (address === undefined) return false;
  try {
    await fetch(new URL('/', address), { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MILLISECONDS) });
    return true;
  } catch {
    return false;
  }
}

async function bringPlaywrights() {
  if (existsSync(chromium.executablePath()) || !(await isDownloadReachable())) return;
  console.log("Fetching Playwright's Chromium, once …");
  playwright(['--no-shell', 'chromium'], { stdio: 'ignore', timeout: DOWNLOAD_MILLISECONDS });
}

/** The archive of the package, from the registry that npm is set up for; throws where it is not the one pinned here. */
function fetchPackage(into) {
  const [command, ...words] = npmCommand();
  const { status, stderr, error } = spawnSync(
    command,
    [...words, 'pack', PACKAGED.spec, '--pack-destination', into, '--ignore-scripts', '--loglevel', 'error'],
    { cwd: into, encoding: 'utf8', timeout: DOWNLOAD_MILLISECONDS },
  );
  if (status !== 0) {
    const reason = (error?.message ?? stderr ?? '').trim().split('\n')[0];
    throw new Error(`npm could not fetch ${PACKAGED.spec}${reason ? ` (${reason})` : ''}`);
  }
  const [name, version] = PACKAGED.spec.slice(1).split('@');
  const archive = readFileSync(join(into, `${name.replace('/', '-')}-${version}.tgz`));
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  if (integrity !== PACKAGED.integrity)
    throw new Error(`${PACKAGED.spec} is not the package that is expected`);
  return gunzipSync(archive);
}

/** The typeface of quotes stands in for Chinese, which the package brings no letters for. */
const chineseFonts = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'];

const fontConfiguration = () => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  ${['sans-serif', 'system-ui', 'serif', 'monospace', 'ui-monospace']
    .map(
      (family) =>
        `<alias><family>${family}</family><prefer><family>Open Sans</family><family>Noto Sans SC</family></prefer></alias>`,
    )
    .join('\n  ')}
</fontconfig>
`;

function unpackBrowser(archive, folder) {
  const inPackage = new Map([...filesOfTar(archive)].map(({ path, content }) => [path, content]));
  const unpacked = (name) => {
    const content = inPackage.get(`package/bin/${name}.br`);
    if (content === undefined) throw new Error(`${PACKAGED.spec} has no ${name}`);
    return brotliDecompressSync(content);
  };
  for (const name of ['al2023.tar', 'swiftshader.tar', 'fonts.tar']) unpackTar(unpacked(name), folder);
  for (const path of chineseFonts) {
    copyFileSync(
      packageFile('@expo-google-fonts/noto-sans-sc', path),
      join(folder, 'fonts', path.split('/')[1]),
    );
  }
  writeFileSync(join(folder, 'fonts.conf'), fontConfiguration());
  writeFileSync(join(folder, 'chromium'), unpacked('chromium'), { mode: 0o755 });
}

/** Lays the packaged Chromium into the user's cache, whole or not at all. */
function bringPackaged() {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  const fetched = mkdtempSync(join(tmpdir(), 'fleetwright-fetch-'));
  const unfinished = mkdtempSync(join(cache, 'unfinished-'));
  try {
    console.log('Fetching a headless Chromium for the tests, once (67 MB) …');
    unpackBrowser(fetchPackage(fetched), unfinished);
    const folder = join(cache, PACKAGED.folder);
    // Another run may have finished first; one that does not start is replaced.
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(fetched, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** As `browserLaunch`, after bringing a browser where there is none; where none can be had, why not. */
export async function broughtBrowser() {
  if (browserLaunch() !== undefined) return { launch: browserLaunch() };
  await bringPlaywrights();
  if (browserLaunch() !== undefined) return { launch: browserLaunch() };
  if (!isPackagedFor) return { reason: 'no Chromium was found and none could be downloaded' };
  try {
    bringPackaged();
  } catch (error) {
    return { reason: `no Chromium was found and none could be fetched: ${error.message}` };
  }
  const launch = browserLaunch();
  return launch === undefined
    ? { reason: 'no Chromium was found and the one that was fetched does not start here' }
    : { launch };
}

/** What lets the browser specs run where none could be brought. */
export const browserCommand = 'npx playwright install --with-deps chromium';

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { launch, reason } = await broughtBrowser();
  if (launch === undefined) {
    console.error(`${reason}. To have one: ${browserCommand}`);
    process.exit(1);
  }
  console.log(launch.executablePath);
}
