import {
  type CurrencyCode,
  exactMoney,
  mapMoneyRange,
  moneyOf,
  type MoneyRange,
  multiplyMoney,
  noMoney,
  sumMoneyRanges,
} from '#shared/money/money';
import type { MoneyRateRange } from '#shared/money/money-rate';
import type { Derived, DerivedMoney, DerivedRate, Trace, TraceInput } from '#shared/plan/derived';
import type { LimitCheck } from '#shared/plan/plan';
import type { Range } from '#shared/units/range';
import { type FormulaName, formulas, type QuantityName } from './formulas';

/** What enters a formula: a value with the name that the message catalogue knows it by. */
export interface Input extends TraceInput {
  readonly name: QuantityName;
}

export interface QuantityInput extends Input {
  readonly value: Derived;
}

function traceOfFormula(formula: FormulaName, inputs: readonly Input[]): Trace {
  const entry: { readonly reference?: string } = formulas[formula];
  return entry.reference === undefined
    ? { kind: 'formula', formula, inputs }
    : { kind: 'formula', formula, reference: entry.reference, inputs };
}

/** A value that a named formula makes from others; the caller computes its range. */
export const derive = <Q extends number>({
  formula,
  unit,
  inputs,
  range,
}: {
  readonly formula: FormulaName;
  readonly unit: string;
  readonly inputs: readonly Input[];
  readonly range: Range<Q>;
}): Derived<Q> => ({
  low: range.low,
  typical: range.typical,
  high: range.high,
  unit,
  trace: traceOfFormula(formula, inputs),
});

/** A value that the user entered, found at this place of the scenario. */
export const given = <Q extends number>(value: Q, unit: string, path: string): Derived<Q> => ({
  low: value,
  typical: value,
  high: value,
  unit,
  trace: { kind: 'given', path },
});

/** The sum of all inputs, each as often as its count says. */
export function sumOfInputs<Q extends number>(
  unit: string,
  inputs: readonly QuantityInput[],
  formula: FormulaName = 'sum',
): Derived<Q> {
  let [low, typical, high] = [0, 0, 0];
  for (const { value, count = 1 } of inputs) {
    low += value.low * count;
    typical += value.typical * count;
    high += value.high * count;
  }
  return derive({ formula, unit, inputs, range: { low: low as Q, typical: typical as Q, high: high as Q } });
}

/** The product of inputs that are not negative, times an exact factor such as the hours of a year. */
export function productOfInputs<Q extends number>({
  formula,
  unit,
  inputs,
  factor = 1,
}: {
  readonly formula: FormulaName;
  readonly unit: string;
  readonly inputs: readonly QuantityInput[];
  readonly factor?: number;
}): Derived<Q> {
  let [low, typical, high] = [factor, factor, factor];
  for (const { value } of inputs) {
    low *= value.low;
    typical *= value.typical;
    high *= value.high;
  }
  return derive({ formula, unit, inputs, range: { low: low as Q, typical: typical as Q, high: high as Q } });
}

export const isMoney = <Money extends DerivedMoney | DerivedRate>(value: Derived | Money): value is Money =>
  typeof value.typical === 'object';

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

/** A range of major units, such as dollars, as money; what lies between minor units is rounded half away from zero. */
export const moneyRangeOf = (range: Range, currency: CurrencyCode): MoneyRange => ({
  low: moneyOf(range.low, currency),
  typical: moneyOf(range.typical, currency),
  high: moneyOf(range.high, currency),
});

export const timesMoney = (range: MoneyRange, factor: number): MoneyRange =>
  mapMoneyRange(range, (money) => multiplyMoney(money, factor));

/** A demand against a limit, both at their typical values; what is missing from the demand leaves it open. */
export function checkLimit<Q extends number>(
  demand: Derived<Q>,
  limit: Derived<Q>,
  unknownFor: readonly string[],
): LimitCheck<Q> {
  const over = demand.typical - limit.typical;
  if (over > 0) return { fits: false, demand, limit, over: over as Q };
  if (unknownFor.length > 0) return { fits: 'unknown', demand, limit, unknownFor };
  return { fits: true, demand, limit };
}
