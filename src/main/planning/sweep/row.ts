import { planningContext, type PlanningContext } from '#main/planning/context/planning-context';
import { costPerMillion, shareServed, tokensPerYear } from '#main/planning/cost/cost-per-token';
import { rentRate } from '#main/planning/cost/hosting';
import type { Rate } from '#main/planning/cost/rates';
import { tariffOf } from '#main/planning/cost/running-cost';
import { HOURS_PER_YEAR } from '#main/planning/derivation/energy';
import { devicePower } from '#main/planning/power/load';
import { powerUsageEffectiveness } from '#main/planning/totals';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import type { EstimateCase } from '#shared/estimate/case';
import type { EstimateAnswer } from '#shared/estimate/result';
import {
  meanUse,
  MONTHS_PER_YEAR,
  ownershipOverYears,
  standingWeight,
  useWeight,
  worthAtEnd,
  yearlyOwnership,
  type YearlyShares,
} from '#shared/money/finance';
import { majorUnitsOf } from '#shared/money/money';
import type { Finance } from '#shared/scenario/finance';
import type { Scenario } from '#shared/scenario/schema';
import type { SweptRow } from '#shared/sizing/sweep-report';

/** What one server of a hardware costs and draws, in major units and watts; undefined where nobody says. */
export interface ServerRates {
  readonly accelerators: number;
  readonly price: number | undefined;
  /** Of one accelerator, where it is priced apart. */
  readonly acceleratorPrice: number | undefined;
  readonly pricedApart: boolean;
  readonly typicalWatts: number | undefined;
  readonly idleWatts: number | undefined;
}

/** What running costs, at the typical values of the terms. */
interface SiteRates {
  readonly powerUsageEffectiveness: number;
  /** Major units per kilowatt-hour; 0 where the rent contains the energy. */
  readonly tariff: number | undefined;
  /** Major units per kilowatt and year; unknown where hosting needs a layout, as a lease per rack does. */
  readonly rent: number | undefined;
}

function serverOf(hardware: string, { deviceTypes }: Catalogue): DeviceType | undefined {
  return Object.values(deviceTypes).find(
    ({ kind, accelerators }) => kind === 'server' && accelerators?.type === hardware,
  );
}

/** The rates of the first server that carries a hardware; undefined where none does. */
export function serverRates(hardware: string, context: PlanningContext): ServerRates | undefined {
  const { catalogue, figures, scenario } = context;
  const server = serverOf(hardware, catalogue);
  if (server?.accelerators === undefined) return undefined;
  const typical = (id: string | undefined): number | undefined => {
    const price = id === undefined ? undefined : figures.priceOf(id, scenario.currency);
    return price && majorUnitsOf(price.typical);
  };
  const power = devicePower(figures, server);
  return {
    accelerators: server.accelerators.count,
    price: typical(server.price),
    acceleratorPrice: typical(catalogue.accelerators[hardware]?.price),
    pricedApart: server.acceleratorsPricedApart,
    typicalWatts: power.known ? power.levels.typical.typical : undefined,
    idleWatts: power.known ? power.levels.idle.typical : undefined,
  };
}

/** Tariff, rent and PUE of the terms. */
export function siteRates(scenario: Scenario, catalogue: Catalogue): SiteRates {
  const context = planningContext(scenario, catalogue);
  const { hosting } = scenario.finance;
  const converted = (rate: Rate | undefined): number | undefined => {
    const exchange = rate && context.figures.exchangeRate(rate.currency, scenario.currency)?.typical;
    return rate && exchange && rate.value.typical * exchange;
  };
  const rentPerYear = (): number | undefined => {
    if (hosting === 'none') return 0;
    if (hosting === 'per-rack' || hosting === 'owned') return undefined;
    const rent = converted(rentRate(context));
    return rent && rent * MONTHS_PER_YEAR;
  };
  return {
    powerUsageEffectiveness: powerUsageEffectiveness(context).typical,
    tariff: hosting === 'with-energy' ? 0 : converted(tariffOf(context)),
    rent: rentPerYear(),
  };
}

/** What time does to amounts under the terms; worked out once for a whole sweep. */
interface TermWeights {
  readonly yearly: YearlyShares;
  readonly overYears: YearlyShares;
  /** What the hardware is worth at the end, as a share of its price. */
  readonly worth: number;
  readonly standing: number;
  readonly use: number;
  readonly other: number;
  readonly meanUse: number;
}

