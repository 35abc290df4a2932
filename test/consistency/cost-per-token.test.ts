import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { pointsOf } from '#main/planning/compare/points';
import { reportOfDraws, drawsOfSpan } from '#main/planning/uncertainty/report';
import { sweep } from '#main/planning/sweep/sweep';
import { majorUnitsOf } from '#shared/money/money';
import type { Scenario } from '#shared/scenario/schema';
import { SweepRequest } from '#shared/sizing/sweep';
import { UncertaintyRequest } from '#shared/uncertainty/uncertainty';
import { shippedCatalogue } from '../support/catalogue';
import { aScenario, dgx, someRacks } from '../support/fleet';

const catalogue = await shippedCatalogue();
const SECONDS_PER_YEAR = 3_600 * 8_760;

const estimate = {
  hardware: 'h100-sxm',
  devices: 16,
  tensorParallel: 1,
  model: 'llama-2-7b',
  weights: 'fp16',
  mode: 'serving',
  input: 1_024,
  output: 1_024,
  requestsPerSecond: 10,
} as const;

/** Sixteen H100 that ten requests a second of 1,024 tokens arrive at. */
function atStatedRate({ utilisation = 0.8, mean }: { utilisation?: number; mean?: number } = {}): Scenario {
  const deployment = { id: 'chat', name: 'Chat', estimate, ...(mean && { meanRequestsPerSecond: mean }) };
  return aScenario({
    ...someRacks([{ stack: [dgx] }, { stack: [dgx] }]),
    deployments: { chat: deployment },
    finance: { utilisation },
  });
}

/** US dollars for a million output tokens by the plan. */
function planned(scenario: Scenario) {
  const { cost, deployments } = plan(scenario, catalogue);
  const rate = deployments[0]?.serviceCost?.perMillionOutputTokens.typical.micros ?? Number.NaN;
  return { perYear: majorUnitsOf(cost.totalPerYear.typical), perMillion: rate / 1e6, cost, deployments };
}

describe('what a million tokens cost at a stated rate', () => {
  it('is the cost of a year over the tokens that the rate brings; utilisation takes nothing off them', () => {
    for (const utilisation of [0.8, 0.4]) {
      const { perYear, perMillion } = planned(atStatedRate({ utilisation }));
      expect(perMillion).toBeCloseTo((perYear * 1e6) / (10 * 1_024 * SECONDS_PER_YEAR), 3);
    }
  });

  it('is that of the mean where the stated rate is that of the busiest hour', () => {
    const whole = planned(atStatedRate());
    const half = planned(atStatedRate({ mean: 5 }));
    expect(half.perMillion / whole.perMillion).toBeCloseTo(2, 5);
  });

  it('is the same in the comparison and in draws', () => {
    const scenario = atStatedRate();
    const { perMillion, deployments, cost } = planned(scenario);
    const deployment = Object.values(scenario.deployments)[0];
    if (deployment === undefined) throw new Error('no deployment');
    const fleet = { scenario, plan: { ...plan(scenario, catalogue), deployments, cost } };
    const [own] = pointsOf({ scenario: 0, deployment, fleet, results: [] });
    expect((own?.perMillionTokens.typical ?? Number.NaN) / 100).toBeCloseTo(perMillion, 3);

    const request = UncertaintyRequest.parse({
      scenarios: [scenario],
      metric: 'perMillionOutputTokens',
      draws: 64,
    });
    const draws = drawsOfSpan([scenario], { from: 0, to: 64, seed: 1 }, catalogue);
    const report = draws.ok ? reportOfDraws(request, draws.value, catalogue) : draws;
    if (!report.ok) throw new Error(report.error.message);
    const band = report.value.fleets[0]?.bands.perMillionOutputTokens;
    expect((band?.typical ?? Number.NaN) / 100).toBeCloseTo(perMillion, 1);
  });

  it('does not follow utilisation through the tokens of a sweep either', () => {
    const scenario = atStatedRate();
    const request = SweepRequest.parse({
      terms: scenario,
      mode: 'serving',
      hardware: ['h100-sxm'],
      model: ['llama-2-7b'],
      weights: ['fp16'],
      devices: [16],
      tensorParallel: [1],
      input: [1_024],
      output: [1_024],
      requestsPerSecond: [10],
      utilisation: [0.8],
    });
    const [row] = sweep(request, catalogue).rows;
    const perYear = (row?.totalPerYear ?? Number.NaN) / 100;
    const perMillion = (row?.perMillionOutputTokens ?? Number.NaN) / 1e6;
    expect(perMillion).toBeCloseTo((perYear * 1e6) / (10 * 1_024 * SECONDS_PER_YEAR), 2);
  });
});
