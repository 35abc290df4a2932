import type { Catalogue } from '#shared/catalogue/catalogue';
import {
  meanUse,
  MONTHS_PER_YEAR,
  sharesOverYears,
  standingWeight,
  useWeight,
  yearlyShares,
} from '#shared/finance-arithmetic';
import type { CostPlan } from '#shared/plan/cost';
import type { DeploymentPlan, Plan } from '#shared/plan/plan';
import type { Range } from '#shared/range';
import type { Finance } from '#shared/scenario/finance';
import type { Scenario } from '#shared/scenario/schema';
import type { Estimate } from '../deployments';
import { plan as planScenario } from '../plan';
import { HOURS_PER_YEAR } from '../power/energy';
import { compile, type Term } from './compile';
import type { FigureTable } from './figure-table';

/**
 * The cost of one fleet as plain arithmetic over its figures, so that ten thousand draws take no longer than a few
 * plans. It is compiled from the plan's traces and agrees with the plan at the typical values, but for its rounding.
 */
export interface FleetModel {
  readonly id: string;
  readonly name: string;
  readonly unpriced: readonly string[];
  /** Metrics in the order of `drawnMetrics`, money in major units; NaN where the fleet has no such metric. */
  readonly evaluate: (values: ArrayLike<number>, metrics: Float64Array) => void;
}

const SECONDS_PER_YEAR = 3_600 * HOURS_PER_YEAR;
const MILLION = 1_000_000;

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
  const terms = termsOf(plan, scenario, table);
  const { finance } = scenario;
  return {
    id: scenario.id,
    name: scenario.name,
    unpriced: plan.cost.unpriced.map(({ name }) => name),
    evaluate: (values, metrics) => evaluate(terms, finance, { values, metrics }),
  };
}

type RunningTerm = 'energy' | 'standing' | 'hosting' | 'support' | 'staff' | 'software';

interface Terms extends Readonly<
  Record<RunningTerm | 'hardware' | 'capital' | 'carbon' | 'tokens' | 'utilisation', Term>
> {
  readonly embodied: Term;
}

function termsOf({ cost, totals, deployments }: Plan, { finance }: Scenario, table: FigureTable): Terms {
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
    tokens: tokensOf(deployments, table),
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

/**
 * Output of all deployments. What is uncertain is how far the prediction is off, as a factor: predictions of the same
 * hardware and engine with equally wide intervals are off by the same factor in every fleet.
 */
interface PredictedTokens {
  readonly typical: number;
  /** Of its factor among the figures; undefined where the prediction carries no interval. */
  readonly place: number | undefined;
}

function tokensOf(deployments: readonly DeploymentPlan[], table: FigureTable): Term {
  const parts = deployments.flatMap(
    ({ result, hardware, engine, acceleratorsPlaced, acceleratorsNeeded }): PredictedTokens[] => {
      if (!('fits' in result) || !result.fits || acceleratorsPlaced < acceleratorsNeeded) return [];
      const { outputTokensPerSecond: typical, interval } = result;
      if (interval === undefined) return [{ typical, place: undefined }];
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
      return [{ typical, place }];
    },
  );
  return (values) => {
    let tokens = 0;
    for (const { typical, place } of parts)
      tokens += typical * (place === undefined ? 1 : (values[place] ?? 1));
    return tokens;
  };
}

interface Weights {
  readonly yearly: ReturnType<typeof yearlyShares>;
  readonly overYears: ReturnType<typeof sharesOverYears>;
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
    yearly: yearlyShares(finance),
    overYears: sharesOverYears(finance),
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
  const { yearly, overYears, standing, use, other, meanUse: mean } = weightsOf(finance);
  const [capital, energy] = [terms.capital(values), terms.energy(values)];
  const residual = finance.residualRate * terms.hardware(values);
  const idle = Math.min(energy, terms.standing(values));
  const rest = terms.hosting(values) + terms.support(values) + terms.staff(values) + terms.software(values);
  const running = idle * standing + (energy - idle) * use + rest * other;
  const perYear = capital * yearly.ofCapital - residual * yearly.ofResidual + running / finance.years;
  const tokens = terms.tokens(values);
  const served = tokens * terms.utilisation(values) * mean * SECONDS_PER_YEAR;
  metrics[0] = capital;
  metrics[1] = perYear;
  metrics[2] = capital * overYears.ofCapital - residual * overYears.ofResidual + running;
  metrics[3] = served > 0 ? (perYear * MILLION) / served : Number.NaN;
  metrics[4] = energy;
  metrics[5] = terms.carbon(values) + terms.embodied(values) / finance.years;
  metrics[6] = tokens > 0 ? tokens : Number.NaN;
}
