import { dinero, halfAwayFromZero, multiply, toSnapshot, transformScale } from 'dinero.js/bigint';
import { z } from '#shared/schema/zod';
import type { Range } from '#shared/units/range';
import {
  CurrencyCode,
  exactCurrency,
  minorUnitsPerMajor,
  type Money,
  type MoneyRange,
  scaledFactor,
} from './money';

/**
 * A price per something, such as a million tokens: a whole number of millionths of a major unit, since a token costs
 * fractions of a cent. It has a field of its own, so that it can neither be added to an amount nor be taken for one.
 */
export const MoneyRate = z.object({
  micros: z.int().describe('Millionths of a major unit, such as a dollar'),
  currency: CurrencyCode,
});
export type MoneyRate = Readonly<z.infer<typeof MoneyRate>>;

export interface MoneyRateRange {
  readonly low: MoneyRate;
  readonly typical: MoneyRate;
  readonly high: MoneyRate;
}

const SCALE_OF_RATES = 6;
const MICROS_PER_MAJOR = 10 ** SCALE_OF_RATES;

/**
 * An amount shared among so many units, at its price for one of them: money times a factor of at most fifteen digits,
 * multiplied exactly and rounded once, half away from zero, to a millionth.
 */
export function rateOf({ amount, currency }: Money, factor: number): MoneyRate {
  if (!Number.isFinite(factor)) throw new RangeError(`Money cannot be multiplied by ${factor}`);
  const minor = exactCurrency(currency);
  const exact = multiply(dinero({ amount: BigInt(amount), currency: minor }), scaledFactor(factor));
  const micros = transformScale(exact, BigInt(SCALE_OF_RATES), halfAwayFromZero);
  return { micros: Number(toSnapshot(micros).amount), currency };
}

export const rateRangeOf = (
  { low, typical, high }: MoneyRange,
  factor: number | ((bound: keyof MoneyRange) => number),
): MoneyRateRange => {
  const at = (bound: keyof MoneyRange) => (typeof factor === 'number' ? factor : factor(bound));
  return {
    low: rateOf(low, at('low')),
    typical: rateOf(typical, at('typical')),
    high: rateOf(high, at('high')),
  };
};

/** Dollars, euros: what people read. */
export const majorUnitsOfRate = ({ micros }: MoneyRate): number => micros / MICROS_PER_MAJOR;

/** Cents and fractions of them, in which screens and texts count money. */
export const minorUnitsOf = (money: Money | MoneyRate): number =>
  'micros' in money ? (money.micros * minorUnitsPerMajor(money.currency)) / MICROS_PER_MAJOR : money.amount;

/** A range of amounts or of prices in minor units, whole or not. */
export const inMinorUnits = ({ low, typical, high }: MoneyRange | MoneyRateRange): Range => ({
  low: minorUnitsOf(low),
  typical: minorUnitsOf(typical),
  high: minorUnitsOf(high),
});
