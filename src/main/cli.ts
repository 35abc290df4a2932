#!/usr/bin/env node
import { setMaxListeners } from 'node:events';
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { exitCode, reasonOf } from './cli/host';
import { run } from './cli/run';
import { boundedText } from './files/host-files';
import { replaceFile } from './files/atomic-write';
import { createPool } from './jobs/pool';
import { loadServices } from './services/services';

const resources = join(import.meta.dirname, '..', '..', 'resources');
/** The largest file that any command reads, a trace of requests; most set a lower limit of their own. */
const LARGEST_INPUT = 256 * 1024 * 1024;
/** A command runs until it is done; whoever started it can end it. */
const WHOLE_DAY_SECONDS = 86_400;
/** Of each core; a script may ask for more than a screen does. */
const MEMORY_LIMIT_MEGABYTES = 4_096;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads a long answer may have seen enough of it.
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`error: standard output cannot be written: ${reasonOf(error)}\n`);
  process.exit(exitCode.usage);
});
// Nobody is left to be told.
process.stderr.on('error', () => undefined);

/** An interrupt while this work runs asks it to stop; at any other time, and the second time, it ends the program. */
async function interruptible<Answer>(work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const stop = new AbortController();
  // Every part that is worked on listens for it.
  setMaxListeners(0, stop.signal);
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}

process.exitCode = await run(process.argv.slice(2), {
  out: (output) => void process.stdout.write(output),
  err: (message) => void process.stderr.write(message),
  readFile: (path) => boundedText(createReadStream(path), { name: path, limit: LARGEST_INPUT }),
  writeFile: (path, content) => replaceFile(path, content),
  readInput: () => boundedText(process.stdin, { name: 'standard input', limit: LARGEST_INPUT }),
  services: () => loadServices(resources),
  interruptible,
  computing: (libraries) =>
    createPool({
      libraries,
      workerFile: join(import.meta.dirname, 'worker.js'),
      resources,
      threads: availableParallelism(),
      timeLimitSeconds: WHOLE_DAY_SECONDS,
      memoryLimitMegabytes: MEMORY_LIMIT_MEGABYTES,
    }),
});
