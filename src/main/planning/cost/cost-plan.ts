import type { DerivedMoney } from '#shared/plan/derived';
import type { CostPlan, UnpricedItem } from '#shared/plan/plan';
import { sumMoneyRanges } from '#shared/money';
import { fraction, type WattHours, type Watts } from '#shared/units';
import type { Derived } from '#shared/plan/derived';
import { given, type Input } from '../derivation/derive';
import { deriveMoney, noCost, sumOfMoney, timesMoney } from '../derivation/money';
import type { PlanningContext } from '../planning-context';
import type { Capital } from './capital';
import { yearlyShare } from './depreciation';
import { energyCost, hostingCost, supportCost } from './running';

function capitalPerYear(capital: DerivedMoney, { scenario }: PlanningContext): DerivedMoney {
  const { finance } = scenario;
  const inputs: Input[] = [
    { name: 'capital', value: capital },
    { name: 'years', value: given(finance.years, 'year', 'finance/years') },
  ];
  if (finance.method === 'annuity') {
    const rate = given(fraction(finance.interestRate), '1', 'finance/interestRate');
    inputs.push({ name: 'interestRate', value: rate });
  }
  return deriveMoney(finance.method, inputs, timesMoney(capital, yearlyShare(finance)));
}

interface Yearly {
  readonly capital: DerivedMoney;
  readonly capitalPerYear: DerivedMoney;
  readonly runningPerYear: DerivedMoney;
}

/** All years together. Straight line repays the capital itself; an annuity repays it with interest. */
function totalOf(
  { capital, capitalPerYear, runningPerYear }: Yearly,
  context: PlanningContext,
): DerivedMoney {
  const { currency, finance } = context.scenario;
  const repaid = finance.method === 'annuity' ? timesMoney(capitalPerYear, finance.years) : capital;
  const running = timesMoney(runningPerYear, finance.years);
  const inputs: readonly Input[] = [
    finance.method === 'annuity'
      ? { name: 'cost.capital', value: capitalPerYear, count: finance.years }
      : { name: 'cost.capital', value: capital },
    { name: 'cost.running', value: runningPerYear, count: finance.years },
  ];
  return deriveMoney('total-over-years', inputs, sumMoneyRanges([repaid, running], currency));
}

export interface CostQuestion {
  readonly capital: Capital;
  readonly power: Derived<Watts>;
  readonly energy: Derived<WattHours>;
}

function unpricedRunning({ energy, power }: CostQuestion, costs: { energy: unknown; hosting: unknown }) {
  const unpriced: UnpricedItem[] = [];
  if (costs.energy === undefined)
    unpriced.push({
      item: 'energy',
      name: 'Electricity (kWh per year)',
      quantity: Math.round(energy.typical / 1_000),
    });
  if (costs.hosting === undefined)
    unpriced.push({ item: 'hosting', name: 'Hosting (kW)', quantity: Math.round(power.typical / 1_000) });
  return unpriced;
}

/** Capital and running cost of a fleet: per year and over the finance years; all ranges, all in one currency. */
export function costPlan(question: CostQuestion, context: PlanningContext): CostPlan {
  const { currency } = context.scenario;
  const { total: capital, lines, unpriced } = question.capital;
  const energy = energyCost(question.energy, context);
  const hosting = hostingCost(question.power, context);
  const energyPerYear = energy ?? noCost(currency, 'no-price');
  const hostingPerYear = hosting ?? noCost(currency, 'no-price');
  const supportPerYear = supportCost(capital, context);
  const runningPerYear = sumOfMoney(currency, [
    { name: 'cost.energy', value: energyPerYear },
    { name: 'cost.hosting', value: hostingPerYear },
    { name: 'cost.support', value: supportPerYear },
  ]);
  const yearly = { capital, capitalPerYear: capitalPerYear(capital, context), runningPerYear };
  return {
    currency,
    lines,
    ...yearly,
    energyPerYear,
    hostingPerYear,
    supportPerYear,
    totalPerYear: sumOfMoney(currency, [
      { name: 'cost.capital', value: yearly.capitalPerYear },
      { name: 'cost.running', value: runningPerYear },
    ]),
    total: totalOf(yearly, context),
    unpriced: [...unpriced, ...unpricedRunning(question, { energy, hosting })],
    priceBookDate: context.catalogue.priceBookDate,
  };
}
