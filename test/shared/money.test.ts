import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocateMoney,
  convertMoney,
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

  it('rounds what lies between two cents half away from zero, as invoices do', () => {
    const cents = (amount: number) => multiplyMoney({ amount, currency: 'USD' }, 0.5).amount;

    expect([1, 3, 5, 7].map(cents)).toEqual([1, 2, 3, 4]);
    expect(multiplyMoney(dollars(2.5), 0.05)).toEqual(dollars(0.13));
  });

  it('rounds half away from zero on both sides of it', () => {
    expect([-1, -3, -5].map((amount) => multiplyMoney({ amount, currency: 'USD' }, 0.5).amount)).toEqual([
      -1, -2, -3,
    ]);
  });

  it('is converted by major units, whatever minor units the currencies have', () => {
    expect(convertMoney(moneyOf(30_000_000, 'JPY'), 'USD', 0.0067)).toEqual(dollars(201_000));
    expect(convertMoney(dollars(201_000), 'JPY', 149.253731)).toEqual(moneyOf(29_999_999.931, 'JPY'));
    // 10^12 won at twelve digits of a small rate: nine decimals would be 340 dollars off.
    expect(convertMoney(moneyOf(1e12, 'KRW'), 'USD', 0.00072345634)).toEqual(dollars(723_456_340));
  });

  it('refuses a rate that is none', () => {
    for (const rate of [0, -1, Number.NaN]) expect(() => convertMoney(dollars(1), 'EUR', rate)).toThrow();
  });

  it('rounds half away from zero where the product is longer than a number holds', () => {
    const cents = (amount: number) => multiplyMoney({ amount, currency: 'USD' }, 0.0625).amount;

    expect([200_000_008, 200_000_024, -200_000_008].map(cents)).toEqual([
      12_500_001, 12_500_002, -12_500_001,
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
