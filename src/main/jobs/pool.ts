import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import type { Answer, JobContext } from '#shared/api/contract';
import { failure } from '#shared/refusal/refusal';
import type { ComputationName, Computing, Run } from '#main/services/computing';
import { refusedJob, type EndedBy } from './refusals';

export interface PoolOptions {
  /** The built worker entry. */
  readonly workerFile: string;
  /** The folder of catalogue and examples, which every worker reads for itself. */
  readonly resources: string;
  readonly threads?: number;
  readonly timeLimitSeconds?: number;
}

const TIME_LIMIT_SECONDS = 120;
const IDLE_SECONDS = 60;
/** The thread that keeps scenarios in plan waits longer for the next edit; after that they are sent whole again. */
const KEEPING_IDLE_SECONDS = 900;

/** What builds upon the call before, and so must come to the same thread. */
const keeping: ReadonlySet<ComputationName> = new Set<ComputationName>(['planStep']);

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
 * a computation that never looks up stops; the pool starts another. A thread that ends by itself is noticed at once.
 */
export function createPool(options: PoolOptions): Computing {
  const { workerFile, resources, timeLimitSeconds = TIME_LIMIT_SECONDS } = options;
  const pool = new Tinypool({
    filename: workerFile,
    name: 'runTask',
    minThreads: 0,
    maxThreads: options.threads ?? usualThreads(),
    idleTimeout: IDLE_SECONDS * 1000,
  });
  const keeper = new Tinypool({
    filename: workerFile,
    name: 'runTask',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: KEEPING_IDLE_SECONDS * 1000,
  });
  let isClosing = false;
  const ask = async (
    name: ComputationName,
    input: unknown,
    context: JobContext,
  ): Promise<Answer<unknown>> => {
    const ending = endingOf(context, timeLimitSeconds);
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (fraction: number) => context.report(fraction));
    // The pool hears of a thread that throws, not of one that exits; its end of the channel closes either way.
    port1.once('close', () => ending.end('crash'));
    try {
      const task = { name, input, resources, progress: port2 };
      const options = { transferList: [port2], signal: ending.signal };
      return (await (keeping.has(name) ? keeper : pool).run(task, options)) as Answer<unknown>;
    } catch (error) {
      // A host that closes gives up what runs; nothing failed then.
      return failure(refusedJob(isClosing ? 'cancel' : ending.endedBy(), { error, timeLimitSeconds }));
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