export function termWeights(finance: Finance): TermWeights {
  const { years, energyEscalator, runningEscalator, rampUpMonths } = finance;
  const terms = { months: years * MONTHS_PER_YEAR, rampUpMonths, discountRate: 0 };
  return {
    yearly: yearlyOwnership(finance),
    overYears: ownershipOverYears(finance),
    worth: worthAtEnd(finance),
    standing: standingWeight({ ...terms, escalator: energyEscalator }),
    use: useWeight({ ...terms, escalator: energyEscalator }),
    other: standingWeight({ ...terms, escalator: runningEscalator }),
    meanUse: meanUse(years, rampUpMonths),
  };
}

export interface RowQuestion {
  readonly answer: Pick<EstimateAnswer, 'outputTokensPerSecond'>;
  readonly mode: EstimateCase['mode'];
  readonly devices: number;
  readonly utilisation: number;
  readonly server: ServerRates | undefined;
  readonly site: SiteRates;
  readonly finance: Finance;
  readonly weights: TermWeights;
  /** Minor units in one major unit. */
  readonly minor: number;
}

/** To whole minor units, half away from zero. */
const toMinorUnits = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

export type Priced = Pick<
  SweptRow,
  | 'servers'
  | 'powerWatts'
  | 'energyPerYearWattHours'
  | 'capital'
  | 'totalPerYear'
  | 'total'
  | 'perMillionOutputTokens'
  | 'missing'
>;

/** What is missing for whole sums; a sum that lacks a part is left out, never made up. */
function missingFor({ server, site }: RowQuestion): NonNullable<SweptRow['missing']> {
  const missing: ('price' | 'power' | 'tariff' | 'rent')[] = [];
  const unpriced =
    server?.price === undefined || (server.pricedApart && server.acceleratorPrice === undefined);
  if (unpriced) missing.push('price');
  if (server?.typicalWatts === undefined) missing.push('power');
  if (site.tariff === undefined) missing.push('tariff');
  if (site.rent === undefined) missing.push('rent');
  return missing;
}

/** Power and cost of a configuration in whole servers, at typical values, by the arithmetic of the plan. */
export function pricedRow(question: RowQuestion): Priced {
  const { server, site, finance, utilisation, weights } = question;
  const missing = missingFor(question);
  if (server === undefined) return { missing };
  const servers = Math.ceil(question.devices / server.accelerators);
  const typical = (server.typicalWatts ?? 0) * servers;
  const idle = (server.idleWatts ?? 0) * servers;
  const average = typical * utilisation + idle * (1 - utilisation);
  const energy = average * HOURS_PER_YEAR * site.powerUsageEffectiveness;
  const power = missing.includes('power') ? {} : { powerWatts: typical, energyPerYearWattHours: energy };
  const perServer =
    (server.price ?? 0) + (server.pricedApart ? server.accelerators * (server.acceleratorPrice ?? 0) : 0);
  const hardware = servers * perServer;
  const capital = capitalOf(hardware, finance);
  if (missing.length > 0) {
    const known = missing.includes('price') ? {} : { capital: toMinorUnits(capital * question.minor) };
    return { servers, ...power, ...known, missing };
  }
  const residual = weights.worth * hardware;
  const energyCost = (energy / 1_000) * (site.tariff ?? 0);
  const standing = ((idle * HOURS_PER_YEAR * site.powerUsageEffectiveness) / 1_000) * (site.tariff ?? 0);
  const rest = (typical / 1_000) * (site.rent ?? 0) + finance.supportRate * hardware;
  const running =
    Math.min(standing, energyCost) * weights.standing +
    Math.max(0, energyCost - standing) * weights.use +
    rest * weights.other;
  const shares = (of: YearlyShares) => capital * of.ofCapital - residual * of.ofResidual;
  const perYear = shares(weights.yearly) + running / finance.years;
  const { outputTokensPerSecond } = question.answer;
  const served = tokensPerYear(
    outputTokensPerSecond,
    shareServed(question.mode, { utilisation, meanUse: weights.meanUse }),
  );
  const money = (value: number) => toMinorUnits(value * question.minor);
  return {
    servers,
    ...power,
    capital: money(capital),
    totalPerYear: money(perYear),
    total: money(shares(weights.overYears) + running),
    ...(served > 0 ? { perMillionOutputTokens: toMinorUnits(costPerMillion(perYear * 1e6, served)) } : {}),
  };
}

/** Hardware with the shares that buying it brings; what is paid by the rack needs a layout and is not in a sweep. */
function capitalOf(hardware: number, { sparesRate, freightRate, taxRate }: Finance): number {
  const shipped = hardware * (1 + sparesRate);
  return shipped * (1 + freightRate) * (1 + taxRate);
}
