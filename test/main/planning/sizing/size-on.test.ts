import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { fitServers } from '#main/planning/autofit/fit-servers';
import { layOut } from '#main/planning/sizing/lay-out';
import { sizeOn } from '#main/planning/sizing/size-on';
import { estimate } from '#main/simulator/estimate';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { FitRequest } from '#shared/rack/autofit';
import {
  plannedRate,
  rankSizes,
  SizingRequest,
  type SizedFleet,
  type SizeOutcome,
} from '#shared/sizing/sizing';
import { seconds } from '#shared/units/units';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario } from '../../../support/fleet';

const catalogue = await shippedCatalogue();

const need = {
  model: 'llama-3.1-70b',
  inputTokens: 1_024,
  outputTokens: 256,
  requestsPerSecond: 8,
  peakFactor: 1.5,
};
const objective = { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05, percentile: 95 };

const asked = (changes: Record<string, unknown> = {}): SizingRequest =>
  SizingRequest.parse({ workload: need, objective, terms: aScenario(), ...changes });

const sized = (hardware: string, changes: Record<string, unknown> = {}): SizeOutcome =>
  sizeOn({ request: asked(changes), hardware }, catalogue);

function met(outcome: SizeOutcome): SizedFleet {
  if (!outcome.meets) throw new Error(outcome.refusal.message);
  return outcome;
}

/** The best time to the first token at hardly any load, as a refusal names it. */
function firstTokenAlone(): number {
  const hopeless = sized('h100-sxm', { objective: { timeToFirstTokenSeconds: 0.001 } });
  if (hopeless.meets || hopeless.nearest === undefined) throw new Error('a refusal was expected');
  return hopeless.nearest.timeToFirstTokenSeconds;
}

describe('a need beyond the largest fleet', () => {
  it('is refused with the accelerators that it takes, and not laid out', () => {
    const workload = { ...need, requestsPerSecond: 500_000 };
    for (const hardware of ['h100-sxm', 'groq-lpu-v1']) {
      const outcome = sized(hardware, { workload });
      if (outcome.meets) throw new Error('a refusal was expected');
      expect(outcome.refusal).toMatchObject({ code: 'size-fleet-too-large', limit: 100_000 });
      expect(outcome.refusal.demand).toBeGreaterThan(100_000);
    }
  });
});

describe('the rate that is planned for', () => {
  it('is the busiest hour after the growth: 10 · 3 · 1.2²', () => {
    const workload = { ...need, requestsPerSecond: 10, peakFactor: 3, growthPerYear: 0.2, growthYears: 2 };
    expect(plannedRate(asked({ workload }))).toBeCloseTo(43.2, 10);
  });
});

