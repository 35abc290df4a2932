import { dayPrice } from '#shared/finance-arithmetic';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import type { WattHours } from '#shared/units';
import { noCost } from '../derivation/money';
import type { PlanningContext } from '../planning-context';
import { givenTerm } from './own-amount';
import { charged, type Rate } from './rate';

const WATTS_PER_KILOWATT = 1_000;

/** What a kilowatt-hour costs: the user's prices by the hour, else the site's tariff. */
export function tariffOf({ scenario, catalogue, figures }: PlanningContext): Rate | undefined {
  const { dayTariff } = scenario.finance;
  if (dayTariff !== undefined) {
    const { currency, periods } = dayTariff;
    return { value: givenTerm(dayPrice(periods), `${currency}/kWh`, 'dayTariff'), currency };
  }
  const { preset } = scenario.site;
  const site = Object.hasOwn(catalogue.sites, preset) ? catalogue.sites[preset] : undefined;
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
