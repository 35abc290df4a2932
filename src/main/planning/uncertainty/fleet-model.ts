import type { Catalogue } from '#shared/catalogue/catalogue';
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
import type { DeploymentId } from '#shared/schema/ids';
import type { CostPlan } from '#shared/plan/cost';
import type { DeploymentPlan, Plan } from '#shared/plan/plan';
import type { Range } from '#shared/units/range';
import type { Finance } from '#shared/scenario/finance';
import type { Scenario } from '#shared/scenario/schema';
import { drawnMetrics, type DrawnMetric } from '#shared/uncertainty/uncertainty';
import type { Estimate } from '#main/planning/deployments/deployments';
import { plan as planScenario } from '#main/planning/plan';
import { costPerMillion, servedShareOf, tokensPerYear } from '#main/planning/cost/cost-per-token';
import { compile, type FigureTable, type Term } from './compile';

/**
 * The cost of one fleet as plain arithmetic over its figures, so that ten thousand draws take no longer than a few
 * plans. It is compiled from the plan's traces and agrees with the plan at the typical values, but for its rounding.
 */
export interface FleetModel {
  readonly id: string;
  readonly name: string;
  readonly unpriced: readonly string[];
  /** Where among the figures the factor stands by which the prediction of a deployment is off; absent where it is exact. */
  readonly speedOf: ReadonlyMap<DeploymentId, number>;
  /** Metrics in the order of `drawnMetrics`, money in major units; NaN where the fleet has no such metric. */
  readonly evaluate: (values: ArrayLike<number>, metrics: Float64Array) => void;
}

/** A fleet's model; its figures enter the table, where fleets that read the same figure share its place. */
export function fleetModel(
  scenario: Scenario,
  {
    catalogue,
    table,
    estimate,
  }: { readonly catalogue: Catalogue; readonly table: FigureTable; readonly estimate?: Estimate },
): FleetModel {
  const plan = planScenario(scenario, catalogue, estimate);
  const speedOf = speedsOf(plan.deployments, table);
  const terms = termsOf(plan, scenario, { table, speedOf });
  const { finance } = scenario;
  return {
    id: scenario.id,
    name: scenario.name,
    unpriced: plan.cost.unpriced.map(({ name }) => name),
    speedOf,
    evaluate: (values, metrics) => evaluate(terms, finance, { values, metrics }),
  };
}

type RunningTerm = 'energy' | 'standing' | 'hosting' | 'support' | 'staff' | 'software';

interface Terms extends Readonly<
  Record<
    RunningTerm | 'hardware' | 'capital' | 'carbon' | 'tokens' | 'stated' | 'saturated' | 'utilisation',
    Term
  >
> {
  readonly embodied: Term;
}

interface Compiling {
  readonly table: FigureTable;
  readonly speedOf: FleetModel['speedOf'];
}

function termsOf(
  { cost, totals, deployments }: Plan,
  scenario: Scenario,
  { table, speedOf }: Compiling,
): Terms {
  const { finance } = scenario;
  const compiling = { table, entered: enteredRanges(finance) };
  const term = (value: Parameters<typeof compile>[0]['value'], name: string): Term =>
    compile({ value, name }, compiling);
  const money = (
    field: keyof Pick<
      CostPlan,
      | 'energyPerYear'
      | 'standingEnergyPerYear'
      | 'hostingPerYear'
      | 'supportPerYear'
      | 'staffPerYear'
      | 'softwarePerYear'
      | 'hardware'
      | 'capital'
    >,
  ) => term(cost[field], field);
  const energy = money('energyPerYear');
  return {
    hardware: money('hardware'),
    capital: money('capital'),
    energy,
    standing: money('standingEnergyPerYear'),
    hosting: money('hostingPerYear'),
    support: money('supportPerYear'),
    staff: money('staffPerYear'),
    software: money('softwarePerYear'),
    carbon: term(totals.carbonKilogramsPerYear, 'carbonPerYear'),
    embodied: term(cost.carbon.embodied, 'embodied'),
    tokens: tokensOf(deployments, () => 1, speedOf),
    stated: tokensOf(deployments, statedShares(scenario), speedOf),
    saturated: tokensOf(deployments, saturated(scenario), speedOf),
    utilisation: utilisationOf(finance, table),
  };
}

const UTILISATION = 'finance/utilisation';

function enteredRanges({ utilisation, utilisationRange }: Finance): ReadonlyMap<string, Range> {
  if (utilisationRange === undefined) return new Map();
  const low = Math.min(utilisation, utilisationRange.low);
  const high = Math.max(utilisation, utilisationRange.high);
  return new Map([[UTILISATION, { low, typical: utilisation, high }]]);
}

function utilisationOf(finance: Finance, table: FigureTable): Term {
  const { utilisation: typical } = finance;
  const { low, high } = enteredRanges(finance).get(UTILISATION) ?? { low: typical, high: typical };
  const place = table.place({
    key: UTILISATION,
    name: 'utilisation',
    kind: 'utilisation',
    unit: '1',
    shape: 'triangular',
    low,
    typical,
    high,
  });
  return (values) => values[place] ?? typical;
}

const isServed = ({ acceleratorsPlaced, acceleratorsNeeded }: DeploymentPlan): boolean =>
  acceleratorsPlaced >= acceleratorsNeeded;

