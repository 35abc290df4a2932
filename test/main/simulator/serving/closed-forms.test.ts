import { describe, expect, it, vi } from 'vitest';
import { aSingleServer, ran } from './setting';

// Each run serves 200,000 requests, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const MEAN_SERVICE = 1e-3;
const exponential = (draw: () => number): number => Math.max(1, Math.round(-1000 * Math.log(draw())));

/** Mean wait in seconds of a queue with one server and services of 1 ms on average. */
function meanWait(
  load: number,
  input: (draw: () => number) => number,
  discipline: 'batch' | 'slots',
): number {
  const { ledger } = ran({
    engine: aSingleServer(discipline),
    count: 200_000,
    rate: load / MEAN_SERVICE,
    input,
    output: () => 1,
  });
  return ledger.histograms.queue.mean() / 1e9;
}

describe.each(['batch', 'slots'] as const)('a single server (%s)', (discipline) => {
  it.each([0.3, 0.6, 0.8])('waits as M/M/1 does at a load of %s: ρ / (1 − ρ) services', (load) => {
    const expected = (load / (1 - load)) * MEAN_SERVICE;

    expect(meanWait(load, exponential, discipline) / expected).toBeCloseTo(1, 1);
  });

  it.each([0.3, 0.6, 0.8])('waits as M/D/1 does at a load of %s: ρ / 2(1 − ρ) services', (load) => {
    const expected = (load / (2 * (1 - load))) * MEAN_SERVICE;

    expect(meanWait(load, () => 1000, discipline) / expected).toBeCloseTo(1, 1);
  });
});

describe('many servers', () => {
  it('wait as M/M/c does: Erlang C with 4 servers at a load of 0.8 waits 0.746 services', () => {
    const { ledger } = ran({
      engine: { ...aSingleServer('slots'), slots: 4 },
      count: 200_000,
      rate: (4 * 0.8) / MEAN_SERVICE,
      input: exponential,
      output: () => 1,
    });

    // Erlang C(4, 3.2) = 0.5964; the mean wait is C / (c (1 − ρ)) services.
    expect(ledger.histograms.queue.mean() / 1e9 / MEAN_SERVICE / 0.7455).toBeCloseTo(1, 1);
  });
});
