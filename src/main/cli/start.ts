import { setMaxListeners } from 'node:events';
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '#shared/api/contract';
import { exitCode, reasonOf } from './host';
import { run } from './run';

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

/** What a terminal, a scheduler of batches or an orchestrator of containers asks a program to stop by. */
const interrupts = ['SIGINT', 'SIGTERM'] as const;

/** An interrupt while this work runs asks it to stop; at any other time, and the second time, it ends the program. */
async function interruptible<Answer>(work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const stop = new AbortController();
  // Every part that is worked on listens for it.
  setMaxListeners(0, stop.signal);
  const interrupt = (): void => stop.abort();
  for (const each of interrupts) process.once(each, interrupt);
  try {
    return await work(stop.signal);
  } finally {
    for (const each of interrupts) process.off(each, interrupt);
  }
}

/** Files as text; what reads them is loaded when the first one is read. */
async function textOf(source: AsyncIterable<Uint8Array>, name: string): Promise<Answer<string>> {
  const { boundedText } = await import('#main/files/host-files');
  return boundedText(source, { name, limit: LARGEST_INPUT });
}

/** The same in pieces as they come, however long it is. */
async function* piecesOf(name: string): AsyncGenerator<Answer<string>, void> {
  const { textPieces } = await import('#main/files/host-files');
  if (name === '-') yield* textPieces(process.stdin, 'standard input');
  else yield* textPieces(createReadStream(name), name);
}

/** Runs the command line of this process beside the files and threads of this machine; `program` is where it was built to. */
export async function start(program: string): Promise<void> {
  const data = join(program, 'data');
  process.exitCode = await run(process.argv.slice(2), {
    out: (output) => void process.stdout.write(output),
    err: (message) => void process.stderr.write(message),
    readFile: (path) => textOf(createReadStream(path), path),
    filesIn: async (path) => {
      const { readdir, stat } = await import('node:fs/promises');
      if (!(await stat(path)).isDirectory()) return undefined;
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
    },
    readBytes: async (path) => (await import('node:fs/promises')).readFile(path),
    sizeOf: async (path) => (await (await import('node:fs/promises')).stat(path)).size,
    modelOnBoard: join(data, 'lpu-model'),
    writeFile: async (path, content) => {
      const { replaceFile } = await import('#main/files/atomic-write');
      await replaceFile(path, content);
    },
    readInput: () => textOf(process.stdin, 'standard input'),
    chunksOf: piecesOf,
    services: async () => (await import('#main/services/services')).loadServices(data),
    interruptible,
    code: async () => (await import('#main/study/code')).codeIn(program),
    computing: async (library) => {
      const { createPool } = await import('#main/jobs/pool');
      return createPool({
        library,
        workerFile: join(program, 'worker.js'),
        data,
        threads: availableParallelism(),
        timeLimitSeconds: WHOLE_DAY_SECONDS,
        memoryLimitMegabytes: MEMORY_LIMIT_MEGABYTES,
      });
    },
  });
}
