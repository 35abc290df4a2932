import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import {
  hardwarePurchases,
  ownershipOverYears,
  presentOwnership,
  presentShares,
  sharesOverYears,
  worthAtEnd,
  yearlyOwnership,
  yearlyShares,
} from '#shared/money/finance';
import { majorUnitsOf, type Money } from '#shared/money/money';
import { costByMonths } from '#shared/plan/cost';
import { Finance } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, someRacks, times } from '../../../support/fleet';

const catalogue = await shippedCatalogue();

const exactly = (value: number) => ({ low: value, typical: value, high: value });
/** Two servers, $600,000, in a rack without a price; nothing is paid for energy. */
const hardware = 600_000;
const costOf = (finance: Record<string, unknown>) =>
  plan(
    aScenario({
      ...someRacks([{ stack: times(2, dgx) }]),
      finance,
      overrides: { 'prices/h100-server-usd/amount': exactly(300_000), 'sites/us-va/tariff': exactly(0) },
    }),
    catalogue,
  ).cost;

const dollars = ({ typical }: { readonly typical: Money }) => majorUnitsOf(typical);

describe('hardware that lives shorter than the fleet is counted for', () => {
  it('is bought again at the end of its life: three years of life make two purchases in five', () => {
    const cost = costOf({ years: 5, hardwareYears: 3 });

    // The second one is taken out at two thirds of its life and is worth a third of its price then.
    expect(dollars(cost.residual)).toBe(200_000);
    expect(dollars(cost.total)).toBe(2 * hardware - 200_000);
    expect(dollars(cost.capitalPerYear)).toBe((2 * hardware - 200_000) / 5);
  });

  it('brings back its residual each time it is replaced', () => {
    const cost = costOf({ years: 6, hardwareYears: 3, residualRate: 0.1 });

    expect(dollars(cost.total)).toBe(2 * hardware - 2 * 60_000);
  });

  it('costs what its price has become by then', () => {
    const cost = costOf({ years: 4, hardwareYears: 2, replacementEscalator: -0.2 });

    expect(dollars(cost.total)).toBe(hardware + 0.64 * hardware);
  });

  it('is discounted from the day of each purchase', () => {
    const cost = costOf({ years: 4, hardwareYears: 2, discountRate: 0.1 });

    expect(dollars(cost.netPresentValue)).toBeCloseTo(hardware + hardware / 1.1 ** 2, 1);
  });

  it('is paid in the month after its life, and never before', () => {
    const finance = Finance.parse({ years: 4, hardwareYears: 2 });
    const months = costByMonths(costOf(finance), finance);

    expect(majorUnitsOf(months[23]?.capital.typical ?? { amount: 0, currency: 'USD' })).toBe(hardware);
    expect(majorUnitsOf(months[24]?.capital.typical ?? { amount: 0, currency: 'USD' })).toBe(2 * hardware);
  });

  it('carries the embodied carbon each time', () => {
    const [once, twice] = [costOf({ years: 4 }), costOf({ years: 4, hardwareYears: 2 })];

    expect(once.carbon.embodied.typical).toBeGreaterThan(0);
    expect(twice.carbon.embodied.typical).toBe(2 * once.carbon.embodied.typical);
  });

  it.each(['straight-line', 'annuity', 'lease'])(
    'ends by the month at the total of the plan (%s)',
    (method) => {
      const finance = Finance.parse({
        method,
        years: 5,
        hardwareYears: 2,
        residualRate: 0.1,
        replacementEscalator: 0.03,
      });
      const cost = costOf(finance);
      const paid = costByMonths(cost, finance).at(-1)?.paid.typical.amount ?? 0;

      expect(Math.abs(paid - cost.total.typical.amount)).toBeLessThanOrEqual(1);
    },
  );
});

const terms = fc.record({
  method: fc.constantFrom('straight-line' as const, 'annuity' as const, 'lease' as const),
  years: fc.integer({ min: 1, max: 12 }),
  interestRate: fc.constantFrom(0, 0.05, 0.12),
  residualRate: fc.constantFrom(0, 0.15, 0.5),
  replacementEscalator: fc.constantFrom(-0.1, 0, 0.08),
});

