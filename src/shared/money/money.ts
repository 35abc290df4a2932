import {
  dinero,
  type Dinero,
  halfAwayFromZero,
  multiply,
  subtract,
  toSnapshot,
  transformScale,
} from 'dinero.js';
import { convert, dinero as exactDinero } from 'dinero.js/bigint';
import {
  AED,
  AUD,
  BRL,
  CAD,
  CHF,
  CNY,
  DKK,
  EUR,
  GBP,
  HKD,
  INR,
  JPY,
  KRW,
  MYR,
  NOK,
  PLN,
  SAR,
  SEK,
  SGD,
  TWD,
  USD,
} from 'dinero.js/currencies';
import { z } from '#shared/schema/zod';

/** The currencies that prices and offers may stand in, as dinero.js knows them, in the order in which screens list them. */
const currencies = {
  USD,
  CNY,
  EUR,
  GBP,
  JPY,
  KRW,
  TWD,
  HKD,
  SGD,
  INR,
  AUD,
  CAD,
  CHF,
  SEK,
  NOK,
  DKK,
  PLN,
  BRL,
  MYR,
  AED,
  SAR,
} as const;

export const CurrencyCode = z.enum(Object.keys(currencies) as readonly (keyof typeof currencies)[]);
export type CurrencyCode = z.infer<typeof CurrencyCode>;

/** Money is a whole number of minor units (cents, fen) with its currency; dinero.js does the arithmetic. */
export const Money = z.object({ amount: z.int(), currency: CurrencyCode });
export type Money = Readonly<z.infer<typeof Money>>;

/** An amount that prices known only as ranges lead to. */
export interface MoneyRange {
  readonly low: Money;
  readonly typical: Money;
  readonly high: Money;
}

const SCALE_OF_FACTORS = 9;

const toDinero = ({ amount, currency }: Money): Dinero<number> =>
  dinero({ amount, currency: currencies[currency] });

/** Back to minor units; what lies between two of them is rounded half away from zero, as invoices do. */
const fromDinero = (value: Dinero<number>, currency: CurrencyCode): Money => ({
  amount: toSnapshot(transformScale(value, currencies[currency].exponent, halfAwayFromZero)).amount,
  currency,
});

/** The currency that a unit names, where the value is money; undefined for every other unit. */
export const currencyOfUnit = (unit: string): CurrencyCode | undefined => CurrencyCode.safeParse(unit).data;

export const noMoney = (currency: CurrencyCode): Money => ({ amount: 0, currency });

/** Money from major units such as dollars, rounded half away from zero to the minor unit. */
export function moneyOf(majorUnits: number, currency: CurrencyCode): Money {
  return multiplyMoney({ amount: 10 ** currencies[currency].exponent, currency }, majorUnits);
}

/** Cents in a dollar: 100, and 1 where a currency has no smaller unit. */
export const minorUnitsPerMajor = (currency: CurrencyCode): number => 10 ** currencies[currency].exponent;

export const majorUnitsOf = ({ amount, currency }: Money): number =>
  amount / 10 ** currencies[currency].exponent;

/** The sum; every term must have the currency named, since no exchange rate is at hand here. */
export function sumMoney(terms: Iterable<Money>, currency: CurrencyCode): Money {
  let amount = 0;
  for (const term of terms) {
    if (term.currency !== currency) throw new TypeError(`${term.currency} cannot be added to ${currency}`);
    amount += term.amount;
  }
  return { amount, currency };
}

export const subtractMoney = (from: Money, amount: Money): Money =>
  fromDinero(subtract(toDinero(from), toDinero(amount)), from.currency);

/** Money times a number, exact to nine decimals of the factor, rounded half away from zero. */
export function multiplyMoney(money: Money, factor: number): Money {
  if (!Number.isFinite(factor)) throw new RangeError(`Money cannot be multiplied by ${factor}`);
  if (money.amount === 0) return money;
  // Adding zero turns the negative zero of 0 · −1 into the zero that people write.
  if (Number.isInteger(factor)) return { ...money, amount: money.amount * factor + 0 };
  const scaled = { amount: Math.round(factor * 10 ** SCALE_OF_FACTORS), scale: SCALE_OF_FACTORS };
  if (!Number.isSafeInteger(scaled.amount * money.amount)) return multiplyLargeMoney(money, scaled.amount);
  return fromDinero(multiply(toDinero(money), scaled), money.currency);
}

