import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Answer, Cancellation } from '#shared/api/contract';
import type { Library } from '#shared/library/library';
import { cancelled, failure, success } from '#shared/refusal/refusal';
import type { Study } from '#shared/study/study';
import type { ChunkAnswer, ChunkTask } from '#main/study/chunk';
import type { Manifest } from '#main/study/identity';
import type { ChunkPlace, StudyProgress, Workplace } from '#main/study/run-study';
import { type ChunkJob, type Keys, keys, putContext, queueName, studyKey } from './keys';
import { resultAt } from './results';

/** The side that has a study: it hands chunks out, takes their answers in, and writes them. */

export interface Publishing {
  readonly redis: Redis;
  readonly prefix: string;
  readonly manifest: Manifest;
  readonly study: Study;
  readonly library: Library | undefined;
  readonly signal: Cancellation;
  /** How many chunks may wait or be worked on at once; what the queue holds is bounded by it. */
  readonly ahead: number;
  readonly pauses?: Partial<typeof usualPauses>;
}

const usualPauses = {
  /** How often answers are looked for. */
  look: 200,
  /** How often it is checked that jobs are still there, such as after a restart of the server. */
  check: 2_000,
  /** How often progress is announced. */
  announce: 2_000,
  /** Before the second attempt; doubled for each further one. */
  retry: 1_000,
};

const ATTEMPTS = 3;

interface Waiting {
  readonly data: ChunkJob;
  /** Whether the queue has said that it has the job. */
  isAdded: boolean;
  readonly resolve: (answer: Answer<ChunkAnswer>) => void;
}

export interface Publisher extends Workplace {
  readonly told: (progress: StudyProgress) => void;
  readonly close: () => Promise<void>;
}

/** Hands chunks to workers. A chunk has one job id, however often it is handed out, and its answer is taken once. */
export function publisher(publishing: Publishing): Publisher {
  const { redis, prefix, manifest, signal, ahead } = publishing;
  const pauses = { ...usualPauses, ...publishing.pauses };
  const key = studyKey(manifest);
  const at = keys(prefix);
  const queue = new Queue<ChunkJob>(queueName(manifest.code), { connection: redis, prefix });
  // A lost connection is opened again; what is waited for is looked for again.
  queue.on('error', () => undefined);
  const waiting = new Map<string, Waiting>();
  const add = async (id: string, data: ChunkJob): Promise<void> => {
    await putContextOnce(publishing, at.study(key));
    await queue.add('chunk', data, {
      jobId: id,
      attempts: ATTEMPTS,
      backoff: { type: 'exponential', delay: pauses.retry },
      removeOnComplete: true,
    });
  };
  const settle = (id: string, answer: Answer<ChunkAnswer>): void => {
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  };
  const look = async (): Promise<void> => {
    for (const id of await answered(redis, at, [...waiting.keys()])) {
      const result = await resultAt(redis, at.result(id));
      if (result === undefined) continue;
      await redis.del(at.result(id));
      settle(id, success(result));
    }
  };
  const check = async (): Promise<void> => {
    for (const [id, { data, isAdded }] of [...waiting]) {
      if (!isAdded) continue;
      const job: Job<ChunkJob> | undefined = await queue.getJob(id);
      if (job === undefined) {
        // Done meanwhile, or lost with the server's memory.
        if (waiting.has(id) && (await redis.exists(at.result(id))) === 0) await add(id, data);
      } else if (await job.isFailed()) {
        await job.remove().catch(() => undefined);
        settle(id, failure({ code: 'worker-failed', message: job.failedReason }));
      }
    }
  };
  const announcing = announcer(publishing, { at, key });
  let checkedAt = performance.now();
  // In turn: what is taken in must not look like lost at the same time.
  const stopLooking = repeatedly(pauses.look, async () => {
    await look();
    if (performance.now() - checkedAt < pauses.check) return;
    checkedAt = performance.now();
    await check();
  });
  const stopAnnouncing = repeatedly(pauses.announce, announcing.tell);
  const stop = async (): Promise<void> => {
    await redis.set(at.cancelled(key), '1', 'EX', 600);
    const ids = [...waiting.keys()];
    for (const id of ids) settle(id, failure(cancelled));
    await Promise.all(ids.map((id) => queue.remove(id).catch(() => undefined)));
  };
  let stopped: Promise<void> | undefined;
  signal.addEventListener('abort', () => {
    stopped = stop().catch(() => undefined);
  });
  const begun = redis.del(at.cancelled(key));
  return {
    lanes: ahead,
    run: async (task: ChunkTask, place: ChunkPlace) => {
      await begun;
      if (signal.aborted) return failure(cancelled);
      const id = jobId(key, place);
      const data = jobOf(key, task);
      return new Promise<Answer<ChunkAnswer>>((resolve, reject) => {
        const entry: Waiting = { data, isAdded: false, resolve };
        waiting.set(id, entry);
        add(id, data).then(() => {
          entry.isAdded = true;
        }, reject);
      });
    },
    told: announcing.note,
    close: async () => {
      await Promise.all([stopLooking(), stopAnnouncing(), stopped]);
      await redis.hdel(at.announced, key);
      await queue.close();
    },
  };
}

const jobId = (study: string, { stage, chunk, part }: ChunkPlace): string =>
  [study, stage, chunk, ...(part === undefined ? [] : [part])].join('-');

const jobOf = (study: string, { stage, numbers, setAside, formats }: ChunkTask): ChunkJob => ({
  study,
  stage,
  numbers: 'from' in numbers ? numbers : [...numbers],
  setAside,
  formats: [...formats],
});

/** Lays the study where workers find it, again where the server lost it. */
async function putContextOnce({ redis, study, library }: Publishing, key: string): Promise<void> {
  if ((await redis.exists(key)) === 0) await putContext(redis, key, { study, library: library ?? null });
}

async function answered(redis: Redis, at: Keys, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.exists(at.result(id));
  const found = (await pipeline.exec()) ?? [];
  return ids.filter((_, index) => found[index]?.[1] === 1);
}

/** Tells all workers which study of which version is under way, and how far it is. */
function announcer(
  { redis, manifest }: Publishing,
  { at, key }: { readonly at: Keys; readonly key: string },
) {
  let [stage, casesDone, cases] = [manifest.levels[0] ?? '', 0, manifest.cases];
  const { name, code } = manifest;
  const tell = async (): Promise<void> => {
    await redis.hset(
      at.announced,
      key,
      JSON.stringify({ name, ...code, stage, casesDone, cases, at: Date.now() }),
    );
  };
  return {
    tell,
    note: (progress: StudyProgress) => {
      [stage, casesDone, cases] = [progress.plan.level, progress.casesDone, progress.cases];
    },
  };
}

/** Does something over and over, at once and then with a pause; what fails is tried again. Stops when asked. */
function repeatedly(pause: number, work: () => Promise<void>): () => Promise<void> {
  let wake: (() => void) | undefined;
  let going = true;
  const loop = async (): Promise<void> => {
    while (going) {
      await work().catch(() => undefined);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause).unref();
      });
    }
  };
  const ended = loop();
  return async () => {
    going = false;
    wake?.();
    await ended;
  };
}
