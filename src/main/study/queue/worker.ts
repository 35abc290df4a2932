import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Answer, JobContext } from '#shared/api/contract';
import type { ChunkAnswer, ChunkTask } from '#main/study/chunk';
import type { CodeIdentity } from '#main/study/identity';
import { ChunkJob, type Context, contextAt, keys, queueName } from './keys';
import type { WorkerCounts } from './metrics';
import { putResult } from './results';

/** The side that computes: takes chunks of any study of its own version, until it is stopped. */
export interface Working {
  readonly redis: Redis;
  readonly prefix: string;
  readonly code: CodeIdentity;
  /** Chunks that are worked on at once. */
  readonly lanes: number;
  /** Never rejects: a crash, a limit or a cancellation is a refusal. */
  readonly run: (task: ChunkTask, context: JobContext) => Promise<Answer<ChunkAnswer>>;
  readonly counts: WorkerCounts;
  readonly told: (message: string) => void;
  readonly pauses?: Partial<typeof usualPauses>;
}

const usualPauses = {
  /** A chunk whose worker shows no sign of life for so long is taken over. */
  lock: 30_000,
  /** How often that is looked for. */
  stalled: 15_000,
  /** How often it is checked whether a study was cancelled. */
  cancelled: 2_000,
};

/** A chunk that took so many workers with it is at fault itself. */
const MOST_TAKEN_OVER = 2;

export interface ChunkWorker {
  /** Ends after the chunks under way. */
  readonly close: () => Promise<void>;
  /** Lets go of everything at once, as a crash does. */
  readonly drop: () => Promise<void>;
}

export function chunkWorker(working: Working): ChunkWorker {
  const { redis, prefix, code, lanes, counts, told } = working;
  const pauses = { ...usualPauses, ...working.pauses };
  const worker = new Worker<ChunkJob>(
    queueName(code),
    async (job) => {
      const startedAt = performance.now();
      try {
        counts.cases += await answer(working, { id: job.id ?? '', data: job.data, pause: pauses.cancelled });
        counts.chunks += 1;
      } catch (error) {
        counts.failed += 1;
        told(`chunk ${job.id ?? ''}: ${error instanceof Error ? error.message : String(error)}`);
        throw error;
      } finally {
        counts.seconds += (performance.now() - startedAt) / 1_000;
      }
    },
    {
      connection: redis,
      prefix,
      concurrency: lanes,
      lockDuration: pauses.lock,
      stalledInterval: pauses.stalled,
      maxStalledCount: MOST_TAKEN_OVER,
    },
  );
  worker.on('error', () => undefined);
  worker.on('stalled', (id) => told(`chunk ${id}: its worker stopped; it is taken over`));
  return { close: () => worker.close(), drop: () => worker.close(true) };
}

interface Chunk {
  readonly id: string;
  readonly data: unknown;
  readonly pause: number;
}

/** Computes a chunk and lays its answer where the study looks for it; answers with the number of its rows. */
async function answer({ redis, prefix, run }: Working, { id, data, pause }: Chunk): Promise<number> {
  const at = keys(prefix);
  const { study: key, ...task } = ChunkJob.parse(data);
  const isCancelled = async (): Promise<boolean> => (await redis.exists(at.cancelled(key))) === 1;
  if (await isCancelled()) return 0;
  const context = await contextAt(redis, at.study(key));
  if (context === undefined) throw new Error('The study is no longer in the queue.');
  const stop = new AbortController();
  const watch = setInterval(() => {
    isCancelled().then(
      (found) => {
        if (found) stop.abort();
      },
      () => undefined,
    );
  }, pause);
  try {
    const computed = await run(taskOf(context, task), {
      report: () => undefined,
      signal: stop.signal,
      library: context.library === null ? undefined : { revision: key, library: context.library },
    });
    if (!computed.ok) {
      if (computed.error.code === 'cancelled') return 0;
      throw new Error(computed.error.message);
    }
    await putResult(redis, at.result(id), computed.value);
    return computed.value.rows;
  } finally {
    clearInterval(watch);
  }
}

const taskOf = ({ study }: Context, task: Omit<ChunkTask, 'study'>): ChunkTask => ({ study, ...task });
