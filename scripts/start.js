import './node-version.js';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { whenNpmGoes } from './npm-gone.js';
import { fetchedElectronExecutable, hasDisplay, isRoot, root } from './runtime.js';

/** Builds what changed and opens the app; where there is no Electron or no display, the browser host instead. */

const QUICK_END_MILLISECONDS = 4_000;
const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json'];
const built = ['out/main/index.js', 'out/main/web.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

function newestIn(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function isBuilt() {
  const outputs = built.map((path) => join(root, path));
  if (!outputs.every((path) => existsSync(path))) return false;
  const oldestOutput = Math.min(...outputs.map((path) => statSync(path).mtimeMs));
  return Math.max(...sources.map((path) => newestIn(join(root, path)))) <= oldestOutput;
}

function build() {
  const viteCommand = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [viteCommand, 'build'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  console.error(stdout + stderr);
  console.error('Fleetwright could not be built; the reason stands above.');
  process.exit(1);
}

function follow(child) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  whenNpmGoes(() => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 0));
}

function serveBrowser(reason, options) {
  if (reason !== undefined)
    console.log(`${reason}, so Fleetwright serves your browser instead of opening a window.`);
  // The channel tells the host when this process is no more, however it ended.
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  follow(spawn(process.execPath, [join(root, 'out/main/web.js'), ...options], { stdio }));
}

function openDesktop(electron, options) {
  const unsandboxed = isRoot();
  if (unsandboxed) console.log("Running as root: Chromium's sandbox is off (--no-sandbox).");
  const startedAt = Date.now();
  const child = spawn(electron, [root, ...(unsandboxed ? ['--no-sandbox'] : []), ...options], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  whenNpmGoes(() => child.kill('SIGTERM'));
  child.once('error', (error) => serveBrowser(`Electron could not be started (${error.message})`, options));
  child.once('exit', (code, signal) => {
    // Where a display is named but cannot be reached, Electron ends by a segmentation fault.
    const asked = signal === 'SIGINT' || signal === 'SIGTERM';
    const failedAtOnce = code !== 0 && !asked && Date.now() - startedAt < QUICK_END_MILLISECONDS;
    if (failedAtOnce) serveBrowser(`Electron ended at once (${signal ?? `exit code ${code}`})`, options);
    else process.exit(code ?? (asked ? 0 : 1));
  });
}

const given = process.argv.slice(2);
const options = given.filter((option) => option !== '--web');
if (!isBuilt()) build();
if (given.includes('--web') || given.includes('--help')) serveBrowser(undefined, options);
else if (!hasDisplay()) serveBrowser('There is no display', options);
else {
  const electron = await fetchedElectronExecutable();
  if (electron === undefined) serveBrowser("Electron's runtime is not here and cannot be fetched", options);
  else openDesktop(electron, options);
}
