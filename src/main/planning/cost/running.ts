import { CurrencyCode } from '#shared/money';
import type { Derived, DerivedMoney } from '#shared/plan/derived';
import { fraction, type WattHours, type Watts } from '#shared/units';
import { given, productOfInputs, type QuantityInput } from '../derivation/derive';
import type { FormulaName } from '../derivation/formulas';
import { deriveMoney, moneyRangeOf, noCost, timesMoney } from '../derivation/money';
import type { PlanningContext } from '../planning-context';

const RENT = 'colocation-rent';

export const RENT_PATH = `figures/${RENT}/figure`;

const WATTS_PER_KILOWATT = 1_000;
const MONTHS_PER_YEAR = 12;

/** A rate in major units of a currency per something, such as a tariff per kilowatt-hour. */
interface Rate {
  readonly value: Derived;
  readonly currency: CurrencyCode;
}

function priced(
  { formula, inputs, factor }: { formula: FormulaName; inputs: readonly QuantityInput[]; factor: number },
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

function tariffOf({ scenario, catalogue, figures }: PlanningContext): Rate | undefined {
  const { preset } = scenario.site;
  const site = Object.hasOwn(catalogue.sites, preset) ? catalogue.sites[preset] : undefined;
  if (site === undefined) return undefined;
  const currency = site.tariffCurrency;
  const value = figures.at(`sites/${preset}/tariff`, `${currency}/kWh`);
  return value && { value, currency };
}

/** Energy of a year at the site's tariff, in the scenario's currency; undefined without a tariff or exchange rate. */
export function energyCost(energy: Derived<WattHours>, context: PlanningContext): DerivedMoney | undefined {
  if (context.scenario.finance.hosting === 'with-energy')
    return noCost(context.scenario.currency, 'included-in-rent');
  const tariff = tariffOf(context);
  if (tariff === undefined) return undefined;
  const inputs: readonly QuantityInput[] = [
    { name: 'energy', value: energy },
    { name: 'tariff', value: tariff.value },
  ];
  return priced({ formula: 'energy-cost', inputs, factor: 1 / WATTS_PER_KILOWATT }, tariff, context);
}

function rentOf({ catalogue, figures }: PlanningContext): Rate | undefined {
  const unit = catalogue.figures[RENT]?.figure.unit ?? '';
  const currency = CurrencyCode.safeParse(unit.split('/')[0]);
  if (!currency.success || unit !== `${currency.data}/kW/month`) return undefined;
  const value = figures.at(RENT_PATH, unit);
  return value && { value, currency: currency.data };
}

/**
 * Rent of a year on the typical IT power: kW · rent per kW and month · 12 (facts section 5). Whether it contains the
 * energy is the scenario's to say, and then no energy is charged beside it.
 */
export function hostingCost(power: Derived<Watts>, context: PlanningContext): DerivedMoney | undefined {
  const { scenario } = context;
  if (scenario.finance.hosting === 'none') return noCost(scenario.currency, 'not-hosted');
  const rent = rentOf(context);
  if (rent === undefined) return undefined;
  const inputs: readonly QuantityInput[] = [
    { name: 'power.typical', value: power },
    { name: 'rent', value: rent.value },
  ];
  return priced(
    { formula: 'hosting-cost', inputs, factor: MONTHS_PER_YEAR / WATTS_PER_KILOWATT },
    rent,
    context,
  );
}

/** Support of a year as a share of the hardware price. */
export function supportCost(capital: DerivedMoney, { scenario }: PlanningContext): DerivedMoney {
  const { supportRate } = scenario.finance;
  return deriveMoney(
    'support-cost',
    [
      { name: 'capital', value: capital },
      { name: 'supportRate', value: given(fraction(supportRate), '1', 'finance/supportRate') },
    ],
    timesMoney(capital, supportRate),
  );
}
