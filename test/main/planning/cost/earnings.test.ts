import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earningsOf, revenueOf } from '#main/planning/cost/service-cost';
import { explain } from '#main/planning/explain';
import { plan } from '#main/planning/plan';
import { planningContext } from '#main/planning/context/planning-context';
import { exactMoney, majorUnitsOf, moneyOf } from '#shared/money/money';
import type { DerivedMoney } from '#shared/plan/derived';
import { TokenPrices } from '#shared/scenario/finance';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, someRacks } from '../../../support/fleet';

const catalogue = await shippedCatalogue();
const context = planningContext(aScenario(), catalogue);
const dollars = ({ typical }: DerivedMoney) => majorUnitsOf(typical);
const cost = (amount: number): DerivedMoney => ({
  ...exactMoney(moneyOf(amount, 'USD')),
  trace: { kind: 'given', path: 'finance' },
});

/** DeepSeek, "Day 6: V3/R1 Inference System Overview", 28 Feb 2025 (facts A4.2). */
const deepSeek = {
  nodes: 226.75,
  sold: { inputTokens: 608e9, outputTokens: 168e9 },
  prices: TokenPrices.parse({
    currency: 'USD',
    inputPerMillion: 0.55,
    cachedInputPerMillion: 0.14,
    outputPerMillion: 2.19,
    cachedShare: 342 / 608,
  }),
};

describe('what DeepSeek published of a day (facts A4.2)', () => {
  it('cost $87,072: 226.75 nodes of eight accelerators at $2 an hour', () => {
    // The rent of an accelerator for a year, as the terms take it, on one node; then so many nodes, and a day of it.
    const rent = { amount: 2 * 8_760 * 100, currency: 'USD' };
    const scenario = aScenario({
      ...someRacks([{ stack: [dgx] }]),
      finance: { softwarePerAcceleratorYear: rent },
    });
    const node = dollars(plan(scenario, catalogue).cost.softwarePerYear);
    expect((node * deepSeek.nodes) / 365).toBe(87_072);
  });

  it('earned $562,100 at its list prices, and left 545 % of the cost', () => {
    const revenue = revenueOf(deepSeek.sold, deepSeek.prices, context);
    if (revenue === undefined) throw new Error('no revenue');
    expect(dollars(revenue)).toBe(562_100);
    // The document itself says $562,027: its token counts are rounded to billions (0.1 %).
    expect(Math.abs(dollars(revenue) / 562_027 - 1)).toBeLessThan(1e-3);
    const earnings = earningsOf(revenue, cost(87_072), 'USD');
    expect(Math.floor((earnings?.margin.typical ?? 0) * 100)).toBe(545);
    expect(majorUnitsOf(earnings!.surplusPerYear.typical)).toBe(562_100 - 87_072);
  });
});

describe('earnings', () => {
  const deployment = {
    id: 'chat',
    name: 'Chat',
    estimate: {
      hardware: 'h100-sxm',
      model: 'llama-3.1-8b',
      devices: 8,
      mode: 'in-flight',
      input: 1_000,
      output: 500,
    },
  };
  const service = (tokenPrices?: Record<string, unknown>) =>
    plan(
      aScenario({
        ...someRacks([{ stack: [dgx] }]),
        deployments: { chat: deployment },
        finance: tokenPrices === undefined ? {} : { tokenPrices },
      }),
      catalogue,
    );
  const usd = { currency: 'USD', inputPerMillion: 0.05, outputPerMillion: 0.08 };

  it('break even where the token is sold at what it costs', () => {
    const { serviceCost } = service().deployments[0]!;
    const price = serviceCost!.perMillionOutputTokens.typical.micros / 1e6;
    const { earnings } = service({ currency: 'USD', inputPerMillion: 0, outputPerMillion: price })
      .deployments[0]!.serviceCost!;
    expect(earnings!.margin.typical).toBeCloseTo(0, 4);
  });

  it('are nothing that anybody has to say: without prices there are none', () => {
    expect(service().deployments[0]?.serviceCost).not.toHaveProperty('earnings');
  });

  it('open to tokens and prices', () => {
    const whole = service(usd);
    const explained = explain(whole, 'deployments/chat/serviceCost/earnings/revenuePerYear');
    expect(JSON.stringify(explained)).toContain('finance/tokenPrices/outputPerMillion');
  });

  it('in a currency without an exchange rate are refused by name', () => {
    const whole = service({ ...usd, currency: 'SAR' });
    expect(whole.deployments[0]?.serviceCost).not.toHaveProperty('earnings');
    expect(whole.problems.map(({ refusal }) => refusal.params?.['item'])).toContain('token prices');
  });

  it('never fall when a price rises', () => {
    const price = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(price, price, price, (input, output, more) => {
        const at = (outputPerMillion: number) =>
          dollars(
            revenueOf(
              deepSeek.sold,
              { currency: 'USD', inputPerMillion: input, outputPerMillion, cachedShare: 0.3 },
              context,
            )!,
          );
        expect(at(output + more)).toBeGreaterThanOrEqual(at(output));
      }),
    );
  });
});
