import type { YearlyShares } from '#shared/finance-arithmetic';
import { mapMoneyRange, multiplyMoney, subtractMoney, type MoneyRange } from '#shared/money';
import { ownershipOverYears, presentOwnership, worthAtEnd, yearlyOwnership } from '#shared/replacements';
import type { DerivedMoney } from '#shared/plan/derived';
import { fraction } from '#shared/units';
import type { Input } from '../derivation/derive';
import { deriveMoney, timesMoney } from '../derivation/money';
import type { PlanningContext } from '../planning-context';
import { givenTerm } from './own-amount';

/** Each bound of one range less the same bound of another that is a share of it. */
export const lessMoney = (from: MoneyRange, amount: MoneyRange): MoneyRange => ({
  low: subtractMoney(from.low, amount.low),
  typical: subtractMoney(from.typical, amount.typical),
  high: subtractMoney(from.high, amount.high),
});

export const weighted = (
  capital: MoneyRange,
  residual: MoneyRange,
  { ofCapital, ofResidual }: YearlyShares,
): MoneyRange => {
  const borne = mapMoneyRange(capital, (money) => multiplyMoney(money, ofCapital));
  return residual.high.amount === 0
    ? borne
    : lessMoney(
        borne,
        mapMoneyRange(residual, (money) => multiplyMoney(money, ofResidual)),
      );
};

/** What the hardware that stands after the finance years is worth then; it may have been replaced before. */
export function residualOf(hardware: DerivedMoney, { scenario }: PlanningContext): DerivedMoney {
  const worth = worthAtEnd(scenario.finance);
  const isReplaced = scenario.finance.hardwareYears !== undefined;
  const inputs: readonly Input[] = [
    { name: 'cost.hardware', value: hardware },
    isReplaced
      ? { name: 'worthAtEnd', value: givenTerm(worth, '1', 'hardwareYears') }
      : { name: 'residualRate', value: givenTerm(worth, '1', 'residualRate') },
  ];
  return deriveMoney('share-of', inputs, timesMoney(hardware, worth));
}

export interface Repaid {
  readonly capital: DerivedMoney;
  readonly residual: DerivedMoney;
}

function termsOf({ capital, residual }: Repaid, { scenario }: PlanningContext): readonly Input[] {
  const { years, method, interestRate, hardwareYears, replacementEscalator } = scenario.finance;
  const inputs: Input[] = [
    { name: 'capital', value: capital },
    { name: 'years', value: givenTerm(years, 'year', 'years') },
  ];
  if (method !== 'straight-line') {
    const rate = givenTerm(fraction(interestRate), '1', 'interestRate');
    inputs.push({ name: 'interestRate', value: rate });
  }
  if (hardwareYears !== undefined)
    inputs.push({ name: 'hardwareYears', value: givenTerm(hardwareYears, 'year', 'hardwareYears') });
  if (replacementEscalator !== 0) {
    const change = givenTerm(replacementEscalator, '1', 'replacementEscalator');
    inputs.push({ name: 'replacementEscalator', value: change });
  }
  if (residual.high.amount > 0) inputs.push({ name: 'cost.residual', value: residual });
  return inputs;
}

/** What a year bears of the capital, net of the residual, by the method of the finance terms. */
export function capitalPerYear(repaid: Repaid, context: PlanningContext): DerivedMoney {
  const { finance } = context.scenario;
  const range = weighted(repaid.capital, repaid.residual, yearlyOwnership(finance));
  return deriveMoney(finance.method, termsOf(repaid, context), range);
}

/** What all years pay for the capital: itself or its instalments, less the residual. */
export const capitalOverYears = ({ capital, residual }: Repaid, { scenario }: PlanningContext): MoneyRange =>
  weighted(capital, residual, ownershipOverYears(scenario.finance));

/** The same discounted to the day of purchase. */
export const presentCapital = (
  { capital, residual }: Repaid,
  discountRate: number,
  { scenario }: PlanningContext,
): MoneyRange => weighted(capital, residual, presentOwnership(scenario.finance, discountRate));
