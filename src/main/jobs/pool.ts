import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import type { Answer, JobContext } from '#shared/api/contract';
import { failure } from '#shared/refusal/refusal';
import type { HeldLibrary } from '#shared/library/held-library';
import type { ComputationName, Computing, Run } from '#main/services/computing';
import { refusedJob, type EndedBy } from './refusals';

export interface PoolOptions {
  /** The built worker entry. */
  readonly workerFile: string;
  /** The folder of the built catalogue, which every worker reads for itself. */
  readonly data: string;
  /** Beside the catalogue in every computation that brings no other. */
  readonly library?: HeldLibrary | undefined;
  readonly threads?: number;
  readonly timeLimitSeconds?: number;
  /** What the values of one thread may take; a computation that needs more is ended alone. */
  readonly memoryLimitMegabytes?: number;
}

const TIME_LIMIT_SECONDS = 120;
/** Five times what the largest runs of `npm run bench` take. Without a limit, one thread at its end takes all others with it. */
const MEMORY_LIMIT_MEGABYTES = 1_024;
const IDLE_SECONDS = 60;
/** The thread that keeps scenarios in plan waits longer for the next edit; after that they are sent whole again. */
const KEEPING_IDLE_SECONDS = 900;

/** What builds upon the call before, and so must come to the same thread. */
const keeping: ReadonlySet<ComputationName> = new Set<ComputationName>(['planStep']);

/** For so long a thread that is no more may still be heard of why. */
const LAST_WORDS_MILLISECONDS = 250;

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const usualThreads = (): number => Math.max(1, Math.min(4, availableParallelism() - 1));

/** An abort signal that fires on cancellation or at the time limit, and remembers which it was. */
function endingOf(context: JobContext, seconds: number) {
  const abort = new AbortController();
  let endedBy: EndedBy = 'crash';
  const end = (by: EndedBy): void => {
    if (abort.signal.aborted) return;
    endedBy = by;
    abort.abort();
  };
  const timer = setTimeout(() => end('time-limit'), seconds * 1000);
  context.signal.addEventListener('abort', () => end('cancel'));
  if (context.signal.aborted) end('cancel');
  return { signal: abort.signal, end, endedBy: () => endedBy, clear: () => clearTimeout(timer) };
}

/**
 * A pool of worker threads for computations. Cancelling or overrunning the time limit ends the thread, so that even
 * a computation that never looks up stops; the pool starts another. So does a thread that outgrows its memory, and no other
 * with it. A thread that ends by itself is noticed at once.
 */
export function createPool(options: PoolOptions): Computing {
  const { workerFile, data, timeLimitSeconds = TIME_LIMIT_SECONDS } = options;
  const { memoryLimitMegabytes = MEMORY_LIMIT_MEGABYTES } = options;
  const threads = (maxThreads: number, idleSeconds: number): Tinypool =>
    new Tinypool({
      filename: workerFile,
      name: 'runTask',
      minThreads: 0,
      maxThreads,
      idleTimeout: idleSeconds * 1000,
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMegabytes },
    });
  const pool = threads(options.threads ?? usualThreads(), IDLE_SECONDS);
  const keeper = threads(1, KEEPING_IDLE_SECONDS);
  let isClosing = false;
  const ask = async (
    name: ComputationName,
    input: unknown,
    context: JobContext,
  ): Promise<Answer<unknown>> => {
    const ending = endingOf(context, timeLimitSeconds);
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (fraction: number) => context.report(fraction));
    // The pool hears of a thread that fails, though not of one that exits. Its end of the channel closes either way, and first.
    port1.once('close', () => setTimeout(() => ending.end('crash'), LAST_WORDS_MILLISECONDS).unref());
    try {
      const library = context.library ?? options.library;
      const task = { name, input, data, library, progress: port2 };
      const how = { transferList: [port2], signal: ending.signal };
      return (await (keeping.has(name) ? keeper : pool).run(task, how)) as Answer<unknown>;
    } catch (error) {
      // A host that closes gives up what runs; nothing failed then.
      const endedBy = isClosing ? 'cancel' : isOutOfMemory(error) ? 'memory-limit' : ending.endedBy();
      return failure(refusedJob(endedBy, { error, timeLimitSeconds, memoryLimitMegabytes }));
    } finally {
      ending.clear();
      port1.close();
    }
  };
  return {
    run: ask as Run,
    close: async () => {
      isClosing = true;
      await Promise.all([pool.destroy(), keeper.destroy()]);
    },
  };
}
