import {
  exactMoney,
  mapMoneyRange,
  moneyOf,
  multiplyMoney,
  noMoney,
  sumMoneyRanges,
  type CurrencyCode,
  type MoneyRange,
} from '#shared/money';
import type { MoneyRateRange } from '#shared/money-rate';
import type { DerivedMoney, DerivedRate } from '#shared/plan/derived';
import type { Range } from '#shared/range';
import { traceOfFormula, type Input } from './derive';
import type { FormulaName } from './formulas';

export interface MoneyInput extends Input {
  readonly value: DerivedMoney;
}

/** Money that a named formula makes from other values; the caller computes its range. */
export const deriveMoney = (
  formula: FormulaName,
  inputs: readonly Input[],
  { low, typical, high }: MoneyRange,
): DerivedMoney => ({ low, typical, high, trace: traceOfFormula(formula, inputs) });

/** A price per something that a named formula makes from other values; the caller computes its range. */
export const deriveRate = (
  formula: FormulaName,
  inputs: readonly Input[],
  { low, typical, high }: MoneyRateRange,
): DerivedRate => ({ low, typical, high, trace: traceOfFormula(formula, inputs) });

/** No money, with the formula that says why. */
export const noCost = (currency: CurrencyCode, formula: FormulaName): DerivedMoney =>
  deriveMoney(formula, [], exactMoney(noMoney(currency)));

/** The sum of all inputs, each as often as its count says. */
export const sumOfMoney = (currency: CurrencyCode, inputs: readonly MoneyInput[]): DerivedMoney =>
  deriveMoney(
    'sum',
    inputs,
    sumMoneyRanges(
      inputs.map(({ value, count = 1 }) =>
        count === 1 ? value : mapMoneyRange(value, (money) => multiplyMoney(money, count)),
      ),
      currency,
    ),
  );

/** A range of major units, such as dollars, as money; what lies between minor units is rounded half to even. */
export const moneyRangeOf = (range: Range, currency: CurrencyCode): MoneyRange => ({
  low: moneyOf(range.low, currency),
  typical: moneyOf(range.typical, currency),
  high: moneyOf(range.high, currency),
});

export const timesMoney = (range: MoneyRange, factor: number): MoneyRange =>
  mapMoneyRange(range, (money) => multiplyMoney(money, factor));
