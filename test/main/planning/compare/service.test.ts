import { describe, expect, it } from 'vitest';
import { compare } from '#main/planning/compare/compare';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../../support/catalogue';
import { shippedExample } from '../../../support/examples';

const catalogue = await shippedCatalogue();
const lpu = await shippedExample('article-7b-lpu');
const gpu = await shippedExample('article-7b-h100');
const large = await shippedExample('article-70b-h100');

/** Requests per second of which hardly any finds another in its way. */
const SELDOM = 0.02;

/** The scenario with another need in every workload. */
const needing = (scenario: Scenario, change: object): Scenario => ({
  ...scenario,
  workloads: Object.fromEntries(
    Object.entries(scenario.workloads).map(([id, workload]) => [id, { ...workload, ...change }]),
  ),
});

function judged(...scenarios: readonly Scenario[]) {
  const result = compare({ scenarios, baseline: 0 }, catalogue);
  if (!result.ok) throw new Error(result.error.message);
  const { services, verdicts } = result.value;
  return { services, verdict: verdicts[0] };
}

describe('the service that fleets are held to', () => {
  it('is the baseline’s, and both fleets of the article meet it where requests seldom come', () => {
    const { services, verdict } = judged(needing(lpu, { requestsPerSecond: SELDOM }), gpu);

    expect(services.map(({ state }) => state)).toEqual(['meets', 'meets']);
    expect(verdict).toMatchObject({ standing: 'equal', speed: { at: 'need' } });
  });

  it('is judged at its percentile: means meet what one request in four misses', () => {
    const { services, verdict } = judged(lpu, gpu);
    const [missed] = services[0]?.needs ?? [];

    expect(missed?.reached?.timeToFirstTokenSeconds).toBeLessThan(2);
    expect(missed).toMatchObject({
      state: 'missed',
      judged: 'simulation',
      shortfalls: ['time-to-first-token'],
    });
    expect(missed?.served?.timeToFirstTokenSeconds).toBeGreaterThan(6);
    expect(missed?.served?.metShare).toBeCloseTo(0.74, 1);
    expect(verdict?.standing).toBe('only-other-meets');
  });

  it('is missed surely, without a simulation, where a request that waits for nobody is too slow', () => {
    const objective = { timeToFirstTokenSeconds: 0.001, percentile: 95 };
    const { services } = judged(needing(gpu, { objective, requestsPerSecond: SELDOM }), lpu);

    expect(services[0]?.needs[0]).toMatchObject({ state: 'missed', judged: 'estimate' });
    expect(services[0]?.needs[0]).not.toHaveProperty('served');
  });

  it('is not told where the share of requests is as near to the percentile as the run is exact', () => {
    const percentileOf = (percentile: number) =>
      judged(needing(lpu, { objective: { timeToFirstTokenSeconds: 2, percentile } }), gpu).services[0]
        ?.needs[0];
    // Runs of percentiles up to 98 are of equally many requests, and so the same.
    const share = Math.round(100 * (percentileOf(50)?.served?.metShare ?? 0));

    expect([share - 10, share, share + 10].map((percentile) => percentileOf(percentile)?.state)).toEqual([
      'met',
      'unsure',
      'missed',
    ]);
  });

  it('is judged by what is reached: equal declarations do not make fleets equal', () => {
    const objective = { timeToFirstTokenSeconds: 2, timePerOutputTokenSeconds: 0.002, percentile: 99 };
    const seldom = { objective, requestsPerSecond: SELDOM };
    const { services, verdict } = judged(needing(lpu, seldom), needing(gpu, seldom));

    expect(services[1]?.needs[0]?.shortfalls).toEqual(['time-per-output-token']);
    expect(verdict?.standing).toBe('only-baseline-meets');
  });

  it('is judged by what is reached: other declarations do not make fleets unequal', () => {
    const objective = { timeToFirstTokenSeconds: 9, percentile: 50 };

    const base = needing(lpu, { requestsPerSecond: SELDOM });
    expect(judged(base, needing(gpu, { objective, requestsPerSecond: 7 })).verdict?.standing).toBe('equal');
  });

  it('is missed by a fleet that is asked for more than it can give', () => {
    const { services, verdict } = judged(needing(gpu, { requestsPerSecond: 5 }), lpu);
    const [need] = services[1]?.needs ?? [];

    expect(need?.shortfalls).toContain('throughput');
    // 72 LPUs answer 0.743 requests of 1,024 tokens a second, one user at a time.
    expect(need?.reached?.loadShare).toBeCloseTo(5 / 0.743, 1);
    expect(verdict?.standing).toBe('only-baseline-meets');
  });

  it('is missed by both where neither keeps up', () => {
    expect(judged(needing(lpu, { requestsPerSecond: 500 }), gpu).verdict?.standing).toBe('neither-meets');
  });

  it('is not stated by a baseline without an objective', () => {
    const without = needing(lpu, { objective: undefined });

    expect(judged(without, gpu).verdict?.standing).toBe('undeclared');
    expect(judged({ ...lpu, workloads: {} }, gpu).verdict?.standing).toBe('undeclared');
  });

  it('is unknown of a fleet that runs another model, or whose racks lack the accelerators', () => {
    expect(judged(lpu, large).services[1]?.needs[0]).toMatchObject({ because: 'no-deployment' });

    const [one] = Object.values(gpu.devices);
    const half = { ...gpu, devices: one === undefined ? {} : { [one.id]: one } };
    const { services, verdict } = judged(lpu, half);
    expect(services[1]?.needs[0]).toMatchObject({ because: 'accelerators-missing' });
    expect(verdict?.standing).toBe('unknown');
  });

  it('is shared out among the deployments of the model, each by what it can give', () => {
    const [chat] = Object.values(gpu.deployments);
    if (chat === undefined) throw new Error('no deployment');
    const halves = ['a', 'b'].map((id) => ({ ...chat, id, estimate: { ...chat.estimate, devices: 8 } }));
    const split = {
      ...gpu,
      deployments: Object.fromEntries(halves.map((each) => [each.id, each])),
    } as Scenario;
    const [whole, shared] = judged(gpu, split).services.map(({ needs }) => needs[0]?.reached?.loadShare ?? 0);

    expect(shared).toBeCloseTo(whole ?? 0, 6);
  });
});
