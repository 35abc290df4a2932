import './node-version.js';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { packageFile, root } from './runtime.js';

/**
 * Builds the program twice, in two folders of different names and in different time zones, and compares every byte:
 * npm run check:reproducible
 */

const sources = [
  'src',
  'resources',
  'scripts',
  'packaging',
  'package.json',
  'LICENSE',
  'electron.vite.config.ts',
];
const settings = readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name));

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

/** A real folder of packages: behind a link, where it lies would show in what is built. Linked file by file where that works. */
function layPackages(folder) {
  const [from, to] = [join(root, 'node_modules'), join(folder, 'node_modules')];
  if (spawnSync('cp', ['-al', from, to], { stdio: 'ignore' }).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** The digest of every built file by its path. */
function built(folder, timeZone) {
  mkdirSync(folder, { recursive: true });
  for (const name of [...sources, ...settings])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  layPackages(folder);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [packageFile('electron-vite', 'bin/electron-vite.js'), 'build'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, TZ: timeZone } },
  );
  if (status !== 0) throw new Error(`The build failed:\n${stdout}${stderr}`);
  const out = join(folder, 'out');
  return new Map(
    filesBelow(out).map((path) => [
      relative(out, path),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ]),
  );
}

const place = mkdtempSync(join(tmpdir(), 'fleetwright-twice-'));
try {
  const first = built(join(place, 'one'), 'UTC');
  const second = built(join(place, 'another folder', 'of a longer name'), 'Asia/Kathmandu');
  const paths = [...new Set([...first.keys(), ...second.keys()])].sort();
  const different = paths.filter((path) => first.get(path) !== second.get(path));
  for (const path of different) console.log(`differs: ${path}`);
  const digest = createHash('sha256');
  for (const path of paths) digest.update(`${first.get(path)}  ${path}\n`);
  console.log(
    different.length === 0
      ? `Two builds are equal in ${paths.length} files (sha256 ${digest.digest('hex')}).`
      : `Two builds differ in ${different.length} of ${paths.length} files.`,
  );
  process.exitCode = different.length === 0 && paths.length > 0 ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true, maxRetries: 3 });
}
