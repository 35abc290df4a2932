import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocateMoney,
  majorUnitsOf,
  moneyOf,
  multiplyMoney,
  subtractMoney,
  sumMoney,
  sumMoneyRanges,
} from '#shared/money/money';

const dollars = (value: number) => moneyOf(value, 'USD');

describe('money', () => {
  it('is a whole number of minor units', () => {
    expect(dollars(1_620_000)).toEqual({ amount: 162_000_000, currency: 'USD' });
    expect(moneyOf(19.99, 'CNY')).toEqual({ amount: 1_999, currency: 'CNY' });
  });

  it('rounds what lies between two cents half to even', () => {
    const cents = (amount: number) => multiplyMoney({ amount, currency: 'USD' }, 0.5).amount;

    expect([1, 3, 5, 7].map(cents)).toEqual([0, 2, 2, 4]);
  });

  it('rounds half to even on both sides of zero', () => {
    expect(multiplyMoney({ amount: -3, currency: 'USD' }, 0.5).amount).toBe(-2);
  });

  it('rounds half to even where the product is longer than a number holds', () => {
    const cents = (amount: number) => multiplyMoney({ amount, currency: 'USD' }, 0.0625).amount;

    expect([200_000_008, 200_000_024, -200_000_008].map(cents)).toEqual([
      12_500_000, 12_500_002, -12_500_000,
    ]);
  });

  it('refuses to multiply by what is no number', () => {
    expect(() => multiplyMoney(dollars(1), Number.NaN)).toThrow(RangeError);
  });

  it('sums exactly what floating point would not', () => {
    expect(sumMoney([dollars(0.1), dollars(0.2)], 'USD')).toEqual(dollars(0.3));
  });

  it('refuses to add currencies without a rate', () => {
    expect(() => sumMoney([moneyOf(1, 'CNY')], 'USD')).toThrow();
  });

  it('adds ranges end by end', () => {
    const card = { low: dollars(4_000), typical: dollars(20_000), high: dollars(20_000) };

    expect(sumMoneyRanges([card, card], 'USD').low).toEqual(dollars(8_000));
  });

  it('gives back what was added and taken away again', () => {
    const amount = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [first, second] = [
          { amount: a, currency: 'USD' as const },
          { amount: b, currency: 'USD' as const },
        ];
        expect(subtractMoney(sumMoney([first, second], 'USD'), second)).toEqual(first);
      }),
    );
  });

  it('is read back as the major units it was made of, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e11 }), (centsOf) => {
        expect(moneyOf(majorUnitsOf({ amount: centsOf, currency: 'USD' }), 'USD').amount).toBe(centsOf);
      }),
    );
  });
});

describe('an amount in parts', () => {
  it('adds up to it to the minor unit, each part within one of its share, whatever the weights', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.integer(), weights, (amount, drawn) => {
        const all = [...drawn, 1];
        const sum = all.reduce((total, weight) => total + weight, 0);
        const parts = allocateMoney({ amount, currency: 'USD' }, all);

        expect(parts.reduce((total, part) => total + part.amount, 0)).toBe(amount);
        parts.forEach((part, index) => {
          expect(Math.abs(part.amount - (amount * (all[index] ?? 0)) / sum)).toBeLessThan(1.001);
        });
      }),
    );
  });
});
