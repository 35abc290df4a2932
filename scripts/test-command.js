import './node-version.js';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmCommand, root } from './runtime.js';

/**
 * Packs the command line as npm would publish it, installs it into a folder of its own, without Electron or any tool of
 * development, and uses it from there: npm run test:command
 */

const place = mkdtempSync(join(tmpdir(), 'fleetwright-command-'));
const windows = process.platform === 'win32';
const FAILED = 1;

function run(words, options = {}) {
  const [command, ...rest] = words;
  const { status, error, stdout, stderr } = spawnSync(command, rest, {
    cwd: place,
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (error !== undefined || status !== 0) {
    throw new Error(
      `${words.join(' ')} failed: ${error?.message ?? `${status}\n${String(stdout)}${String(stderr)}`}`,
    );
  }
  return stdout;
}

function expectThat(holds, rule) {
  if (!holds) throw new Error(`This does not hold: ${rule}`);
  console.log(`  ${rule}`);
}

const sizeOf = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

const startsWith = (path, bytes) => readFileSync(path).subarray(0, bytes.length).equals(Buffer.from(bytes));

try {
  const prefix = join(place, 'prefix');
  mkdirSync(prefix);
  // Its `prepack` builds, so that what is packed is what the sources say.
  run([...npmCommand(), 'pack', '--silent', `--pack-destination=${place}`], { cwd: root });
  const [archive] = readdirSync(place).filter((name) => name.endsWith('.tgz'));
  console.log(`${archive} (${(statSync(join(place, archive)).size / 2 ** 20).toFixed(1)} MiB)`);
  run([
    ...npmCommand(),
    ...[
      'install',
      '--global',
      `--prefix=${prefix}`,
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      join(place, archive),
    ],
  ]);
  const modules = join(prefix, windows ? 'node_modules' : 'lib/node_modules');
  const program = join(modules, 'fleetwright');
  // The program that npm puts on the path; Windows needs a shell for it.
  const command = windows ? join(prefix, 'fleetwright.cmd') : join(prefix, 'bin', 'fleetwright');
  const fleetwright = (...words) => run([command, ...words], { shell: windows });

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expectThat(String(fleetwright('--version')).trim() === version, `fleetwright --version says ${version}`);
  expectThat(
    readdirSync(join(program, 'node_modules'))
      .filter((name) => !name.startsWith('.'))
      .join() === 'tinypool',
    'one library is installed with it, and nothing of Electron or of development',
  );
  const laid = readdirSync(program).sort().join();
  expectThat(laid === 'LICENSE,README.md,node_modules,out,package.json,resources', `it holds ${laid}`);
  expectThat(!existsSync(join(program, 'out/renderer')), 'it holds no pages of the app');

  const plan = fleetwright('plan', 'example:mixed-fleet', '--json');
  const here = run([
    process.execPath,
    join(root, 'out/main/cli.js'),
    'plan',
    'example:mixed-fleet',
    '--json',
  ]);
  expectThat(plan.length > 1_000 && plan.equals(here), 'it plans an example as the checkout does');
  fleetwright(
    'export',
    'example:mixed-fleet',
    '--as',
    'png',
    '--racks',
    'A01',
    '--parts',
    'elevations',
    '--faces',
    'front',
    '--output',
    'a01.png',
  );
  expectThat(
    startsWith(join(place, 'a01.png'), [0x89, 0x50, 0x4e, 0x47]),
    'it draws pictures, for which it needs its rasteriser',
  );
  fleetwright('export', 'example:mixed-fleet', '--as', 'pdf', '--output', 'layout.pdf');
  expectThat(
    startsWith(join(place, 'layout.pdf'), [0x25, 0x50, 0x44, 0x46]),
    'it writes PDF, for which it needs its fonts',
  );
  fleetwright('fit', 'example:mixed-fleet', '--servers', 'dgx-h100=2', '--json');
  console.log('  it fits servers into racks, for which it needs its solver');
  console.log(`installed: ${(sizeOf(program) / 2 ** 20).toFixed(1)} MiB\nThe command line works on its own.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = FAILED;
} finally {
  rmSync(place, { recursive: true, force: true, maxRetries: 3 });
}
