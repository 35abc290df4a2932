import type { Measurement } from './measure';

/** What `test/bench/baseline.json` holds: what an earlier state came to, when, and on what machine. */
export interface Baseline {
  readonly date: string;
  readonly machine: string;
  readonly results: Readonly<
    Record<string, { readonly unit: string; readonly median: number; readonly p95: number }>
  >;
}

export type Verdict = 'within' | 'over' | 'no budget' | 'not measured';

export type Result = Measurement & {
  readonly verdict: Verdict;
  /** Median against the baseline's; absent where that has none. */
  readonly ratio?: number;
};

/** A measurement beside its budget, which the 95th percentile must keep, and the baseline. */
export function judge(measurement: Measurement, baseline: Baseline | undefined): Result {
  if ('notMeasured' in measurement) return { ...measurement, verdict: 'not measured' };
  const { name, budget, median, p95 } = measurement;
  const before = baseline?.results[name]?.median;
  const ratio = before === undefined || before === 0 ? {} : { ratio: median / before };
  const kept = budget === undefined ? 'no budget' : p95 <= budget ? 'within' : 'over';
  return { ...measurement, ...ratio, verdict: kept };
}

/** The baseline with these measurements in it; others stay as they were. */
export const withResults = (
  baseline: Baseline | undefined,
  measurements: readonly Measurement[],
  made: Pick<Baseline, 'date' | 'machine'>,
): Baseline => {
  const rounded = (value: number) => Number(value.toPrecision(4));
  const results = { ...baseline?.results };
  for (const measurement of measurements) {
    if ('notMeasured' in measurement) continue;
    const { name, unit, median, p95 } = measurement;
    results[name] = { unit, median: rounded(median), p95: rounded(p95) };
  }
  const sorted = Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...made, results: Object.fromEntries(sorted) };
};

const columns = ['name', 'median', 'p95', 'budget', 'verdict', 'baseline'] as const;

const shown = (value: number, unit: string): string => `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`;

function rowOf(result: Result): readonly string[] {
  const { name, unit, verdict } = result;
  const budget = result.budget === undefined ? '-' : shown(result.budget, unit);
  if ('notMeasured' in result) return [name, '-', '-', budget, `${verdict}: ${result.notMeasured}`, '-'];
  const ratio = result.ratio === undefined ? '-' : `x ${result.ratio.toFixed(2)}`;
  const marked = verdict === 'over' ? 'OVER' : verdict;
  return [name, shown(result.median, unit), shown(result.p95, unit), budget, marked, ratio];
}

/** The results as a table of plain text. */
export function tableOf(results: readonly Result[]): string {
  const rows = [columns, ...results.map(rowOf)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return rows.map(line).join('\n');
}
