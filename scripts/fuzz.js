import './node-version.js';
import { fork } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { rendererAlias } from './renderer-alias.js';
import { root } from './runtime.js';

/** Feeds every importer, command and call with spoilt inputs, in a process with a limit of memory and of time for each input. */

const usage =
  'usage: npm run fuzz [-- [--count N] [--seed S] [--only NAME] [--json FILE]]   (npm run build comes first)';
const MEMORY_MEGABYTES = 1_024;
const HANG_MILLISECONDS = 10_000;
const START_MILLISECONDS = 60_000;
/** Even a heap that is never full grows the process. */
const PROCESSES_INPUTS = 2_000;
const SHOWN = 20;

const built = join(root, 'out/fuzz');
const data = join(root, 'out/main/data');

function readOptions() {
  const options = {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    json: { type: 'string' },
  };
  try {
    const { count, seed, ...others } = parseArgs({ options }).values;
    if (!/^\d{1,9}$/.test(count) || !/^\d{1,9}$/.test(seed))
      throw new Error('--count and --seed are whole numbers');
    return { ...others, count: Number(count), seed: Number(seed) };
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

const buildChild = () =>
  build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: rendererAlias(root) },
    build: {
      ssr: true,
      outDir: built,
      emptyOutDir: true,
      target: 'node20.18',
      rolldownOptions: {
        input: join(root, 'scripts/fuzz/child.ts'),
        output: { entryFileNames: '[name].js' },
      },
    },
    ssr: { noExternal: true, external: ['tinypool'] },
  });

/** A process that tries inputs; `next` settles with its message, or with how it failed. */
function startChild() {
  const child = fork(join(built, 'child.js'), [data], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [`--max-old-space-size=${MEMORY_MEGABYTES}`],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-2_000)));
  const next = (milliseconds) =>
    new Promise((settle) => {
      const done = (result) => {
        clearTimeout(timer);
        child.off('message', heard);
        child.off('exit', ended);
        settle(result);
      };
      const heard = (message) => done({ message });
      const ended = (code, signal) =>
        done({ failed: { kind: 'crash', detail: `ended (${signal ?? code}) ${said}` } });
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        done({ failed: { kind: 'hang', detail: `no answer in ${milliseconds / 1_000} s` } });
      }, milliseconds);
      child.once('message', heard);
      child.once('exit', ended);
    });
  return { child, next };
}

const { count, seed, only, json } = readOptions();
if (!existsSync(data)) {
  console.error(`There is no built program.\n${usage}`);
  process.exit(2);
}
await buildChild();

const counts = { crash: 0, hang: 0, stack: 0, partial: 0 };
const findings = [];
let accepted = 0;
let running;
let names = [];

async function ready() {
  running = startChild();
  const { message, failed } = await running.next(START_MILLISECONDS);
  if (failed !== undefined) throw new Error(`The process that tries inputs did not start: ${failed.detail}`);
  names = message.targets.filter((name) => only === undefined || name.includes(only));
}

await ready();
if (names.length === 0) {
  console.error(`No target has ${only} in its name.\n${usage}`);
  process.exit(2);
}
for (let at = 0; at < count; at += 1) {
  if (at > 0 && at % PROCESSES_INPUTS === 0) {
    running.child.kill();
    await ready();
  }
  const target = names[at % names.length];
  const of = seed * 1_000_003 + at;
  const answered = running.next(HANG_MILLISECONDS);
  running.child.send({ target, seed: of });
  const { message, failed } = await answered;
  const finding = failed ?? message.finding;
  if (message?.accepted) accepted += 1;
  if (finding !== undefined) {
    counts[finding.kind] += 1;
    findings.push({ target, seed: of, ...finding });
    if (findings.length <= SHOWN)
      console.log(`${finding.kind}: ${target}, seed ${of}\n  ${finding.detail.slice(0, 500)}`);
  }
  if (failed !== undefined) await ready();
}
running.child.kill();

console.log(
  `${count} inputs over ${names.length} targets, seed ${seed}, ${accepted} of them answered: ${counts.crash} crashes, ${counts.hang} hangs over ` +
    `${HANG_MILLISECONDS / 1_000} s, ${counts.stack} stack traces, ${counts.partial} partial writes`,
);
if (json !== undefined)
  writeFileSync(resolve(json), `${JSON.stringify({ count, seed, counts, findings }, undefined, 2)}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
