import { fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, runnerImport } from 'vite';
import { rendererAlias } from './renderer-alias.js';
import { root } from './runtime.js';

/** Builds every bench, runs each in its own process and prints the speed table; test/bench/README.md says more. */

const usage = 'usage: npm run bench [-- [--only NAME] [--json FILE] [--save]]';
const folder = join(root, 'test/bench');
const built = join(root, 'out/bench');
const baselineFile = join(folder, 'baseline.json');

const quiet = { root, configFile: false, logLevel: 'error', resolve: { alias: rendererAlias(root) } };
const { judge, tableOf, withResults } = (await runnerImport(join(root, 'scripts/bench/report.ts'), quiet))
  .module;

function readOptions() {
  const options = { only: { type: 'string' }, json: { type: 'string' }, save: { type: 'boolean' } };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

async function buildBenches() {
  const files = readdirSync(folder).filter((name) => name.endsWith('.bench.ts'));
  const input = { child: join(root, 'scripts/bench/child.ts') };
  for (const file of files) input[file.replace(/\.bench\.ts$/, '')] = join(folder, file);
  await build({
    ...quiet,
    build: {
      ssr: true,
      outDir: built,
      emptyOutDir: true,
      target: 'node20.18',
      rolldownOptions: { input, output: { entryFileNames: '[name].js' } },
    },
  });
  return Object.keys(input).filter((name) => name !== 'child');
}

/** What one bench came to; rejects where it crashed. */
const runBench = (name) =>
  new Promise((measured, crashed) => {
    const child = fork(join(built, 'child.js'), [join(built, `${name}.js`), root], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let answer;
    child.once('message', (message) => (answer = message));
    child.once('error', crashed);
    child.once('exit', (code, signal) => {
      if (code === 0 && answer !== undefined) measured(answer);
      else crashed(new Error(`${name} crashed (${signal ?? `exit code ${code}`})`));
    });
  });

function made() {
  const [processor] = cpus();
  const machine = `${cpus().length} × ${processor?.model.trim() || process.arch}, ${process.platform}, Node ${process.version}`;
  return { date: new Date().toISOString().slice(0, 10), machine };
}

const { only, json, save } = readOptions();
const baseline = existsSync(baselineFile) ? JSON.parse(readFileSync(baselineFile, 'utf8')) : undefined;
const names = (await buildBenches()).filter((name) => only === undefined || name.includes(only));
if (names.length === 0) {
  console.error(`No bench has ${only} in its name.\n${usage}`);
  process.exit(2);
}

const results = [];
let crashes = 0;
for (const name of names) {
  try {
    results.push(judge(await runBench(name), baseline));
  } catch (error) {
    crashes += 1;
    console.error(error.message);
  }
}

const now = made();
console.log(`${now.machine}, ${now.date}`);
if (baseline !== undefined) console.log(`baseline: ${baseline.machine}, ${baseline.date}`);
console.log(`\n${tableOf(results)}`);
if (json !== undefined) {
  writeFileSync(resolve(json), `${JSON.stringify({ ...now, results }, undefined, 2)}\n`);
}
if (save) {
  writeFileSync(baselineFile, `${JSON.stringify(withResults(baseline, results, now), undefined, 2)}\n`);
}
process.exitCode = crashes === 0 ? 0 : 1;
