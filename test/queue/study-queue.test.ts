import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainContext } from '#main/services/computing';
import { answerChunk, type ChunkTask, numbersIn } from '#main/study/chunk';
import { studyFolder } from '#main/study/folder';
import { manifestOf } from '#main/study/identity';
import { connected } from '#main/study/queue/connection';
import { announcements, keys } from '#main/study/queue/keys';
import { metricsText, noCounts } from '#main/study/queue/metrics';
import { publisher } from '#main/study/queue/publisher';
import { type ChunkWorker, chunkWorker } from '#main/study/queue/worker';
import { runStudy } from '#main/study/run-study';
import { cancelled, failure, success } from '#shared/refusal/refusal';
import { aStudy, filesIn } from '../main/study/a-study';
import { shippedCatalogue } from '../support/catalogue';
import { redisServer, type RedisServer } from '../support/redis';

const catalogue = await shippedCatalogue();
const code = { version: '1.0.0', digest: 'a'.repeat(64) };
const formats = ['parquet'] as const;
const study = aStudy({
  stages: [{ level: 'estimate' }, { level: 'simulate', of: { best: 1, by: 'totalPerYear' } }],
});
const manifest = manifestOf({ study, code, catalogue, library: undefined, formats });
const quick = { look: 20, check: 150, announce: 50, retry: 20 };

let scratch = '';
let server: RedisServer;
let whole: Readonly<Record<string, string>>;
const open: Redis[] = [];
const workers: ChunkWorker[] = [];

type Run = Parameters<typeof chunkWorker>[0]['run'];

/** Computes in this thread, after a pause in which workers can be lost. */
const computing =
  (before: (task: ChunkTask) => Promise<void> | void = () => undefined): Run =>
  async (task) => {
    await before(task);
    return success(answerChunk(task, catalogue));
  };

async function connection(): Promise<Redis> {
  const redis = await connected({ url: server.url, prefix: 'test' });
  if (!redis.ok) throw new Error(redis.error.message);
  open.push(redis.value);
  return redis.value;
}

async function aWorker(
  run: Run = computing(),
  more: Partial<Parameters<typeof chunkWorker>[0]> = {},
): Promise<ChunkWorker> {
  const worker = chunkWorker({
    ...{
      redis: await connection(),
      prefix: 'test',
      code,
      lanes: 1,
      run,
      counts: noCounts(),
      told: () => undefined,
    },
    // Work in this thread keeps a worker from showing signs of life.
    pauses: { lock: 30_000, stalled: 300, cancelled: 30 },
    ...more,
  });
  workers.push(worker);
  return worker;
}

async function published(name: string, signal = plainContext.signal) {
  const folder = studyFolder(join(scratch, name));
  if ((await folder.manifest()) === undefined) await folder.begin(manifest, study);
  const workplace = publisher({
    ...{ redis: await connection(), prefix: 'test', manifest, study, library: undefined, signal, ahead: 6 },
    pauses: quick,
  });
  const answer = await runStudy({ study, folder, formats, workplace, signal, told: workplace.told });
  await workplace.close();
  return { answer, files: await filesIn(folder.path) };
}

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'fleetwright-queue-'));
  const folder = studyFolder(join(scratch, 'whole'));
  await folder.begin(manifest, study);
  const run = (task: ChunkTask) => Promise.resolve(success(answerChunk(task, catalogue)));
  const workplace = { lanes: 1, run };
  await runStudy({ study, folder, formats, workplace, signal: plainContext.signal, told: () => undefined });
  whole = await filesIn(folder.path);
}, 120_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));
beforeEach(async () => {
  server = await redisServer();
});
afterEach(async () => {
  await Promise.allSettled(workers.splice(0).map((worker) => worker.drop()));
  for (const redis of open.splice(0)) redis.disconnect();
  await server.remove();
});

