import { describe, expect, it } from 'vitest';
import { compare } from '#main/planning/compare/compare';
import { comparedChances } from '#main/planning/compare/chances';
import { plan } from '#main/planning/plan';
import { simulatedPoints } from '#main/planning/compare/simulated';
import { frontFlags } from '#shared/compare/comparison';
import { Scenario } from '#shared/scenario/schema';
import type { MeasuredCase } from '#shared/validation/validation';
import { shippedCatalogue } from '../../../support/catalogue';
import { shippedExample } from '../../../support/examples';

const catalogue = await shippedCatalogue();
const lpu = await shippedExample('article-7b-lpu');
const gpu = await shippedExample('article-7b-h100');
const large = await shippedExample('article-70b-h100');
const scenarios = [lpu, gpu, large];

const measured: readonly MeasuredCase[] = [
  {
    case: {
      id: 'groq-7b',
      hardware: 'groq-lpu-v1',
      model: 'llama-2-7b',
      mode: 'static',
      devices: 72,
      batch: 1,
    },
    measured: { outputTokensPerSecondPerUser: 750 },
    source: 'Groq, February 2024 (facts A2.5)',
  },
  {
    case: { id: 'other-width', hardware: 'h100-sxm', model: 'llama-2-7b', mode: 'static', weights: 'fp8' },
    measured: { outputTokensPerSecondPerUser: 100 },
    source: 'a test',
  },
];

function pointsOf(baseline = 0) {
  const result = compare({ scenarios, baseline }, catalogue, { measured });
  if (!result.ok) throw new Error(result.error.message);
  return result.value.points;
}

describe('the points of cost against pace', () => {
  const points = pointsOf();

  it('have each deployment once as it stands, at the plan’s own cost per million tokens', () => {
    const own = points.filter((point) => point.own && point.scenario === 0);

    expect(own).toHaveLength(1);
    // $348,547 a year for 761 tokens a second at 80 %.
    expect(own[0]?.perMillionTokens.typical).toBeCloseTo((348_547_00 * 1e6) / (761.2 * 0.8 * 31_536_000), -1);
  });

  it('get cheaper and slower to a user with larger batches', () => {
    const curve = points.filter(({ scenario, own, batch }) => scenario === 1 && !own && (batch ?? 0) >= 1);

    for (const [index, point] of curve.entries()) {
      const before = curve[index - 1];
      if (before === undefined) continue;
      expect(point.tokensPerSecondPerUser).toBeLessThan(before.tokensPerSecondPerUser);
      expect(point.perMillionTokens.typical).toBeLessThan(before.perMillionTokens.typical);
    }
  });

  it('have measurements of the same model, hardware and width only, told apart from estimates', () => {
    const [only, ...others] = points.filter(({ evidence }) => evidence === 'measured');

    expect(others).toEqual([]);
    expect(only).toMatchObject({ scenario: 0, measuredCase: 'groq-7b', tokensPerSecondPerUser: 750 });
  });

  it('compete with their own kind: another model and a measurement beat nobody', () => {
    const alone = (point: (typeof points)[number]) =>
      points.filter(
        ({ evidence, model, weightBits }) =>
          evidence === point.evidence && model === point.model && weightBits === point.weightBits,
      );

    for (const point of points)
      expect(frontFlags(alone(point))[alone(point).indexOf(point)]).toBe(point.onFront);
  });
});

describe('simulated points', () => {
  const simulated = (some: readonly Scenario[]) => {
    const result = simulatedPoints({ scenarios: some, baseline: 0 }, catalogue);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  const unasked = (scenario: Scenario): Scenario => ({ ...scenario, workloads: {} });

  it('serve the same demand: what the baseline’s workload asks for, whatever each fleet could give', () => {
    const asked = Object.values(lpu.workloads)[0]?.requestsPerSecond;
    const points = simulated([lpu, gpu]);

    expect(points.map(({ evidence }) => evidence)).toEqual(['simulated', 'simulated']);
    for (const { load } of points) expect(load).toEqual({ of: 'need', requestsPerSecond: asked });
  });

  it('pay for the whole fleet with the tokens of that demand', () => {
    const workload = Object.values(lpu.workloads)[0];
    const demanded = (workload?.requestsPerSecond ?? 0) * (workload?.outputTokens ?? 0);
    const [point] = simulated([lpu, gpu]);
    const { cost } = plan(lpu, catalogue);
    const tokensPerYear = demanded * 365 * 24 * 3_600 * lpu.finance.utilisation;
    const expected = (cost.totalPerYear.typical.amount * 1e6) / tokensPerYear;

    expect((point?.perMillionTokens.typical ?? 0) / expected).toBeGreaterThan(0.85);
    expect((point?.perMillionTokens.typical ?? 0) / expected).toBeLessThan(1.15);
  });

  it('lie near the estimates where nothing is asked, and say so', { timeout: 60_000 }, () => {
    const own = pointsOf().filter((point) => point.own);
    const points = simulated([unasked(lpu), unasked(gpu)]);

    expect(points).toHaveLength(2);
    for (const { scenario, tokensPerSecondPerUser, perMillionTokens, load } of points) {
      expect(load?.of).toBe('prediction');
      const estimated = own.find((point) => point.scenario === scenario);
      // At nine tenths of the load a user sees a little more and a token costs a little more.
      expect(tokensPerSecondPerUser / (estimated?.tokensPerSecondPerUser ?? 1)).toBeGreaterThan(0.8);
      expect(tokensPerSecondPerUser / (estimated?.tokensPerSecondPerUser ?? 1)).toBeLessThan(2);
      const cost = perMillionTokens.typical / (estimated?.perMillionTokens.typical ?? 1);
      expect(cost).toBeGreaterThan(0.9);
      expect(cost).toBeLessThan(1.4);
    }
  });
});

describe('the chances of compared fleets', () => {
  const chancesOf = (some: readonly Scenario[], baseline = 0) => {
    const request = { scenarios: [...some], baseline, metric: 'total' as const, draws: 1_024, seed: 1 };
    const result = comparedChances(request, catalogue);
    if (!result.ok) throw new Error(result.error.message);
    return result.value.fleets;
  };

  it('to be the cheapest add up to one', () => {
    const sum = chancesOf(scenarios).reduce((all, { cheapest }) => all + (cheapest ?? 0), 0);

    expect(sum).toBeCloseTo(1, 9);
  });

  it('turn round with the baseline, and equal fleets share every draw', () => {
    const there = chancesOf([lpu, gpu])[1]?.baselineCheaper ?? 0;
    const back = chancesOf([lpu, gpu], 1)[0]?.baselineCheaper ?? 0;
    const twin = Scenario.parse({ ...lpu, id: 'twin' });

    expect(there + back).toBeCloseTo(1, 9);
    expect(chancesOf([lpu, twin])[1]).toMatchObject({ baselineCheaper: 0.5, cheapest: 0.5 });
  });
});