/**
 * What is uncertain of a prediction is how far it is off, as a factor: predictions of the same hardware and engine with
 * equally wide intervals are off by the same factor in every fleet.
 */
function speedsOf(deployments: readonly DeploymentPlan[], table: FigureTable): FleetModel['speedOf'] {
  const places = deployments
    .filter(isServed)
    .flatMap(({ id, result, hardware, engine }): [DeploymentId, number][] => {
      if (!('fits' in result) || !result.fits || result.interval === undefined) return [];
      const { outputTokensPerSecond: typical, interval } = result;
      const [low, high] = interval.outputTokensPerSecond.map((bound) => bound / typical);
      const width = `${(low ?? 1).toFixed(2)}-${(high ?? 1).toFixed(2)}`;
      const place = table.place({
        key: `performance/${hardware}/${engine}/${width}`,
        name: hardware,
        kind: 'performance',
        unit: '1',
        shape: 'log-normal',
        low: Math.min(1, low ?? 1),
        typical: 1,
        high: Math.max(1, high ?? 1),
      });
      return [[id, place]];
    });
  return new Map(places);
}

/** The shares of their output that deployments serve at stated rates; nothing of those that utilisation speaks for. */
const statedShares =
  ({ deployments, finance }: Scenario): ((id: DeploymentId) => number) =>
  (id) => {
    const deployment = deployments[id];
    const served = deployment && servedShareOf(deployment, finance);
    return served?.by === 'stated-rate' ? served.share : 0;
  };

/** Whether the output of a deployment is that at saturation, of which utilisation is served. */
const saturated =
  ({ deployments, finance }: Scenario): ((id: DeploymentId) => number) =>
  (id) => {
    const deployment = deployments[id];
    return deployment === undefined || servedShareOf(deployment, finance).by === 'utilisation' ? 1 : 0;
  };

/** Output of all deployments that the racks hold, each with a share of it. */
function tokensOf(
  deployments: readonly DeploymentPlan[],
  shareOf: (deployment: DeploymentId) => number,
  speedOf: FleetModel['speedOf'],
): Term {
  const parts = deployments
    .filter(isServed)
    .flatMap(({ id, result }) =>
      !('fits' in result) || !result.fits
        ? []
        : [{ typical: result.outputTokensPerSecond, share: shareOf(id), place: speedOf.get(id) }],
    );
  return (values) => {
    let tokens = 0;
    for (const { typical, share, place } of parts)
      tokens += typical * share * (place === undefined ? 1 : (values[place] ?? 1));
    return tokens;
  };
}

interface Weights {
  readonly yearly: YearlyShares;
  readonly overYears: YearlyShares;
  readonly worth: number;
  readonly standing: number;
  readonly use: number;
  readonly other: number;
  readonly meanUse: number;
}

const known = new WeakMap<Finance, Weights>();

/** What time does to amounts under these terms; worked out once per set of terms. */
function weightsOf(finance: Finance): Weights {
  const found = known.get(finance);
  if (found !== undefined) return found;
  const { years, energyEscalator, runningEscalator, rampUpMonths } = finance;
  const terms = { months: years * MONTHS_PER_YEAR, rampUpMonths, discountRate: 0 };
  const weights = {
    yearly: yearlyOwnership(finance),
    overYears: ownershipOverYears(finance),
    worth: worthAtEnd(finance),
    standing: standingWeight({ ...terms, escalator: energyEscalator }),
    use: useWeight({ ...terms, escalator: energyEscalator }),
    other: standingWeight({ ...terms, escalator: runningEscalator }),
    meanUse: meanUse(years, rampUpMonths),
  };
  known.set(finance, weights);
  return weights;
}

function evaluate(
  terms: Terms,
  finance: Finance,
  { values, metrics }: { readonly values: ArrayLike<number>; readonly metrics: Float64Array },
): void {
  const { yearly, overYears, worth, standing, use, other, meanUse: mean } = weightsOf(finance);
  const [capital, energy] = [terms.capital(values), terms.energy(values)];
  const residual = worth * terms.hardware(values);
  const idle = Math.min(energy, terms.standing(values));
  const rest = terms.hosting(values) + terms.support(values) + terms.staff(values) + terms.software(values);
  const running = idle * standing + (energy - idle) * use + rest * other;
  const perYear = capital * yearly.ofCapital - residual * yearly.ofResidual + running / finance.years;
  const tokens = terms.tokens(values);
  const served =
    tokensPerYear(terms.saturated(values), terms.utilisation(values) * mean) +
    tokensPerYear(terms.stated(values), 1);
  const drawn: Readonly<Record<DrawnMetric, number>> = {
    capital,
    totalPerYear: perYear,
    total: capital * overYears.ofCapital - residual * overYears.ofResidual + running,
    perMillionOutputTokens: served > 0 ? costPerMillion(perYear, served) : Number.NaN,
    energyPerYear: energy,
    carbonPerYear: terms.carbon(values) + terms.embodied(values) / finance.years,
    outputTokensPerSecond: tokens > 0 ? tokens : Number.NaN,
  };
  drawnMetrics.forEach((metric, place) => {
    metrics[place] = drawn[metric];
  });
}