/** A currency for arithmetic with integers of any length. */
export const exactCurrency = (code: CurrencyCode) => {
  const { base, exponent } = currencies[code];
  return { code, base: BigInt(base), exponent: BigInt(exponent) };
};

/** Digits that a number surely holds. */
const SIGNIFICANT = 15;

/** A positive factor as a whole number of fifteen digits and the decimals it has. */
export function scaledFactor(factor: number): { readonly amount: bigint; readonly scale: bigint } {
  const [digits = '0', exponent = '0'] = factor.toExponential(SIGNIFICANT - 1).split('e');
  const scale = SIGNIFICANT - 1 - Number(exponent);
  const amount = BigInt(digits.replace('.', ''));
  return scale < 0 ? { amount: amount * 10n ** BigInt(-scale), scale: 0n } : { amount, scale: BigInt(scale) };
}

/**
 * An amount in another currency at a rate in major units, such as 0.0067 dollars for a yen: exact to fifteen digits of the rate,
 * whatever minor units both have, and rounded once, half away from zero.
 */
export function convertMoney(money: Money, to: CurrencyCode, rate: number): Money {
  if (!Number.isFinite(rate) || rate <= 0) throw new RangeError(`Money cannot be converted at ${rate}`);
  if (money.amount === 0) return noMoney(to);
  const from = exactDinero({ amount: BigInt(money.amount), currency: exactCurrency(money.currency) });
  const currency = exactCurrency(to);
  const exact = convert(from, currency, { [to]: scaledFactor(rate) });
  const rounded = transformScale(exact, currency.exponent, halfAwayFromZero);
  return { amount: Number(toSnapshot(rounded).amount), currency: to };
}

/** The same with integers of any length: 10 % of two million dollars already exceeds what a number counts exactly. */
function multiplyLargeMoney({ amount, currency }: Money, factor: number): Money {
  const scaleOfFactor = BigInt(SCALE_OF_FACTORS);
  const from = exactCurrency(currency);
  const product = multiply(exactDinero({ amount: BigInt(amount), currency: from }), {
    amount: BigInt(factor),
    scale: scaleOfFactor,
  });
  return {
    amount: Number(toSnapshot(transformScale(product, from.exponent, halfAwayFromZero)).amount),
    currency,
  };
}

export const exactMoney = (money: Money): MoneyRange => ({ low: money, typical: money, high: money });

export const mapMoneyRange = (range: MoneyRange, convert: (money: Money) => Money): MoneyRange => ({
  low: convert(range.low),
  typical: convert(range.typical),
  high: convert(range.high),
});

export const sumMoneyRanges = (terms: readonly MoneyRange[], currency: CurrencyCode): MoneyRange => ({
  low: sumMoney(
    terms.map((term) => term.low),
    currency,
  ),
  typical: sumMoney(
    terms.map((term) => term.typical),
    currency,
  ),
  high: sumMoney(
    terms.map((term) => term.high),
    currency,
  ),
});

/**
 * An amount in parts that have these weights and add up to it to the minor unit: what rounding down leaves goes to the
 * parts that lost most, the first of equals first. Weights are whole and not negative, and one at least is positive.
 */
export function allocateMoney({ amount, currency }: Money, weights: readonly number[]): readonly Money[] {
  const whole = weights.map((weight) => BigInt(weight));
  const sum = whole.reduce((total, weight) => total + weight, 0n);
  const size = BigInt(Math.abs(amount));
  const parts = whole.map((weight, index) => {
    const product = size * weight;
    return { index, part: product / sum, lost: product % sum };
  });
  let rest = Number(size - parts.reduce((total, { part }) => total + part, 0n));
  const given = new Set<number>();
  for (const { index } of parts.toSorted((a, b) => (a.lost > b.lost ? -1 : a.lost < b.lost ? 1 : 0))) {
    if (rest === 0) break;
    given.add(index);
    rest -= 1;
  }
  const sign = amount < 0 ? -1 : 1;
  return parts.map(({ index, part }) => ({
    amount: sign * (Number(part) + (given.has(index) ? 1 : 0)) + 0,
    currency,
  }));
}

/** One range less another, end by end: of the same thing, such as a cost and a part of it. */
export const subtractMoneyRange = (from: MoneyRange, amount: MoneyRange): MoneyRange => ({
  low: subtractMoney(from.low, amount.low),
  typical: subtractMoney(from.typical, amount.typical),
  high: subtractMoney(from.high, amount.high),
});
