import type { Derived, DerivedMoney, DerivedRate, Trace, TraceInput } from '#shared/plan/derived';
import type { Range } from '#shared/range';
import { formulas, type FormulaName, type QuantityName } from './formulas';

/** What enters a formula: a value with the name that the message catalogue knows it by. */
export interface Input extends TraceInput {
  readonly name: QuantityName;
}

export interface QuantityInput extends Input {
  readonly value: Derived;
}

export function traceOfFormula(formula: FormulaName, inputs: readonly Input[]): Trace {
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
