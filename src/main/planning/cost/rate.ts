import type { CurrencyCode } from '#shared/money';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import { productOfInputs, type QuantityInput } from '../derivation/derive';
import type { FormulaName } from '../derivation/formulas';
import { deriveMoney, moneyRangeOf } from '../derivation/money';
import type { PlanningContext } from '../planning-context';

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
