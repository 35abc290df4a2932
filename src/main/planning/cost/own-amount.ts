import type { DerivedMoney } from '#shared/plan/derived';
import { exactMoney, majorUnitsOf } from '#shared/money';
import type { OwnAmount } from '#shared/scenario/finance';
import { given } from '../derivation/derive';
import { deriveMoney, moneyRangeOf } from '../derivation/money';
import type { PlanningContext } from '../planning-context';

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
