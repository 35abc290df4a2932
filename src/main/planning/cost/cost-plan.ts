import type { PlanningContext } from '#main/planning/context/planning-context';
import {
  derive,
  deriveMoney,
  deriveRate,
  type Input,
  noCost,
  type QuantityInput,
  sumOfInputs,
  sumOfMoney,
  timesMoney,
} from '#main/planning/derivation/derive';
import { HOURS_PER_YEAR } from '#main/planning/derivation/energy';
import type { DeviceCount } from '#main/planning/placement/inventory';
import { hardwarePurchases, MONTHS_PER_YEAR } from '#shared/money/finance';
import { sumMoneyRanges } from '#shared/money/money';
import { rateRangeOf } from '#shared/money/money-rate';
import {
  type CarbonPlan,
  type CostPlan,
  runningOverMonths,
  type RunningParts,
  type UnpricedItem,
} from '#shared/plan/cost';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import { kilograms, type Kilograms, type WattHours, type Watts } from '#shared/units/units';
import {
  additionsTo,
  type Capital,
  capitalOverYears,
  capitalPerYear,
  presentCapital,
  residualOf,
} from './capital';
import { hostingCost } from './hosting';
import { givenTerm } from './rates';
import { energyCost, softwareCost, staffCost, supportCost } from './running-cost';

/**
 * Carbon of running, and of making the devices whose making somebody published, as often as they are bought over the years;
 * the others are named.
 */
function carbonPlan(
  operationPerYear: Derived<Kilograms>,
  devices: readonly DeviceCount[],
  context: PlanningContext,
): CarbonPlan {
  const inputs: QuantityInput[] = [];
  const purchases = hardwarePurchases(context.scenario.finance).length;
  const unknownFor: string[] = [];
  for (const { type, count } of devices) {
    const value = context.figures.at(`deviceTypes/${type.id}/embodiedCarbon`, 'kg');
    if (value !== undefined)
      inputs.push({ name: 'embodiedCarbon', of: type.name, count: count * purchases, value });
    else if (type.kind !== 'blank' && type.kind !== 'shelf') unknownFor.push(type.name);
  }
  const embodied = sumOfInputs<Kilograms>('kg', inputs);
  const { years } = context.scenario.finance;
  const at = (bound: 'low' | 'typical' | 'high') =>
    kilograms(operationPerYear[bound] + embodied[bound] / years);
  const perYear = derive<Kilograms>({
    formula: 'carbon-with-making',
    unit: 'kg',
    inputs: [
      { name: 'carbonOperation', value: operationPerYear },
      { name: 'embodiedCarbon', value: embodied },
      { name: 'years', value: givenTerm(years, 'year', 'years') },
    ],
    range: { low: at('low'), typical: at('typical'), high: at('high') },
  });
  return { operationPerYear, embodied, perYear, unknownFor };
}

export interface CostQuestion {
  /** The hardware, item by item. */
  readonly capital: Capital;
  readonly power: Derived<Watts>;
  readonly energy: Derived<WattHours>;
  /** Energy of a year without any use. */
  readonly standingEnergy: Derived<WattHours>;
  readonly operationCarbon: Derived<Kilograms>;
  readonly devices: readonly DeviceCount[];
  readonly racks: number;
  readonly accelerators: number;
}

type RunningCost = { readonly [Part in Exclude<keyof RunningParts, 'currency'>]: DerivedMoney };

interface Running {
  readonly parts: RunningCost;
  readonly unpriced: readonly UnpricedItem[];
}

function runningOf(question: CostQuestion, context: PlanningContext): Running {
  const { currency } = context.scenario;
  const { energy, standingEnergy, power, racks, accelerators, capital } = question;
  const energyPerYear = energyCost(energy, context);
  const hosting = hostingCost({ power, racks }, context);
  const [staff, software] = [staffCost(context), softwareCost(accelerators, context)];
  const unpriced: UnpricedItem[] = [...staff.unpriced, ...software.unpriced];
  const item = (id: string, name: string, quantity: number) => ({ item: id, name, quantity });
  if (energyPerYear === undefined)
    unpriced.push(item('energy', 'Electricity (kWh per year)', Math.round(energy.typical / 1_000)));
  if (hosting === undefined)
    unpriced.push(item('hosting', 'Hosting (kW)', Math.round(power.typical / 1_000)));
  const parts = {
    energyPerYear: energyPerYear ?? noCost(currency, 'no-price'),
    standingEnergyPerYear: energyCost(standingEnergy, context) ?? noCost(currency, 'no-price'),
    hostingPerYear: hosting ?? noCost(currency, 'no-price'),
    supportPerYear: supportCost(capital.total, context),
    staffPerYear: staff.perYear,
    softwarePerYear: software.perYear,
  };
  return { parts, unpriced };
}

