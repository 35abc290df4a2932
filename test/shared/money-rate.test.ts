import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyOf } from '#shared/money/money';
import { inMinorUnits, majorUnitsOfRate, minorUnitsOf, rateOf, rateRangeOf } from '#shared/money/money-rate';

const dollars = (value: number) => moneyOf(value, 'USD');

describe('a price per something', () => {
  it('is a whole number of millionths, so that a token of fractions of a cent has one', () => {
    expect(rateOf(dollars(87_072), 1 / 168_000)).toEqual({ micros: 518_286, currency: 'USD' });
    expect(rateOf(dollars(0.01), 0.001)).toEqual({ micros: 10, currency: 'USD' });
  });

  it('counts the same whether its currency has cents or none', () => {
    expect(rateOf(moneyOf(150, 'JPY'), 0.01)).toEqual({ micros: 1_500_000, currency: 'JPY' });
    expect(rateOf(moneyOf(150, 'USD'), 0.01).micros).toBe(1_500_000);
    expect(minorUnitsOf(rateOf(moneyOf(150, 'JPY'), 0.001))).toBe(0.15);
    expect(minorUnitsOf(rateOf(moneyOf(150, 'USD'), 0.001))).toBe(15);
  });

  it('rounds what lies between two millionths half away from zero', () => {
    const micros = (cents: number) => rateOf({ amount: cents, currency: 'USD' }, 0.00005).micros;
    expect([1, 3, 5, 7].map(micros)).toEqual([1, 2, 3, 4]);
  });

  it('keeps the digits of a small share of a large amount', () => {
    // $12,345,678.90 over 3.7e12 tokens: $3.336669972973 for a million.
    expect(rateOf(dollars(12_345_678.9), 1e6 / 3.7e12).micros).toBe(3_336_670);
  });

  it('refuses to multiply by what is no number', () => {
    expect(() => rateOf(dollars(1), Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('lies within half a millionth of the exact quotient, whatever the amount', () => {
    const amount = fc.integer({ min: 0, max: 1e12 });
    const units = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(amount, units, (cents, count) => {
        const { micros } = rateOf({ amount: cents, currency: 'USD' }, 1 / count);
        // In whole numbers: |micros · count − cents · 10⁴| ≤ count / 2, but for the 15 digits of 1 / count.
        const off = BigInt(micros) * BigInt(count) - BigInt(cents) * 10_000n;
        const size = off < 0n ? -off : off;
        expect(Number(size)).toBeLessThanOrEqual(count / 2 + cents * 1e4 * 1e-14);
      }),
    );
  });

  it('never falls when the amount rises', () => {
    const amount = fc.integer({ min: 0, max: 1e13 });
    fc.assert(
      fc.property(amount, amount, fc.double({ min: 1e-12, max: 1, noNaN: true }), (a, b, factor) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(rateOf({ amount: less, currency: 'EUR' }, factor).micros).toBeLessThanOrEqual(
          rateOf({ amount: more, currency: 'EUR' }, factor).micros,
        );
      }),
    );
  });

  it('has a range, by one factor or by one for each bound', () => {
    const cost = { low: dollars(10), typical: dollars(20), high: dollars(40) };
    expect(inMinorUnits(rateRangeOf(cost, 0.001))).toEqual({ low: 1, typical: 2, high: 4 });
    const each = rateRangeOf(cost, (bound) => (bound === 'low' ? 1 : 0.5));
    expect(majorUnitsOfRate(each.low)).toBe(10);
    expect(majorUnitsOfRate(each.high)).toBe(20);
  });
});