describe('the laws of owning hardware', () => {
  it('a life at least as long as the years is one purchase, and without a life nothing changes', () => {
    fc.assert(
      fc.property(terms, (each) => {
        const single = [yearlyShares(each), sharesOverYears(each), presentShares(each, 0.07)];
        expect([yearlyOwnership(each), ownershipOverYears(each), presentOwnership(each, 0.07)]).toEqual(
          single,
        );
        expect(hardwarePurchases({ ...each, hardwareYears: each.years })).toHaveLength(1);
        expect(worthAtEnd({ ...each, hardwareYears: each.years })).toBeCloseTo(each.residualRate, 12);
      }),
    );
  });

  it('the years of the purchases add up to the years that are counted', () => {
    fc.assert(
      fc.property(terms, fc.double({ min: 0.5, max: 15, noNaN: true }), (each, hardwareYears) => {
        const purchases = hardwarePurchases({ ...each, hardwareYears });
        expect(purchases.reduce((sum, { years }) => sum + years, 0)).toBeCloseTo(each.years, 9);
        expect(worthAtEnd({ ...each, hardwareYears })).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('at a discount of 0 % the present value is what is paid over the years', () => {
    fc.assert(
      fc.property(
        terms,
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
        (each, hardwareYears) => {
          const owned = { ...each, hardwareYears };
          const [present, paid] = [presentOwnership(owned, 0), ownershipOverYears(owned)];
          expect(present.ofCapital).toBeCloseTo(paid.ofCapital, 9);
          expect(present.ofResidual).toBeCloseTo(paid.ofResidual, 9);
        },
      ),
    );
  });

  it('a longer life never costs more over the years where prices stand still', () => {
    fc.assert(
      fc.property(
        terms,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        (each, life, longer) => {
          const still = {
            ...each,
            method: 'straight-line' as const,
            replacementEscalator: 0,
            residualRate: 0,
          };
          const net = (hardwareYears: number): number => {
            const owned = { ...still, hardwareYears };
            const { ofCapital, ofResidual } = ownershipOverYears(owned);
            return ofCapital - worthAtEnd(owned) * ofResidual;
          };
          expect(net(life + longer)).toBeLessThanOrEqual(net(life) + 1e-9);
        },
      ),
    );
  });
});

describe('the net present value of a plan', () => {
  const rates = fc.double({ min: 0, max: 0.5, noNaN: true });

  it('is the total at a discount of 0 %', () => {
    fc.assert(
      fc.property(terms, (each) => {
        const cost = costOf({ ...each, discountRate: 0, supportRate: 0.1 });
        expect(Math.abs(cost.netPresentValue.typical.amount - cost.total.typical.amount)).toBeLessThanOrEqual(
          3,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('never grows with the discount where all is paid and nothing comes back', () => {
    fc.assert(
      fc.property(rates, rates, (a, b) => {
        const at = (discountRate: number) =>
          costOf({ years: 4, hardwareYears: 2, supportRate: 0.1, discountRate, residualRate: 0 })
            .netPresentValue.typical.amount;
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(at(high)).toBeLessThanOrEqual(at(low));
      }),
      { numRuns: 30 },
    );
  });

  it('is linear: three times the fleet has three times the value, to the roundings of its parts', () => {
    fc.assert(
      fc.property(terms, rates, (each, discountRate) => {
        const finance = { ...each, discountRate, supportRate: 0.1 };
        const of = (racks: number) =>
          plan(
            aScenario({
              ...someRacks(times(racks, { stack: times(2, dgx) })),
              finance,
              overrides: {
                'prices/h100-server-usd/amount': exactly(300_000),
                'sites/us-va/tariff': exactly(0),
              },
            }),
            catalogue,
          ).cost.netPresentValue.typical.amount;
        expect(Math.abs(of(3) - 3 * of(1))).toBeLessThanOrEqual(8);
      }),
      { numRuns: 20 },
    );
  });
});
