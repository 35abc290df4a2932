import { CurrencyCode } from '#shared/money/money';
import { yearlyShares, MONTHS_PER_YEAR } from '#shared/money/finance';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import type { Watts } from '#shared/units/units';
import {
  deriveMoney,
  noCost,
  sumOfMoney,
  timesMoney,
  type MoneyInput,
} from '#main/planning/derivation/derive';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { charged, givenTerm, ownAmount, type Rate } from './rates';
import { figureAt } from '#shared/catalogue/catalogue';
import type { ReadFigurePath } from '#shared/catalogue/read-figures';

export const RENT_PATH = 'figures/colocation-rent/figure';
export const RACK_LEASE_PATH = 'figures/rack-lease/figure';
const FACILITY_YEARS_PATH = 'figures/facility-depreciation-years/figure';

const WATTS_PER_KILOWATT = 1_000;

export interface Hosted {
  /** Typical IT power, which rent and buildings are reckoned by. */
  readonly power: Derived<Watts>;
  readonly racks: number;
}

function figureRate(
  path: ReadFigurePath,
  per: string,
  { catalogue, figures }: PlanningContext,
): Rate | undefined {
  const unit = figureAt(catalogue, path)?.unit ?? '';
  const currency = CurrencyCode.safeParse(unit.split('/')[0]);
  if (!currency.success || unit !== `${currency.data}/${per}`) return undefined;
  const value = figures.at(path, unit);
  return value && { value, currency: currency.data };
}

/** Rent per kilowatt and month, as the price book has it. */
export const rentRate = (context: PlanningContext): Rate | undefined =>
  figureRate(RENT_PATH, 'kW/month', context);

/** Typical IT power · rent per kW per month · 12 (facts section 5). */
function rentByPower({ power }: Hosted, context: PlanningContext): DerivedMoney | undefined {
  const rent = rentRate(context);
  if (rent === undefined) return undefined;
  const inputs = [
    { name: 'power.typical', value: power },
    { name: 'rent', value: rent.value },
  ] as const;
  const factor = MONTHS_PER_YEAR / WATTS_PER_KILOWATT;
  return charged({ formula: 'hosting-cost', inputs, factor }, rent, context);
}

/** Racks · lease per rack and month · 12; the user's lease wins over the catalogue's. */
function rentByRack({ racks }: Hosted, context: PlanningContext): DerivedMoney | undefined {
  const { rentPerRackMonth } = context.scenario.finance;
  const times = racks * MONTHS_PER_YEAR;
  if (rentPerRackMonth !== undefined) {
    const own = ownAmount(rentPerRackMonth, 'rentPerRackMonth', context);
    const inputs: MoneyInput[] = own === undefined ? [] : [{ name: 'rackLease', count: times, value: own }];
    return own && deriveMoney('rack-lease', inputs, timesMoney(own, times));
  }
  const lease = figureRate(RACK_LEASE_PATH, 'month', context);
  if (lease === undefined) return undefined;
  const inputs = [{ name: 'rackLease', count: times, value: lease.value }] as const;
  return charged({ formula: 'rack-lease', inputs, factor: times }, lease, context);
}

/** A building of one's own: its price per kilowatt written off over its own years, and its upkeep. */
function ownFacility({ power }: Hosted, context: PlanningContext): DerivedMoney | undefined {
  const { finance, currency } = context.scenario;
  const { facilityPerKilowatt, facilityRunningPerKilowattYear, facilityYears } = finance;
  if (facilityPerKilowatt === undefined) return undefined;
  const price = ownAmount(facilityPerKilowatt, 'facilityPerKilowatt', context);
  const years = facilityYears ?? context.figures.at(FACILITY_YEARS_PATH, 'year')?.typical;
  if (price === undefined || years === undefined) return undefined;
  const { ofCapital } = yearlyShares({ ...finance, years });
  const parts: MoneyInput[] = [
    {
      name: 'facility',
      value: byKilowatt(price, power, ofCapital, givenTerm(years, 'year', 'facilityYears')),
    },
  ];
  if (facilityRunningPerKilowattYear !== undefined) {
    const upkeep = ownAmount(facilityRunningPerKilowattYear, 'facilityRunningPerKilowattYear', context);
    if (upkeep === undefined) return undefined;
    parts.push({ name: 'facilityUpkeep', value: byKilowatt(upkeep, power, 1) });
  }
  return sumOfMoney(currency, parts);
}

function byKilowatt(
  amount: DerivedMoney,
  power: Derived<Watts>,
  share: number,
  years?: Derived,
): DerivedMoney {
  const at = (bound: 'low' | 'typical' | 'high') =>
    timesMoney(amount, (power[bound] / WATTS_PER_KILOWATT) * share)[bound];
  const inputs = [
    { name: 'price', value: amount },
    { name: 'power.typical', value: power },
    ...(years === undefined ? [] : [{ name: 'years', value: years } as const]),
  ] as const;
  const formula = years === undefined ? 'per-kilowatt' : 'facility-cost';
  return deriveMoney(formula, inputs, { low: at('low'), typical: at('typical'), high: at('high') });
}

/**
 * What space costs a year: rent on the typical IT power, a lease per rack, or a facility of one's own. Whether a rent
 * contains the energy is the scenario's to say, and then none is charged beside it. Undefined without a price.
 */
export function hostingCost(hosted: Hosted, context: PlanningContext): DerivedMoney | undefined {
  const { finance, currency } = context.scenario;
  switch (finance.hosting) {
    case 'none':
      return noCost(currency, 'not-hosted');
    case 'with-energy':
    case 'without-energy':
      return rentByPower(hosted, context);
    case 'per-rack':
      return rentByRack(hosted, context);
    case 'owned':
      return ownFacility(hosted, context);
  }
}
