import { describe, expect, it } from 'vitest';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { calls } from '#shared/api/calls';
import type { ServingAnswer } from '#shared/serving/report';
import { Workload } from '#shared/scenario/schema';
import {
  bucketRows,
  latenciesOf,
  latencyRows,
  latencySeries,
  remarksOf,
  timelineSeries,
} from '#renderer/features/performance/serving/chart-data';
import { changeRun, keepRun, removeRun, type ServingRun } from '#renderer/features/performance/serving/runs';
import {
  arrivalKinds,
  initialDraft,
  servingCase,
  type ServingDraft,
} from '#renderer/features/performance/serving/serving-draft';
import { shippedCatalogue } from '../../../support/catalogue';
import { aDeployment } from './a-deployment';

const catalogue = await shippedCatalogue();
const deployment = aDeployment();
const aDraft = (changes: Partial<ServingDraft> = {}): ServingDraft => ({
  ...initialDraft(deployment, undefined),
  requests: 50,
  ...changes,
});

function answerOf(changes: Partial<ServingDraft> = {}): ServingAnswer {
  const [result] = simulateCases([servingCase(aDraft(changes), deployment)], catalogue);
  if (!result || !('fits' in result && result.fits)) throw new Error(JSON.stringify(result));
  return result;
}

describe('what the form asks', () => {
  const trace = { name: 'day.csv', text: 'time,input,output\n0,100,10\n1,200,20\n' };

  it.each(arrivalKinds)('is let through by the contract and runs, whatever the arrivals: %s', (arrivals) => {
    const asked = servingCase(aDraft({ arrivals, trace, lengths: 'log-normal' }), deployment);
    expect(calls.simulateServing.input.safeParse({ cases: [asked] }).success).toBe(true);
    expect(answerOf({ arrivals, trace }).counts.completed).toBe(arrivals === 'trace' ? 2 : 50);
  });

  it('is nothing while a trace is still to be chosen', () => {
    expect(servingCase(aDraft({ arrivals: 'trace' }), deployment)).toBeUndefined();
  });

  it('starts with the rate and objective of the workload', () => {
    const workload = Workload.parse({
      id: 'w',
      name: 'W',
      model: 'llama-3.1-70b',
      inputTokens: 1,
      outputTokens: 1,
      requestsPerSecond: 3,
      objective: { timeToFirstTokenSeconds: 0.5, percentile: 99 },
    });
    expect(initialDraft(deployment, workload)).toMatchObject({
      requestsPerSecond: 3,
      firstTokenSeconds: 0.5,
      perTokenSeconds: undefined,
    });
  });

  it('leaves out an objective that nobody asked for, so that there is no goodput', () => {
    expect(answerOf()).not.toHaveProperty('goodputRequestsPerSecond');
    expect(answerOf({ firstTokenSeconds: 100 }).objectiveMetShare).toBe(1);
  });
});

describe('what the folded part of the form asks', () => {
  it.each<Partial<ServingDraft>>([
    { chunkTokens: 256, cachePolicy: 'preempt', queueLimit: 5, untilSeconds: 100 },
    { prefixes: 'share', prefixShare: 0.5 },
    { prefixes: 'groups', prefixGroups: 5, prefixTokens: 100 },
    { prefillReplicas: 1, linkGigabytesPerSecond: 100 },
    { failures: [{ replica: 0, atSeconds: 1, forSeconds: 1 }] },
    { lengths: 'empirical', lengthTable: { name: 'l.csv', pairs: [[100, 10]] } },
  ])('is let through by the contract and runs: %o', (changes) => {
    const asked = servingCase(aDraft(changes), deployment);

    expect(calls.simulateServing.input.safeParse({ cases: [asked] }).success).toBe(true);
    expect(answerOf(changes).counts.completed).toBeGreaterThan(0);
  });

  it('shows in the answer: prefixes found, caches handed over, lengths of the file', () => {
    expect(answerOf({ prefixes: 'share', prefixShare: 0.5 }).prefixHitShare).toBeCloseTo(0.5, 1);
    expect(answerOf({ prefillReplicas: 1 })).toHaveProperty('cacheTransferSeconds.p99', expect.any(Number));
    const short = answerOf({ lengths: 'empirical', lengthTable: { name: 'l.csv', pairs: [[100, 10]] } });
    expect(short.outputTokensPerSecond * short.elapsedSeconds).toBeCloseTo(50 * 10, 0);
  });

  it('is nothing while the file of lengths is to be chosen', () => {
    expect(servingCase(aDraft({ lengths: 'empirical' }), deployment)).toBeUndefined();
  });

  it('asks LPUs for no batching', () => {
    const lpus = { ...deployment, estimate: { ...deployment.estimate, hardware: 'groq-lpu-v1' } };
    const draft = aDraft({ chunkTokens: 256, cachePolicy: 'preempt', prefillReplicas: 1 });

    expect(servingCase(draft, deployment)).toHaveProperty('disaggregated');
    for (const field of ['chunkTokens', 'cachePolicy', 'disaggregated']) {
      expect(servingCase(draft, lpus)).not.toHaveProperty(field);
    }
  });
});

