import { byId } from '#shared/text/order';
import { effectiveCatalogue } from '#main/planning/context/effective-catalogue';
import { planningContext } from '#main/planning/context/planning-context';
import type { Estimate } from '#main/planning/deployments/deployments';
import { plan as planScenario } from '#main/planning/plan';
import { needsOf } from '#main/planning/service/shares';
import { estimate as estimateByModels } from '#main/simulator/estimate';
import type { Catalogue } from '#shared/catalogue/catalogue';
import {
  type ComparedCell,
  type ComparedMonths,
  type ComparedRow,
  type Comparison,
  frontFlags,
} from '#shared/compare/comparison';
import type { Need } from '#shared/serving/verdict';
import { costByMonths } from '#shared/plan/cost';
import type { Plan } from '#shared/plan/plan';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { MeasuredCase } from '#shared/validation/validation';
import { acceleratorsPriced, type ComparedFleet, type PlannedFleet } from './fleet';
import type { Reading, RowDefinition } from './performance-rows';
import { curveCases, measuredPoints, type PlacedPoint, pointsOf, standingDeployments } from './points';
import { rowsFor } from './rows';
import { reachedService } from './service';
import { type JudgedFleet, verdictsOf } from './verdicts';

/** What may make scenarios not directly comparable; each has a text in the message catalogue `compare`. */
export const comparisonWarnings = [
  'different-models',
  'different-precisions',
  'different-lengths',
  'different-modes',
  'different-currencies',
  'different-finance',
  'per-user-against-aggregate',
  'several-deployments',
  'unpriced-items',
] as const;

type ComparisonWarning = (typeof comparisonWarnings)[number];

const distinct = <T>(values: readonly T[]): boolean => new Set(values).size > 1;

function deploymentWarnings(scenarios: readonly Scenario[]): readonly ComparisonWarning[] {
  const deployments = scenarios.map(({ deployments }) => Object.values(deployments).sort(byId));
  const first = deployments.flatMap(([deployment]) => deployment?.estimate ?? []);
  const checks: readonly [ComparisonWarning, boolean][] = [
    ['different-models', distinct(first.map(({ model }) => model))],
    ['different-precisions', distinct(first.map(({ weights, kv }) => `${weights ?? ''}/${kv ?? ''}`))],
    ['different-lengths', distinct(first.map(({ input, output }) => `${input}/${output}`))],
    ['different-modes', distinct(first.map(({ mode, batch }) => `${mode}/${batch ?? ''}`))],
    // One user's stream says nothing of what the fleet gives to all together.
    [
      'per-user-against-aggregate',
      first.some(({ batch }) => batch === 1) && first.some(({ batch }) => batch !== 1),
    ],
    ['several-deployments', deployments.some((each) => each.length > 1)],
  ];
  return checks.flatMap(([warning, applies]) => (applies ? [warning] : []));
}

/** Why the figures of these scenarios may not be held against each other as they stand. */
function warningsFor(scenarios: readonly Scenario[], plans: readonly Plan[]): readonly ComparisonWarning[] {
  const warnings = [...deploymentWarnings(scenarios)];
  if (distinct(scenarios.map(({ currency }) => currency))) warnings.push('different-currencies');
  if (distinct(scenarios.map(({ finance }) => JSON.stringify(finance)))) warnings.push('different-finance');
  if (plans.some(({ cost }) => cost.unpriced.length > 0)) warnings.push('unpriced-items');
  return warnings;
}

/** What a fleet has cost by the end of each month of its years. */
function comparedMonths({ plan, scenario }: PlannedFleet): ComparedMonths {
  const months = costByMonths(plan.cost, scenario.finance);
  const paid = (bound: 'low' | 'typical' | 'high') => months.map((month) => month.paid[bound].amount);
  return { low: paid('low'), typical: paid('typical'), high: paid('high') };
}

function cellOf(reading: Reading, baseline: Reading | undefined): ComparedCell {
  if ('because' in reading) return { known: false, because: reading.because };
  const { low, typical, high } = reading;
  const values = { known: true, low, typical, high } as const;
  if (baseline === undefined || 'because' in baseline) return values;
  const difference = typical - baseline.typical;
  return baseline.typical === 0
    ? { ...values, difference }
    : { ...values, difference, share: difference / baseline.typical };
}

const differs = (reading: Reading, baseline: Reading): boolean =>
  'because' in reading || 'because' in baseline
    ? 'because' in reading !== 'because' in baseline
    : reading.low !== baseline.low || reading.typical !== baseline.typical || reading.high !== baseline.high;

