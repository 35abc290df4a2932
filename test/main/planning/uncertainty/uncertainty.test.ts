import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { breakEven } from '#main/planning/uncertainty/break-even';
import { drawsOfSpan, reportOfDraws, spansOf, uncertainty } from '#main/planning/uncertainty/report';
import { fleetsOf, typicalValues } from '#main/planning/uncertainty/draws';
import { metricAt } from '#main/planning/uncertainty/sensitivity';
import { UncertaintyRequest, type DrawnMetric } from '#shared/uncertainty/uncertainty';
import type { Money } from '#shared/money/money';
import { minorUnitsOf, type MoneyRate } from '#shared/money/money-rate';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';

const catalogue = await shippedCatalogue();
const exactly = (value: number) => ({ low: value, typical: value, high: value });

const deployment = (hardware: string, devices: number) => ({
  chat: {
    id: 'chat',
    name: 'Chat',
    estimate: { hardware, model: 'llama-2-7b', devices, mode: 'in-flight', input: 500, output: 500 },
  },
});
const lpus = (changes: Record<string, unknown> = {}) =>
  aScenario({
    ...someRacks([{ stack: times(9, groqNode) }]),
    id: 'lpu',
    name: 'LPUs',
    deployments: deployment('groq-lpu-v1', 72),
    ...changes,
  });
const gpus = (changes: Record<string, unknown> = {}) =>
  aScenario({
    ...someRacks([{ stack: times(2, dgx) }]),
    id: 'gpu',
    name: 'GPUs',
    deployments: deployment('h100-sxm', 16),
    ...changes,
  });

const ask = (scenarios: readonly Scenario[], changes: Partial<UncertaintyRequest> = {}) => {
  const report = uncertainty(UncertaintyRequest.parse({ scenarios, draws: 2_048, ...changes }), catalogue);
  if (!report.ok) throw new Error(report.error.message);
  return report.value;
};

