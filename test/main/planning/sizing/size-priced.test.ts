import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { layOut } from '#main/planning/sizing/lay-out';
import { sizePriced } from '#main/planning/sizing/size-on';
import type { Money } from '#shared/money/money';
import { SizingRequest, type SizeOutcome } from '#shared/sizing/sizing';
import { cheapestAt, turnsOf, type ObjectiveColumn, type PricedOutcome } from '#shared/sizing/price-map';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario } from '../../../support/fleet';

const catalogue = await shippedCatalogue();
const moved = { path: 'prices/groq-card-usd/amount', low: 1_000, high: 40_000 };

const request = SizingRequest.parse({
  workload: { model: 'llama-3.1-8b', inputTokens: 512, outputTokens: 128, requestsPerSecond: 5 },
  objective: { timePerOutputTokenSeconds: 0.02 },
  terms: aScenario({ finance: { sparesRate: 0.1, taxRate: 0.05, method: 'annuity', supportRate: 0.03 } }),
});

describe('a fleet priced at both ends of a price', () => {
  const priced = sizePriced({ request, hardware: 'groq-lpu-v1', price: moved }, catalogue);

  it('costs in between what the straight line says, whatever the terms of finance', () => {
    const { outcome, totals } = priced;
    if (!outcome.meets || totals === undefined) throw new Error('no priced fleet');
    const laid = layOut({ request, deployment: outcome.deployment, catalogue });
    if (!laid.ok) throw new Error(laid.error.message);
    const { scenario } = laid.value;
    for (const share of [0.1, 0.5, 0.77]) {
      const amount = moved.low + share * (moved.high - moved.low);
      const overrides = { [moved.path]: { low: amount, typical: amount, high: amount } };
      const { total } = plan({ ...scenario, overrides }, catalogue).cost;
      const line = totals.low.amount + share * (totals.high.amount - totals.low.amount);
      // Shares of a purchase are each rounded to a cent.
      expect(Math.abs(total.typical.amount - line)).toBeLessThan(10);
    }
  });

  it('costs the same at any price of what it does not hold', () => {
    const { totals } = sizePriced({ request, hardware: 'h100-sxm', price: moved }, catalogue);
    expect(totals?.low).toEqual(totals?.high);
  });

  it('has no totals where it fails or its servers have no price', () => {
    const none = sizePriced({ request, hardware: 'mi325x', price: moved }, catalogue);
    expect(none.outcome.meets).toBe(true);
    expect(none.totals).toBeUndefined();
    expect(sizePriced({ request, hardware: 'tpu-v6e', price: moved }, catalogue).totals).toBeUndefined();
  });

  it('turns the verdict at a price at which both cost the same', () => {
    const outcomes = ['groq-lpu-v1', 'h100-sxm'].map((hardware) =>
      sizePriced({ request, hardware, price: { ...moved, low: 1 } }, catalogue),
    );
    const column = { seconds: 0.02, outcomes };
    const ends = { ...moved, low: 1 };
    for (const turn of turnsOf(column, ends)) {
      expect(turn).toMatchObject({ below: 'groq-lpu-v1', above: 'h100-sxm' });
      expect(cheapestAt(column, turn.price, ends)?.ahead).toBeCloseTo(1, 9);
    }
  });
});

describe('the map of who is cheapest', () => {
  const usd = (amount: number): Money => ({ amount, currency: 'USD' });
  const fleet = (hardware: string, low: number, high: number): PricedOutcome => ({
    outcome: { hardware, name: hardware.toUpperCase(), meets: true } as SizeOutcome,
    totals: { low: usd(low), high: usd(high) },
  });
  const ends = { path: 'prices/a/amount', low: 0, high: 100 };
  const column = (...outcomes: PricedOutcome[]): ObjectiveColumn => ({ seconds: 1, outcomes });

  it('solves the price at which a fleet loses to one that does not hold the part: 200 + 8p = 600 at 50', () => {
    const both = column(fleet('lpu', 200, 1_000), fleet('gpu', 600, 600));
    expect(turnsOf(both, ends)).toEqual([{ price: 50, below: 'lpu', above: 'gpu' }]);
    expect(cheapestAt(both, 49, ends)).toMatchObject({ hardware: 'lpu', total: 592 });
    expect(cheapestAt(both, 51, ends)).toMatchObject({ hardware: 'gpu', total: 600 });
  });

  it('leaves out fleets that fail or have no price, and says where nobody is left', () => {
    const failed = { outcome: { hardware: 'a', name: 'A', meets: false } as SizeOutcome };
    expect(cheapestAt(column(failed), 10, ends)).toBeUndefined();
    expect(cheapestAt(column(failed, fleet('b', 5, 5)), 10, ends)).toEqual({
      hardware: 'b',
      name: 'B',
      total: 5,
    });
  });

  it('has one cheapest fleet between two turns, the one that the turns name, whatever the lines', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 6 }), (lines) => {
        const all = column(...lines.map(([low, high], index) => fleet(`h${index}`, low, high)));
        const turns = turnsOf(all, ends);
        const borders = [ends.low, ...turns.map(({ price }) => price), ends.high];
        for (let index = 0; index + 1 < borders.length; index += 1) {
          const middle = ((borders[index] ?? 0) + (borders[index + 1] ?? 0)) / 2;
          const named = turns[index]?.below ?? turns[index - 1]?.above;
          const cell = cheapestAt(all, middle, ends);
          const line = all.outcomes.find(({ outcome }) => outcome.hardware === named)?.totals;
          if (named === undefined || line === undefined) continue;
          const cost = line.low.amount + ((line.high.amount - line.low.amount) * middle) / 100;
          expect(cost / (cell?.total ?? 0)).toBeCloseTo(1, 6);
        }
      }),
    );
  });
});