function rowOf(
  { read, ...row }: RowDefinition,
  fleets: readonly ComparedFleet[],
  baseline: number,
): ComparedRow {
  const readings = fleets.map(read);
  const base = readings[baseline];
  return {
    ...row,
    cells: readings.map((reading, index) => cellOf(reading, index === baseline ? undefined : base)),
    differs: base !== undefined && readings.some((reading) => differs(reading, base)),
  };
}

const emptyRow = ({ cells }: ComparedRow): boolean => cells.every(({ known }) => !known);

export interface ComparisonRequest {
  readonly scenarios: readonly Scenario[];
  /** Which of them the others are measured against. */
  readonly baseline: number;
}

interface ComparisonMeans {
  readonly estimate?: Estimate;
  /** Published measurements, drawn beside the fleets that they are like. */
  readonly measured?: readonly MeasuredCase[];
}

/**
 * Scenarios side by side, each planned in the currency of the baseline and held to its needs. Refused where the baseline
 * does not exist or no exchange rate leads from one currency to the other. Rows that no scenario can fill are left out.
 */
export function compare(
  { scenarios, baseline }: ComparisonRequest,
  catalogue: Catalogue,
  { estimate = estimateByModels, measured = [] }: ComparisonMeans = {},
): Result<Comparison, Refusal> {
  const base = scenarios[baseline];
  if (base === undefined) {
    const message = `Scenario ${baseline + 1} does not exist.`;
    return failure({ code: 'no-baseline', message, path: 'baseline', params: { number: baseline + 1 } });
  }
  const { currency } = base;
  const refused = scenarios.flatMap((scenario) => unconvertible(scenario, base, catalogue) ?? []).at(0);
  if (refused !== undefined) return failure(refused);
  const needs = needsOf(base);
  const judged = scenarios.map((scenario, index) =>
    judgedFleet({ ...scenario, currency }, index, { needs, catalogue, estimate, measured }),
  );
  const fleets = judged.map(({ fleet }) => fleet);
  const points = judged.flatMap((each) => each.points);
  const front = frontFlags(points);
  const rows = rowsFor(fleets, currency).map((row) => rowOf(row, fleets, baseline));
  return success({
    scenarios: scenarios.map(({ id, name, finance }) => ({ id, name, years: finance.years })),
    baseline,
    currency,
    rows: rows.filter((row) => !emptyRow(row)),
    needs,
    services: fleets.map(({ service }) => service),
    verdicts: verdictsOf(fleets, baseline),
    months: fleets.map(({ months }) => months),
    points: points.map((point, index) => ({ ...point, onFront: front[index] ?? false })),
    warnings: warningsFor(
      scenarios,
      fleets.map(({ plan }) => plan),
    ),
  });
}

function unconvertible(
  scenario: Scenario,
  { currency }: Scenario,
  catalogue: Catalogue,
): Refusal | undefined {
  const { figures } = planningContext(scenario, catalogue);
  if (figures.exchangeRate(scenario.currency, currency) !== undefined) return undefined;
  const params = { scenario: scenario.name, from: scenario.currency, to: currency };
  const message = `${scenario.name} is in ${scenario.currency}, and there is no exchange rate to ${currency}.`;
  return { code: 'currency-not-convertible', message, params };
}

interface Judging {
  readonly needs: readonly Need[];
  readonly catalogue: Catalogue;
  readonly estimate: Estimate;
  readonly measured: readonly MeasuredCase[];
}

interface Judged {
  readonly fleet: JudgedFleet;
  readonly points: readonly PlacedPoint[];
}

/** A scenario planned, held to the needs, and as it lies in the picture of cost against speed. */
function judgedFleet(scenario: Scenario, index: number, means: Judging): Judged {
  const { needs, catalogue, estimate, measured } = means;
  const planned: PlannedFleet = { scenario, plan: planScenario(scenario, catalogue, estimate) };
  const own = planningContext(scenario, catalogue).catalogue;
  const priced = acceleratorsPriced(planned.plan, own);
  const standing = priced ? standingDeployments(planned) : [];
  const curves = standing.map((deployment) => ({ deployment, cases: curveCases(deployment) }));
  // One question for all, so that what the models remember of a catalogue is looked up once.
  const results = estimate(
    curves.flatMap(({ cases }) => cases),
    effectiveCatalogue(own, scenario),
  );
  let from = 0;
  const points = curves.flatMap(({ deployment, cases }) => {
    const ofCurve = results.slice(from, from + cases.length);
    from += cases.length;
    const question = { scenario: index, deployment, fleet: planned };
    return [...pointsOf({ ...question, results: ofCurve }), ...measuredPoints({ ...question, measured })];
  });
  const service = reachedService(needs, planned, { catalogue, estimate });
  const months = priced ? comparedMonths(planned) : null;
  return { fleet: { ...planned, service, priced, months }, points };
}