describe('the arithmetic that is drawn', () => {
  const terms = fc.record({
    method: fc.constantFrom('straight-line', 'annuity', 'lease'),
    hosting: fc.constantFrom('none', 'with-energy', 'without-energy', 'per-rack'),
    utilisation: fc.double({ min: 0.05, max: 1, noNaN: true }),
    supportRate: fc.constantFrom(0, 0.05),
    sparesRate: fc.constantFrom(0, 0.1),
    taxRate: fc.constantFrom(0, 0.2),
    residualRate: fc.constantFrom(0, 0.15),
    energyEscalator: fc.constantFrom(0, 0.03),
    rampUpMonths: fc.constantFrom(0, 12),
    hardwareYears: fc.constantFrom(undefined, 2, 3, 7),
    replacementEscalator: fc.constantFrom(0, -0.1),
  });

  it('is that of the plan at the typical values, whatever the terms and the currency', () => {
    fc.assert(
      fc.property(terms, fc.constantFrom('USD', 'CNY'), fc.boolean(), (finance, currency, lpu) => {
        const scenario = (lpu ? lpus : gpus)({ finance, currency });
        const { cost, totals, deployments } = plan(scenario, catalogue);
        const fleets = fleetsOf([scenario], catalogue);
        const values = typicalValues(fleets.figures);
        const at = (metric: DrawnMetric) => metricAt(fleets.models[0]!, metric)(values);
        const near = (metric: DrawnMetric, amount: { readonly typical: Money | MoneyRate }) =>
          expect(Math.abs(at(metric) * 100 - minorUnitsOf(amount.typical)), metric).toBeLessThan(
            100 + minorUnitsOf(amount.typical) * 1e-6,
          );
        near('capital', cost.capital);
        near('totalPerYear', cost.totalPerYear);
        near('total', cost.total);
        near('energyPerYear', cost.energyPerYear);
        near('perMillionOutputTokens', deployments[0]!.costPerMillionOutputTokens!);
        expect(at('carbonPerYear')).toBeCloseTo(
          totals.carbonKilogramsPerYear.typical + cost.carbon.embodied.typical / 5,
          4,
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('draws', () => {
  it('are the same bytes however they are split', () => {
    const scenarios = [lpus(), gpus()];
    const request = UncertaintyRequest.parse({ scenarios, draws: 20_000 });
    const whole = drawsOfSpan(scenarios, { from: 0, to: 20_000, seed: 1 }, catalogue);
    const spans = spansOf(request);
    expect(spans.length).toBeGreaterThan(1);
    const parts = spans.flatMap((span) => {
      const drawn = drawsOfSpan(scenarios, span, catalogue);
      return drawn.ok ? [...drawn.value] : [];
    });
    expect(
      whole.ok && Buffer.from(whole.value.buffer).equals(Buffer.from(Float64Array.from(parts).buffer)),
    ).toBe(true);
    const [once, again] = [1, 2].map(() => reportOfDraws(request, Float64Array.from(parts), catalogue));
    expect(JSON.stringify(once)).toBe(JSON.stringify(again));
  });

  it('put the percentiles in order, within what the plan says is possible', () => {
    const scenario = lpus();
    const { bands } = ask([scenario]).fleets[0]!;
    const { cost } = plan(scenario, catalogue);
    const band = bands.total!;
    const values = [band.p5, band.p10, band.p25, band.p50, band.p75, band.p90, band.p95];
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(band.p5).toBeGreaterThanOrEqual(cost.total.low.amount);
    expect(band.p95).toBeLessThanOrEqual(cost.total.high.amount);
    expect(Math.abs(band.typical - cost.total.typical.amount)).toBeLessThan(5);
  });

  it('of the same figure are the same in every fleet: a fleet against its copy is even in every draw', () => {
    const [duel] = ask([lpus(), lpus({ id: 'copy' })]).duels;
    expect(duel).toMatchObject({ cheaper: 0.5, ratio: { p5: 1, p95: 1 } });
  });

  it('say how often the first costs less, and the other way round', () => {
    const [there] = ask([lpus(), gpus()]).duels;
    const [back] = ask([gpus(), lpus()]).duels;
    expect(there!.cheaper).toBeGreaterThan(0);
    expect(there!.cheaper).toBeLessThan(0.5);
    expect(there!.cheaper + back!.cheaper).toBeCloseTo(1, 1);
  });

  it('of a price between 100 and 300 with 200 typical are the triangle’s: mean 200, tenth 144.7', () => {
    const own = { low: 100, typical: 200, high: 300 };
    const report = ask([gpus({ overrides: { 'prices/h100-server-usd/amount': own } })], {
      metric: 'capital',
    });
    const capital = report.fleets[0]!.bands.capital!;
    expect(capital.mean / 200).toBeCloseTo(200, 0);
    expect(capital.p10 / 200).toBeCloseTo(100 + Math.sqrt(0.1 * 200 * 100), 0);
  });

  it('name what nobody prices', () => {
    expect(ask([lpus()]).fleets[0]!.unpriced).toContain('Rack 42U');
  });
});

describe('what moves the answer', () => {
  it('is, for the LPUs, the price of the card first', () => {
    const [largest] = ask([lpus()], { metric: 'capital' }).fleets[0]!.tornado;
    expect(largest).toMatchObject({ key: 'prices/groq-card-usd/amount', atHigh: 162_000_000 });
    expect(largest!.atLow).toBe(72 * 400_000 + 18_000_000);
  });

  it('solves what a card must cost for the LPUs to cost as much as the GPUs: ($0.6 M − $0.18 M) / 72', () => {
    const free = { overrides: { 'sites/us-va/tariff': exactly(0) } };
    const [duel] = ask([lpus(free), gpus(free)], { metric: 'capital' }).duels;
    const turn = duel!.turns.find(({ key }) => key === 'prices/groq-card-usd/amount');
    expect(turn!.needed).toBeCloseTo((600_000 - 180_000) / 72, 4);
    expect(turn!.withinRange).toBe(true);
  });

  it('says so where no value of a figure turns the verdict', () => {
    const { duels } = ask([lpus(), gpus()], { metric: 'total' });
    const pue = duels[0]!.turns.find(({ key }) => key.endsWith('powerUsageEffectiveness'));
    expect(pue).toMatchObject({ withinRange: false });
    expect(pue!.needed).toBeUndefined();
  });
});

describe('a map of price and utilisation', () => {
  const map = breakEven(
    {
      scenarios: [lpus(), gpus()],
      metric: 'capital',
      along: 'prices/groq-card-usd/amount',
      across: 'finance/utilisation',
      steps: 5,
    },
    catalogue,
  );

  it('has the break-even price for every utilisation; capital does not depend on use', () => {
    expect(map.ok && map.value.ratios.map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
    for (const price of map.ok ? map.value.breakEven : []) expect(price).toBeCloseTo(420_000 / 72, 4);
  });

  it('refuses a figure that neither fleet reads, by name', () => {
    const refused = breakEven(
      {
        scenarios: [lpus(), gpus()],
        metric: 'total',
        along: 'prices/none/amount',
        across: 'finance/utilisation',
        steps: 3,
      },
      catalogue,
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'figure-not-in-fleets' } });
  });
});
