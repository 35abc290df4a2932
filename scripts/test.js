import './node-version.js';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { broughtBrowser, browserCommand } from './browser.js';
import { electronExecutable, findCommand, hasDisplay, npmCommand, packageFile, root } from './runtime.js';

/** Every gate in order, with a summary; the last lines say what could not run, which fails where CI is true. */

const reports = mkdtempSync(join(tmpdir(), 'fleetwright-test-'));
const reportOf = (name) => join(reports, `${name}.json`);
const inCi = process.env.CI === 'true' || process.env.CI === '1';

const npm = (script) => [...npmCommand(), 'run', '--silent', script];
const vitest = (project) => [
  ...[process.execPath, packageFile('vitest', 'vitest.mjs'), 'run', '--project', project],
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(project)}`],
];
const playwright = (project) => [
  process.execPath,
  packageFile('@playwright/test', 'cli.js'),
  'test',
  `--project=${project}`,
  '--reporter=list,json',
];

const virtualDisplay = () => (hasDisplay() ? [] : [findCommand('xvfb-run'), '-a']);

let bringing;

/** Why a step cannot run here, and what would let it; undefined where it can. */
async function missingForChromium() {
  const { reason } = await (bringing ??= broughtBrowser());
  return reason === undefined ? undefined : { reason, remedy: browserCommand };
}

function missingForElectron() {
  if (electronExecutable() === undefined) {
    return { reason: "Electron's runtime is not here", remedy: 'node node_modules/electron/install.js' };
  }
  if (hasDisplay() || findCommand('xvfb-run') !== undefined) return undefined;
  return { reason: 'there is no display', remedy: 'apt-get install xvfb xauth' };
}

function missingForQueue() {
  if (findCommand('redis-server') !== undefined) return undefined;
  return { reason: 'there is no redis-server', remedy: 'apt-get install redis-server' };
}

/** The gates on the code itself, the longest first; each keeps but one core busy. What stands in a list runs in turn. */
const gates = [
  [{ name: 'lint', command: () => npm('check:lint') }],
  [{ name: 'types', command: () => npm('check:types') }],
  [{ name: 'format', command: () => npm('check:format') }],
  [{ name: 'architecture', command: () => npm('check:architecture') }],
  [
    { name: 'build', command: () => npm('build') },
    { name: 'bundle', command: () => npm('check:bundle') },
  ],
];

/** The tests, which use all cores and need what was built. */
const oneByOne = [
  { name: 'unit', command: () => vitest('unit') },
  { name: 'validation', command: () => vitest('validation') },
  { name: 'queue', command: () => vitest('queue'), missing: missingForQueue },
  {
    name: 'chromium',
    title: 'e2e in Chromium',
    command: () => playwright('chromium'),
    missing: missingForChromium,
  },
  {
    name: 'electron',
    title: 'e2e in Electron',
    // Without a Chromium the specs that run in one host run in this one.
    command: async () => [
      ...virtualDisplay(),
      ...playwright((await missingForChromium()) === undefined ? 'electron' : 'electron-alone'),
    ],
    missing: missingForElectron,
  },
];

/** Tests counted by the runner's own report; a step without one counts as a single test. */
function countsOf(name, succeeded) {
  const single = { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1 };
  if (!existsSync(reportOf(name))) return single;
  const report = JSON.parse(readFileSync(reportOf(name), 'utf8'));
  const passed = report.numPassedTests ?? report.stats?.expected ?? 0;
  const failed = report.numFailedTests ?? (report.stats?.unexpected ?? 0) + (report.stats?.flaky ?? 0);
  return { passed, failed: failed === 0 && !succeeded ? 1 : failed };
}

/** Runs a program; its output is shown as it comes, or all at once under the step's title where others run beside it. */
async function runProgram({ title, command, env, asItComes }) {
  const [program, ...rest] = command;
  if (asItComes) console.log(`\n── ${title}`);
  const out = asItComes ? 'inherit' : 'pipe';
  const child = spawn(program, rest, { cwd: root, stdio: ['ignore', out, out], env });
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
  if (asItComes) return ended;
  const [succeeded, ...outputs] = await Promise.all([ended, buffer(child.stdout), buffer(child.stderr)]);
  console.log(`\n── ${title}\n${outputs.map(String).join('')}`.trimEnd());
  return succeeded;
}

async function runStep({ name, title = name, command, missing }, asItComes) {
  const lacking = await missing?.();
  if (lacking !== undefined) return { title, seconds: 0, passed: 0, failed: inCi ? 1 : 0, lacking };
  const startedAt = performance.now();
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf(name) };
  const succeeded = await runProgram({ title, command: await command(), env, asItComes });
  const seconds = (performance.now() - startedAt) / 1000;
  return { title, seconds, ...countsOf(name, succeeded) };
}

async function runInTurn(steps, asItComes) {
  const done = [];
  for (const step of steps) done.push(await runStep(step, asItComes));
  return done;
}

/** Runs lists of steps beside one another, one on each core; what they answer is in the order of the lists. */
async function runBesideEachOther(lists) {
  const done = new Map();
  const waiting = [...lists];
  const core = async () => {
    for (let steps = waiting.shift(); steps; steps = waiting.shift()) {
      done.set(steps, await runInTurn(steps, false));
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, core));
  return lists.flatMap((steps) => done.get(steps));
}

const startedAt = performance.now();
const results = [...(await runBesideEachOther(gates)), ...(await runInTurn(oneByOne, true))];
const totalSeconds = (performance.now() - startedAt) / 1000;
rmSync(reports, { recursive: true, force: true });

console.log('\nstep              passed  failed  seconds');
for (const { title, passed, failed, seconds } of results) {
  const cells = [String(passed).padStart(6), String(failed).padStart(6), seconds.toFixed(1).padStart(7)];
  console.log(`${title.padEnd(16)}  ${cells.join('  ')}`);
}
for (const { title, lacking } of results) {
  if (lacking === undefined) continue;
  console.log(
    `${inCi ? 'FAILED' : 'NOT RUN'}: ${title}, because ${lacking.reason}. To run it: ${lacking.remedy}`,
  );
}
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed in ${totalSeconds.toFixed(0)} seconds`);
process.exit(total('failed') === 0 ? 0 : 1);
