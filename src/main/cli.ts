import { setMaxListeners } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { run } from './cli/run';
import { createPool } from './jobs/pool';
import { loadServices } from './services';

const resources = join(import.meta.dirname, '..', '..', 'resources');
/** A command runs until it is done; whoever started it can end it. */
const WHOLE_DAY_SECONDS = 86_400;

// Whoever reads a long answer may have seen enough of it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

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
  readFile: (path) => readFile(path, 'utf8'),
  writeFile: (path, content) => writeFile(path, content),
  readInput: () => text(process.stdin),
  services: () => loadServices(resources),
  interruptible,
  computing: () =>
    createPool({
      workerFile: join(import.meta.dirname, 'worker.js'),
      resources,
      threads: availableParallelism(),
      timeLimitSeconds: WHOLE_DAY_SECONDS,
    }),
});
