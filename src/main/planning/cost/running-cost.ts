import { ownValue } from '#shared/schema/own-value';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { deriveMoney, given, noCost, timesMoney } from '#main/planning/derivation/derive';
import { dayPrice } from '#shared/money/finance';
import type { UnpricedItem } from '#shared/plan/cost';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import type { OwnAmount } from '#shared/scenario/finance';
import { fraction, type WattHours } from '#shared/units/units';
import { charged, givenTerm, ownAmount, type Rate } from './rates';

const WATTS_PER_KILOWATT = 1_000;

/** What a kilowatt-hour costs: the user's prices by the hour, else the site's tariff. */
export function tariffOf({ scenario, catalogue, figures }: PlanningContext): Rate | undefined {
  const { dayTariff } = scenario.finance;
  if (dayTariff !== undefined) {
    const { currency, periods } = dayTariff;
    return { value: givenTerm(dayPrice(periods), `${currency}/kWh`, 'dayTariff'), currency };
  }
  const { preset } = scenario.site;
  const site = ownValue(catalogue.sites, preset);
  if (site === undefined) return undefined;
  const currency = site.tariffCurrency;
  const value = figures.at(`sites/${preset}/tariff`, `${currency}/kWh`);
  return value && { value, currency };
}

/** Energy of a year at the tariff, in the scenario's currency; undefined without a tariff or exchange rate. */
export function energyCost(energy: Derived<WattHours>, context: PlanningContext): DerivedMoney | undefined {
  if (context.scenario.finance.hosting === 'with-energy')
    return noCost(context.scenario.currency, 'included-in-rent');
  const tariff = tariffOf(context);
  if (tariff === undefined) return undefined;
  const inputs = [
    { name: 'energy', value: energy },
    { name: 'tariff', value: tariff.value },
  ] as const;
  return charged({ formula: 'energy-cost', inputs, factor: 1 / WATTS_PER_KILOWATT }, tariff, context);
}

/** Support of a year as a share of the hardware price. */
export function supportCost(hardware: DerivedMoney, { scenario }: PlanningContext): DerivedMoney {
  const { supportRate } = scenario.finance;
  return deriveMoney(
    'support-cost',
    [
      { name: 'cost.hardware', value: hardware },
      { name: 'supportRate', value: given(fraction(supportRate), '1', 'finance/supportRate') },
    ],
    timesMoney(hardware, supportRate),
  );
}

interface Upkeep {
  readonly perYear: DerivedMoney;
  readonly unpriced: readonly UnpricedItem[];
}

interface Asked {
  readonly item: 'staff' | 'software';
  readonly count: number;
  readonly each: OwnAmount | undefined;
  readonly field: 'staffPerYear' | 'softwarePerAcceleratorYear';
}

/** So many of something that costs so much a year each; named where there are some and no price. */
function upkeepOf({ item, count, each, field }: Asked, context: PlanningContext): Upkeep {
  const nothing = noCost(context.scenario.currency, 'not-asked-for');
  if (count === 0) return { perYear: nothing, unpriced: [] };
  const unpriced: UnpricedItem = { item, name: item, quantity: count };
  if (each === undefined) return { perYear: nothing, unpriced: [unpriced] };
  const amount = ownAmount(each, field, context);
  if (amount === undefined) return { perYear: nothing, unpriced: [{ ...unpriced, from: each.currency }] };
  const inputs = [{ name: 'price', of: item, count, value: amount }] as const;
  return { perYear: deriveMoney('line-total', inputs, timesMoney(amount, count)), unpriced: [] };
}

/** People who run the fleet, at what one of them costs a year. */
export const staffCost = (context: PlanningContext): Upkeep => {
  const { staff, staffPerYear } = context.scenario.finance;
  return upkeepOf({ item: 'staff', count: staff, each: staffPerYear, field: 'staffPerYear' }, context);
};

/** Software licensed by the accelerator and year; none unless a price is entered. */
export const softwareCost = (accelerators: number, context: PlanningContext): Upkeep => {
  const { softwarePerAcceleratorYear: each } = context.scenario.finance;
  const count = each === undefined ? 0 : accelerators;
  return upkeepOf({ item: 'software', count, each, field: 'softwarePerAcceleratorYear' }, context);
};
