import type { PlanningContext } from '#main/planning/context/planning-context';
import {
  deriveMoney,
  given,
  moneyRangeOf,
  productOfInputs,
  type QuantityInput,
} from '#main/planning/derivation/derive';
import type { FormulaName } from '#main/planning/derivation/formulas';
import { type CurrencyCode, exactMoney, majorUnitsOf } from '#shared/money/money';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import type { OwnAmount } from '#shared/scenario/finance';

/**
 * An amount that the user entered, in the scenario's currency; undefined where no exchange rate leads there, for it is
 * never taken as if it were in another currency.
 */
export function ownAmount(
  amount: OwnAmount,
  field: string,
  { scenario, figures }: PlanningContext,
): DerivedMoney | undefined {
  const entered: DerivedMoney = { ...exactMoney(amount), trace: { kind: 'given', path: `finance/${field}` } };
  if (amount.currency === scenario.currency) return entered;
  const rate = figures.exchangeRate(amount.currency, scenario.currency);
  if (rate === undefined) return undefined;
  const major = majorUnitsOf(amount);
  const converted = { low: major * rate.low, typical: major * rate.typical, high: major * rate.high };
  return deriveMoney(
    'convert-currency',
    [
      { name: 'price', value: entered },
      { name: 'exchange-rate', of: `${amount.currency}/${scenario.currency}`, value: rate },
    ],
    moneyRangeOf(converted, scenario.currency),
  );
}

/** A plain number that the user entered among the terms. */
export const givenTerm = (value: number, unit: string, field: string) =>
  given(value, unit, `finance/${field}`);

/** A rate in major units of a currency per something, such as a tariff per kilowatt-hour. */
export interface Rate {
  readonly value: Derived;
  readonly currency: CurrencyCode;
}

interface Charge {
  readonly formula: FormulaName;
  readonly inputs: readonly QuantityInput[];
  readonly factor: number;
}

/** The product of inputs, the rate among them, as money of the scenario; undefined where no exchange rate leads there. */
export function charged(
  { formula, inputs, factor }: Charge,
  rate: Rate,
  context: PlanningContext,
): DerivedMoney | undefined {
  const to = context.scenario.currency;
  const conversion = rate.currency === to ? undefined : context.figures.exchangeRate(rate.currency, to);
  if (rate.currency !== to && conversion === undefined) return undefined;
  const all: readonly QuantityInput[] =
    conversion === undefined
      ? inputs
      : [...inputs, { name: 'exchange-rate', of: `${rate.currency}/${to}`, value: conversion }];
  const major = productOfInputs({ formula, unit: to, inputs: all, factor });
  return deriveMoney(formula, all, moneyRangeOf(major, to));
}
