import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare';
import type { Plan } from '#shared/plan/plan';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import type { Scenario } from '#shared/scenario/schema';
import type { Estimate } from '../deployments';
import { plan as planScenario } from '../plan';
import { planningContext } from '../planning-context';
import { rowsFor, type Reading, type RowDefinition } from './rows';
import { warningsFor } from './warnings';

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

function rowOf({ read, ...row }: RowDefinition, plans: readonly Plan[], baseline: number): ComparedRow {
  const readings = plans.map(read);
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

/**
 * Scenarios side by side, each planned in the currency of the baseline. Refused where the baseline does not exist or
 * no exchange rate leads from one currency to the other. Rows that no scenario can fill are left out.
 */
export function compare(
  { scenarios, baseline }: ComparisonRequest,
  catalogue: Catalogue,
  estimate?: Estimate,
): Result<Comparison, Refusal> {
  const base = scenarios[baseline];
  if (base === undefined) {
    const message = `There is no scenario number ${baseline + 1} to compare with.`;
    return failure({ code: 'no-baseline', message, path: 'baseline', params: { number: baseline + 1 } });
  }
  const { currency } = base;
  for (const scenario of scenarios) {
    if (planningContext(scenario, catalogue).figures.exchangeRate(scenario.currency, currency) !== undefined)
      continue;
    const params = { scenario: scenario.name, from: scenario.currency, to: currency };
    const message = `${scenario.name} is in ${scenario.currency}, and no exchange rate leads to ${currency}.`;
    return failure({ code: 'currency-not-convertible', message, params });
  }
  const plans = scenarios.map((scenario) => planScenario({ ...scenario, currency }, catalogue, estimate));
  const rows = rowsFor(plans, currency).map((row) => rowOf(row, plans, baseline));
  return success({
    scenarios: scenarios.map(({ id, name }) => ({ id, name })),
    baseline,
    rows: rows.filter((row) => !emptyRow(row)),
    warnings: warningsFor(scenarios, plans),
  });
}