describe('a sized fleet', () => {
  const fleet = met(sized('h100-sxm'));

  it('meets the objective at its percentile in the simulation', () => {
    expect(fleet.simulated.objectiveMetShare).toBeGreaterThanOrEqual(0.95);
    expect(fleet.simulated.timePerOutputTokenSeconds).toBeLessThanOrEqual(0.05);
  });

  it('would not meet it, or not keep up, with half the accelerators', () => {
    const { tensorParallel, pipelineParallel, weights, replicas } = fleet.deployment;
    const fewer = Math.floor(replicas / 2);
    expect(fewer).toBeGreaterThan(0);
    const [answer] = simulateCases(
      [
        {
          id: 'half',
          hardware: 'h100-sxm',
          devices: fewer * tensorParallel * pipelineParallel,
          tensorParallel,
          pipelineParallel,
          weights,
          model: need.model,
          input: need.inputTokens,
          output: need.outputTokens,
          requestsPerSecond: 12,
          requests: 2_000,
          objective: { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05 },
        },
      ],
      catalogue,
    );
    const share = answer !== undefined && 'fits' in answer && answer.fits ? answer.objectiveMetShare : 0;
    expect(share).toBeLessThan(0.95);
  });

  it('stands in racks that fit, costs what the plan of its scenario costs, and serves what was asked', () => {
    const laid = layOut({ request: asked(), deployment: fleet.deployment, catalogue });
    if (!laid.ok) throw new Error(laid.error.message);
    const { scenario } = laid.value;
    const { cost, totals, problems, deployments } = plan(scenario, catalogue);

    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(fleet.total.typical).toEqual(cost.total.typical);
    expect(fleet.racks).toBe(totals.racks);
    expect(deployments[0]?.result).toMatchObject({ fits: true });
    expect(scenario.workloads).toMatchObject({ need: { requestsPerSecond: 12, objective } });
    expect(scenario.finance.utilisation).toBeCloseTo(1 / 1.5, 10);
  });

  it('stands as auto-fit would place its list of servers', () => {
    const { deployment } = fleet;
    const laid = layOut({ request: asked(), deployment, catalogue });
    if (!laid.ok) throw new Error(laid.error.message);
    const { scenario } = laid.value;
    const feeds = Object.values(scenario.racks)[0]!.feeds;
    const answer = fitServers(
      FitRequest.parse({
        scenario: { ...scenario, racks: {}, devices: {} },
        servers: [{ type: deployment.serverType, count: deployment.servers }],
        switches: [{ type: 'switch-100gbe-32', serves: 100, most: 1 }],
        newRacks: { type: 'rack-42u', feeds, perRow: 20 },
      }),
      catalogue,
    );
    if (!answer.ok) throw new Error(answer.error.message);
    expect(Object.keys(scenario.racks)).toEqual(answer.value.racks.map(({ id }) => id));
    expect(Object.values(scenario.devices)).toEqual(answer.value.devices);
  });

  it('has a spare server more with N + 1, and is else the same', () => {
    const spared = met(sized('h100-sxm', { spareServers: 1 }));
    expect(spared.deployment).toEqual({ ...fleet.deployment, spareServers: 1 });
    expect(spared.total.typical.amount).toBeGreaterThan(fleet.total.typical.amount);
  });

  it('is the same again, byte for byte', () => {
    expect(JSON.stringify(sized('h100-sxm'))).toBe(JSON.stringify(fleet));
  });

  it('never gets cheaper when more is asked', () => {
    const few = fc.record({
      factor: fc.constantFrom(1.5, 2, 4),
      tighter: fc.constantFrom(1, 0.5),
    });
    fc.assert(
      fc.property(few, ({ factor, tighter }) => {
        const workload = { ...need, requestsPerSecond: need.requestsPerSecond * factor };
        const harder = { ...objective, timePerOutputTokenSeconds: 0.05 * tighter };
        const more = sized('h100-sxm', { workload, objective: harder });
        if (more.meets) expect(more.deployment.servers).toBeGreaterThanOrEqual(fleet.deployment.servers);
      }),
      { numRuns: 4 },
    );
  });
});

describe('an LPU fleet', () => {
  const fleet = met(sized('groq-lpu-v1'));

  it('is whole servers of one pipeline, long enough for weights and caches', () => {
    const { devices, servers, replicas, tensorParallel, pipelineParallel } = fleet.deployment;
    expect(devices).toBe(replicas * tensorParallel * pipelineParallel);
    expect(servers * 8).toBeGreaterThanOrEqual(devices);
    expect(devices).toBeGreaterThan(305);
  });

  it('warns that a failure stops a whole replica', () => {
    expect(fleet.warnings.join()).toContain('if one fails');
  });

  it('leaves racks as full as power allows, and says how many power stops, with demand and limit', () => {
    const [stop, ...others] = fleet.rackStops;
    expect(others).toEqual([]);
    expect(stop).toMatchObject({ limit: 'power' });
    expect(stop?.racks).toBeGreaterThanOrEqual(fleet.racks - 1);
    expect(stop?.demand).toBeGreaterThan(stop?.available ?? Infinity);
    // 2 × √3 · 208 V · 60 A · 0.8 on the weaker side (facts A4.6).
    expect(stop?.available).toBeCloseTo(34_586, -1);
  });

  it('has the feeds of its racks, none of them over what it carries', () => {
    expect(fleet.feeds.count).toBe(4 * fleet.racks);
    expect(fleet.feeds.usableWattsPerRack).toBeCloseTo(34_586, -1);
    expect(fleet.feeds.fullestShare).toBeGreaterThan(0.5);
    expect(fleet.feeds.fullestShare).toBeLessThanOrEqual(1);
  });
});

