import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Computing, plainContext } from '#main/services/computing';
import { createPool, type PoolOptions } from '#main/jobs/pool';
import { PATIENTLY } from '../../support/patience';

const aPool = (options: Partial<PoolOptions> = {}): Computing =>
  createPool({
    workerFile: join(import.meta.dirname, 'pool-worker.mjs'),
    data: 'out/main/data',
    threads: 1,
    ...options,
  });

let pool: Computing;
beforeEach(() => {
  pool = aPool();
});
afterEach(() => pool.close());

const run = (input: string, context = plainContext) => pool.run('checks', input as never, context);
const answers = () => expect(run('again')).resolves.toEqual({ ok: true, value: 'again' });

describe('the pool of workers', () => {
  it('answers, and tells progress on the way', async () => {
    const report = vi.fn();
    await expect(run('progress', { ...plainContext, report })).resolves.toEqual({
      ok: true,
      value: 'checks',
    });
    expect(report).toHaveBeenCalledWith(0.5);
  });

  it('ends work that was cancelled, even if it never looks up, and goes on', async () => {
    const abort = new AbortController();
    const running = run('hang', { ...plainContext, signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    await expect(running).resolves.toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await answers();
  });

  it('does not start work that was cancelled before', async () => {
    const running = run('again', { ...plainContext, signal: AbortSignal.abort() });
    await expect(running).resolves.toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('ends work at its time limit and goes on', PATIENTLY, async () => {
    const hurried = aPool({ timeLimitSeconds: 0.5 });
    const ended = await hurried.run('checks', 'hang' as never, plainContext);
    expect(ended).toMatchObject({ ok: false, error: { code: 'time-limit', limit: 0.5 } });
    // On a busy machine the next thread may take longer than this limit to start.
    await vi.waitFor(
      async () =>
        expect(await hurried.run('checks', 'again' as never, plainContext)).toMatchObject({ ok: true }),
      PATIENTLY,
    );
    await hurried.close();
  });

  it('gives up what runs when it is closed, and says of no worker that it failed', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const running = run('hang');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await pool.close();
    await expect(running).resolves.toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(written).not.toHaveBeenCalled();
    written.mockRestore();
  });

  it.each(['throw', 'die', 'exit'])('survives a worker that does this: %s', async (what) => {
    const answer = await run(what);
    expect(answer).toMatchObject({ ok: false, error: { code: 'worker-failed' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    await answers();
  });
});

describe('a computation that outgrows its memory', () => {
  it('is ended alone, and says so', PATIENTLY, async () => {
    const small = aPool({ threads: 2, memoryLimitMegabytes: 48 });
    const ran = (input: string) => small.run('checks', input as never, plainContext);

    const [filled, beside] = await Promise.all([ran('fill'), ran('wait')]);

    expect(filled).toMatchObject({ ok: false, error: { code: 'memory-limit', limit: 48, unit: 'MB' } });
    expect(beside).toEqual({ ok: true, value: 'wait' });
    expect(await ran('again')).toEqual({ ok: true, value: 'again' });
    await small.close();
  });
});