describe('the kept runs', () => {
  const answer = answerOf();
  const kept = (count: number, scenario = 's') =>
    Array.from({ length: count }).reduce<Parameters<typeof keepRun>[0]>(
      (runs) => keepRun(runs, { scenario, name: '1/s', answer }),
      { runs: [], next: 1 },
    );

  it('have names and colours of their own', () => {
    const { runs } = kept(3);
    expect(runs.map(({ name }) => name)).toEqual(['1/s', '1/s (2)', '1/s (3)']);
    expect(new Set(runs.map(({ series }) => series)).size).toBe(3);
  });

  it('give a removed run’s colour to the next', () => {
    const two = kept(2);
    const one = removeRun(two, 1);
    expect(one.runs.map(({ id }) => id)).toEqual([2]);
    const again = keepRun(one, { scenario: 's', name: 'x', answer });
    expect(again.runs.at(-1)).toMatchObject({ id: 3, series: two.runs[0]?.series });
  });

  it('are at most 24 of a scenario, the oldest giving way', () => {
    const { runs } = kept(30);
    expect(runs).toHaveLength(24);
    expect(runs[0]?.id).toBe(7);
  });

  it('can be renamed and hidden one by one', () => {
    const changed = changeRun(kept(2), 1, { name: 'night', shown: false });
    expect(changed.runs.map(({ name, shown }) => [name, shown])).toEqual([
      ['night', false],
      ['1/s (2)', true],
    ]);
  });
});

describe('the pictures of a run', () => {
  const run: ServingRun = { id: 1, scenario: 's', name: 'a', series: 0, shown: true, answer: answerOf() };

  it('rise with the percentile, for every latency', () => {
    for (const latency of latenciesOf([run])) {
      const values = latencySeries([run], latency)[0]?.points.map(({ y }) => y) ?? [];
      expect(values).toHaveLength(4);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
    expect(latencyRows([run, run])).toHaveLength(2 * latenciesOf([run]).length);
  });

  it('have the latency of travelling caches only where prompts are read apart', () => {
    const apart = { ...run, name: 'b', answer: answerOf({ prefillReplicas: 1 }) };

    expect(latenciesOf([run])).not.toContain('cacheTransferSeconds');
    expect(latenciesOf([run, apart])).toContain('cacheTransferSeconds');
    expect(latencySeries([run, apart], 'cacheTransferSeconds').map(({ name }) => name)).toEqual(['b']);
  });

  it('come with what the runs say of themselves, runs that say the same together', () => {
    const remark = { code: 'few-requests', params: {} } as const;
    const few = { ...run, answer: { ...run.answer, remarks: [remark] } };

    expect(
      remarksOf([few, { ...few, name: 'b' }, { ...run, answer: { ...run.answer, remarks: [] } }]),
    ).toEqual([{ of: 'a, b', remarks: [remark] }]);
  });

  it('go over time from the first span to the last, with a row for each in the table', () => {
    const [cache] = timelineSeries([run], 'cacheOccupancy');
    const { timeline } = run.answer;
    expect(cache?.points).toHaveLength(timeline.cacheOccupancy.length);
    expect(cache?.points[0]?.x).toBe(timeline.bucketSeconds / 2);
    expect(Math.max(...(cache?.points.map(({ y }) => y) ?? []))).toBeLessThanOrEqual(1);
    expect(bucketRows([run])).toHaveLength(timeline.waiting.length);
  });

  it('leave out power where none is published', () => {
    const timeline = { ...run.answer.timeline };
    delete timeline.serverPowerWatts;
    const dark = { ...run, answer: { ...run.answer, timeline } };
    expect(timelineSeries([dark], 'serverPowerWatts')).toEqual([]);
    expect(bucketRows([dark])[0]?.values.serverPowerWatts).toBeNull();
  });
});