describe('a study over a queue', { timeout: 120_000 }, () => {
  it.each([1, 2, 5])('gives the bytes of one core from %d workers', async (count) => {
    for (let index = 0; index < count; index += 1) await aWorker();
    const { files, answer } = await published(`workers-${count}`);

    expect(answer).toMatchObject({ ok: true });
    expect(files).toEqual(whole);
    // Nothing stays behind but what expires.
    const redis = await connection();
    expect(await redis.keys('test:result:*')).toEqual([]);
  });

  it('takes chunks over from a worker that was lost', async () => {
    let held = 0;
    const lost = await aWorker(
      computing(() => {
        held += 1;
        return new Promise(() => undefined);
      }),
      { pauses: { lock: 600, stalled: 300 } },
    );
    const running = published('lost');
    while (held === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    void lost.drop();
    open.at(0)?.disconnect();
    await aWorker();

    expect((await running).files).toEqual(whole);
  });

  it('goes on after the server was restarted and forgot everything', async () => {
    let begun = 0;
    await aWorker(
      computing(async () => {
        begun += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }),
    );
    const running = published('restarted');
    while (begun < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    await server.stop();
    await server.start();

    expect((await running).files).toEqual(whole);
  });

  it('sets a case aside that every worker fails at, with the reason', async () => {
    const poisoned = computing(({ stage, numbers, setAside }) => {
      if (stage === 0 && numbersIn(numbers).includes(30) && setAside[30] === undefined)
        throw new Error('out of memory at case 30');
    });
    await aWorker(poisoned);
    await aWorker(poisoned);
    const { answer, files } = await published('poisoned');

    expect(answer).toMatchObject({ ok: true, value: { stages: [{ rows: 320, failed: 1 }, {}] } });
    const differing = Object.keys(whole).filter((name) => files[name] !== whole[name]);
    expect(differing.filter((name) => name.includes('part-'))).toEqual([
      'stage-1-estimate/part-000001.parquet',
    ]);
  });

  it('stops where it is cancelled, tells the workers, and goes on later', async () => {
    const stop = new AbortController();
    let begun = 0;
    const heard: boolean[] = [];
    const run: Run = async (task, context) => {
      begun += 1;
      if (begun !== 5) return computing()(task, context);
      stop.abort();
      await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve()));
      heard.push(context.signal.aborted);
      return failure(cancelled);
    };
    const worker = await aWorker(run);
    expect(await published('cancelled', stop.signal)).toMatchObject({
      answer: { ok: false, error: { code: 'cancelled' } },
    });
    await worker.close();
    expect(heard).toEqual([true]);

    await aWorker();
    expect((await published('cancelled')).files).toEqual(whole);
  });

  it('is left alone by workers of another version, which can tell that it is there', async () => {
    const computed: ChunkTask[] = [];
    const other = { version: '1.1.0', digest: 'b'.repeat(64) };
    await aWorker(
      computing((task) => void computed.push(task)),
      { code: other },
    );
    const stop = new AbortController();
    const running = published('versions', stop.signal);
    const redis = await connection();
    let seen = await announcements(redis, keys('test'), Date.now());
    while (seen.length === 0) seen = await announcements(redis, keys('test'), Date.now());
    expect(seen).toMatchObject([{ name: study.name, ...code, stage: 'estimate', cases: 320 }]);
    const counts = { chunks: 3, failed: 1, cases: 69, seconds: 0.5 };
    const text = () => metricsText({ redis, prefix: 'test', code, counts });
    await expect.poll(text).toMatch(/fleetwright_queue_chunks\{state="waiting"\} [1-6]\n/);
    expect(await text()).toContain('fleetwright_worker_cases_total 69\n');
    const labels = `study="${study.name}",stage="estimate",version="1.0.0"`;
    expect(await text()).toContain(`fleetwright_study_cases{${labels}} 320\n`);
    stop.abort();
    await running;
    expect(computed).toEqual([]);
  });
});

describe('the connection to a queue', { timeout: 60_000 }, () => {
  const reason = async (url: string, password?: string) => {
    const answer = await connected({ url, password, prefix: 'test' });
    if (answer.ok) answer.value.disconnect();
    return answer.ok ? 'connected' : answer.error.message;
  };

  it('takes a user and a password, and says where they are wrong', async () => {
    const guarded = await redisServer('--requirepass', 'open sesame');
    expect(await reason(guarded.url)).toContain('does not accept the user name and password');
    expect(await reason(guarded.url, 'wrong')).toContain('does not accept the user name and password');
    expect(await reason(guarded.url, 'open sesame')).toBe('connected');
    await guarded.remove();
  });

  it('says at once that nothing is there, and that an address is none', async () => {
    expect(await reason('redis://127.0.0.1:1')).toBe(
      'The queue at redis://127.0.0.1:1 cannot be reached: ECONNREFUSED.',
    );
    expect(await reason('http://127.0.0.1')).toContain('must begin with redis://');
    expect(await reason('nonsense')).toContain('is not a URL');
  });
});