describe('what cannot be had', () => {
  it('an objective that nothing meets says how near each comes and what blocks it', () => {
    const harsh = { objective: { timePerOutputTokenSeconds: 0.0005 } };
    const request = asked(harsh);
    const outcomes = ['groq-lpu-v1', 'h100-sxm'].map((hardware) => sized(hardware, harsh));
    const report = rankSizes(request, outcomes);

    expect(outcomes.map(({ meets }) => meets)).toEqual([false, false]);
    expect(report.winner).toBeUndefined();
    expect(report.nearest?.hardware).toBe('groq-lpu-v1');
    expect(report.nearest?.refusal).toMatchObject({ code: 'size-output-token-missed', limit: 0.0005 });
    expect(report.nearest?.refusal.demand).toBeGreaterThan(0.0005);
  });

  it('an objective that only the simulation denies says how many requests met it', () => {
    // An estimate that promises half of the true time to the first token, so that no number of replicas keeps it.
    const hopeful: typeof estimate = (cases, of) =>
      estimate(cases, of).map((result) =>
        'fits' in result && result.fits
          ? { ...result, timeToFirstTokenSeconds: seconds(result.timeToFirstTokenSeconds / 2) }
          : result,
      );
    const objective = { timeToFirstTokenSeconds: 0.7 * firstTokenAlone(), percentile: 99.9 };
    const outcome = sizeOn({ request: asked({ objective }), hardware: 'h100-sxm' }, catalogue, hopeful);
    if (outcome.meets) throw new Error('meets it');
    expect(outcome.refusal).toMatchObject({ code: 'size-not-confirmed', limit: 99.9, unit: '%' });
    expect(outcome.refusal.demand).toBeLessThan(99.9);
    expect(outcome.nearest).toBeDefined();
  });

  it('a longer wait for the first token never takes more servers, nor is refused where a shorter one is met', () => {
    const workload = { ...need, requestsPerSecond: 40, peakFactor: 1 };
    const alone = firstTokenAlone();
    const servers = [1.001, 1.02, 1.05, 1.1, 1.2, 1.5, 2, 3].map((share) => {
      const objective = { timeToFirstTokenSeconds: share * alone, percentile: 99.9 };
      return met(sized('h100-sxm', { workload, objective })).deployment.servers;
    });
    servers.slice(1).forEach((count, index) => {
      // The search ends within 2 % of the fewest.
      expect(count).toBeLessThanOrEqual(1.02 * (servers[index] ?? 0));
    });
  });

  it('a precision that does not serve the need gives way to the next acceptable one', () => {
    const workload = { ...need, model: 'llama-3.1-405b', requestsPerSecond: 0.2 };
    const slow = { timePerOutputTokenSeconds: 0.2 };
    const weights = ['fp16', 'fp8'];
    const sixteen = sized('h100-sxm', { workload, objective: { timePerOutputTokenSeconds: 0.04 }, weights });
    expect(met(sixteen).deployment.weights).toBe('fp8');
    expect(met(sized('h100-sxm', { workload, objective: slow, weights })).deployment.weights).toBe('fp16');
  });

  it.each([
    ['a part that no server carries', 'tpu-v6e', {}, 'size-no-server'],
    ['a precision that the part lacks', 'h100-sxm', { weights: ['fp4'] }, 'size-no-precision'],
    ['a model that nobody knows', 'h100-sxm', { workload: { ...need, model: 'none' } }, 'size-unknown-model'],
    ['hardware that nobody knows', 'none', {}, 'size-unknown-hardware'],
    ['a rack that is too weak', 'h100-sxm', { rack: { limits: { powerWatts: 5_000 } } }, 'fit-stopped-power'],
    ['a rack type that nobody knows', 'h100-sxm', { rack: { type: 'none' } }, 'fit-rack-type-unknown'],
  ])('%s is refused by name', (_, hardware, changes, code) => {
    expect(sized(hardware, changes)).toMatchObject({ meets: false, refusal: { code } });
  });

  it('an objective without a time is no objective', () => {
    const parsed = SizingRequest.safeParse({ workload: need, objective: {}, terms: aScenario() });
    expect(parsed.success).toBe(false);
  });
});

describe('the ranking', () => {
  const request = asked();
  const outcomes = ['h100-sxm', 'groq-lpu-v1', 'mi325x', 'tpu-v6e'].map((hardware) => sized(hardware));
  const report = rankSizes(request, outcomes);

  it('names the cheapest priced fleet and the next, whatever the order they came in', () => {
    expect(report).toMatchObject({ winner: 'h100-sxm', runnerUp: 'groq-lpu-v1' });
    expect(rankSizes(request, outcomes.toReversed())).toEqual(report);
  });

  it('lets no fleet win whose servers have no price, and puts those that fail last', () => {
    expect(report.outcomes.map(({ hardware }) => hardware)).toEqual([
      'h100-sxm',
      'groq-lpu-v1',
      'mi325x',
      'tpu-v6e',
    ]);
  });
});