const inputsOf = (parts: RunningCost) =>
  [
    { name: 'cost.energy', value: parts.energyPerYear },
    { name: 'cost.hosting', value: parts.hostingPerYear },
    { name: 'cost.support', value: parts.supportPerYear },
    ...(parts.staffPerYear.high.amount === 0
      ? []
      : [{ name: 'cost.staff', value: parts.staffPerYear } as const]),
    ...(parts.softwarePerYear.high.amount === 0
      ? []
      : [{ name: 'cost.software', value: parts.softwarePerYear } as const]),
  ] as const;

/** All years of running, with the terms that bend it where there are any. */
function overYears(parts: RunningCost, context: PlanningContext): DerivedMoney {
  const { finance, currency } = context.scenario;
  const months = finance.years * MONTHS_PER_YEAR;
  const terms = (['energyEscalator', 'runningEscalator', 'rampUpMonths'] as const)
    .filter((field) => finance[field] !== 0)
    .map((field): Input => ({
      name: field,
      value: givenTerm(finance[field], field === 'rampUpMonths' ? 'month' : '1', field),
    }));
  const inputs: readonly Input[] = [
    ...inputsOf(parts),
    { name: 'years', value: givenTerm(finance.years, 'year', 'years') },
    ...terms,
  ];
  return deriveMoney(
    'running-over-years',
    inputs,
    runningOverMonths({ ...parts, currency }, finance, { months }),
  );
}

function presentValue(
  { capital, residual, parts }: { capital: DerivedMoney; residual: DerivedMoney; parts: RunningCost },
  context: PlanningContext,
): DerivedMoney {
  const { finance, currency } = context.scenario;
  const discountRate = finance.discountRate ?? finance.interestRate;
  const months = finance.years * MONTHS_PER_YEAR;
  const running = runningOverMonths({ ...parts, currency }, finance, { months, discountRate });
  const rate = givenTerm(
    discountRate,
    '1',
    finance.discountRate === undefined ? 'interestRate' : 'discountRate',
  );
  return deriveMoney(
    'net-present-value',
    [
      { name: 'capital', value: capital },
      { name: 'cost.residual', value: residual },
      ...inputsOf(parts),
      { name: 'discountRate', value: rate },
    ],
    sumMoneyRanges([presentCapital({ capital, residual }, discountRate, context), running], currency),
  );
}

/** Capital and running cost of a fleet: per year and over the finance years; all ranges, all in one currency. */
export function costPlan(question: CostQuestion, context: PlanningContext): CostPlan {
  const { currency, finance } = context.scenario;
  const { total: hardware, lines, unpriced } = question.capital;
  const { additions, capital, unpriced: unpricedAdditions } = additionsTo(hardware, question.racks, context);
  const residual = residualOf(hardware, context);
  const { parts, unpriced: unpricedRunning } = runningOf(question, context);
  const yearly = capitalPerYear({ capital, residual }, context);
  const runningOverYears = overYears(parts, context);
  const years = givenTerm(finance.years, 'year', 'years');
  const meanRunning = deriveMoney(
    'straight-line',
    [
      { name: 'cost.running', value: runningOverYears },
      { name: 'years', value: years },
    ],
    timesMoney(runningOverYears, 1 / finance.years),
  );
  const totalPerYear = sumOfMoney(currency, [
    { name: 'cost.capital', value: yearly },
    { name: 'cost.running', value: meanRunning },
  ]);
  return {
    currency,
    lines,
    hardware,
    additions,
    capital,
    residual,
    capitalPerYear: yearly,
    ...parts,
    runningPerYear: sumOfMoney(currency, inputsOf(parts)),
    runningOverYears,
    totalPerYear,
    perHour: deriveRate(
      'per-hour',
      [{ name: 'cost.perYear', value: totalPerYear }],
      rateRangeOf(totalPerYear, 1 / HOURS_PER_YEAR),
    ),
    total: deriveMoney(
      'total-over-years',
      [
        { name: 'capital', value: capital },
        { name: 'cost.residual', value: residual },
        { name: 'cost.running', value: runningOverYears },
      ],
      sumMoneyRanges([capitalOverYears({ capital, residual }, context), runningOverYears], currency),
    ),
    netPresentValue: presentValue({ capital, residual, parts }, context),
    carbon: carbonPlan(question.operationCarbon, question.devices, context),
    unpriced: [...unpriced, ...unpricedAdditions, ...unpricedRunning],
    priceBookDate: context.catalogue.priceBookDate,
  };
}
