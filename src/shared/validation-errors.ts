import type { CrossValidation, ValidationRow } from './validation';

/** How far predictions were from what was measured. */
export interface RowErrors {
  /** Rows that were predicted and are no outliers. */
  readonly rows: number;
  /** Of the absolute relative errors; 0 where there is no row. */
  readonly median: number;
  readonly p80: number;
  readonly mean: number;
  /** Share of the rows with an interval whose measurement lies in it; absent where none has one. */
  readonly coverage?: number;
}

/** Whether a measurement lies outside of the interval that was predicted for it. */
export const isOutside = ({ measured, interval }: ValidationRow): boolean =>
  interval !== undefined && (measured < interval[0] || measured > interval[1]);

/** The errors of some rows: outliers and what was not predicted are not counted. */
export function errorsOf(rows: readonly ValidationRow[]): RowErrors {
  const counted = rows.filter(({ outlier }) => outlier === undefined);
  const errors = counted
    .flatMap(({ error }) => (error === undefined ? [] : [Math.abs(error)]))
    .sort((a, b) => a - b);
  const bounded = counted.filter(({ interval }) => interval !== undefined);
  return {
    rows: errors.length,
    median: quantile(errors, 0.5),
    p80: quantile(errors, 0.8),
    mean: errors.reduce((total, error) => total + error, 0) / Math.max(1, errors.length),
    ...(bounded.length > 0 && {
      coverage: bounded.filter((row) => !isOutside(row)).length / bounded.length,
    }),
  };
}

/** The rows that were left out of calibrations, and the share of them that lies in its interval. */
export function heldOf(crossed: readonly CrossValidation[]): {
  readonly rows: number;
  readonly coverage: number;
} {
  const rows = crossed.reduce((total, group) => total + group.rows, 0);
  const inside = crossed.reduce((total, group) => total + group.rows * group.coverage, 0);
  return { rows, coverage: inside / Math.max(1, rows) };
}

/** Of sorted values, linear between ranks; 0 where there is none. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const lower = sorted[Math.floor(place)] ?? 0;
  const upper = sorted[Math.ceil(place)] ?? lower;
  return lower + (place - Math.floor(place)) * (upper - lower);
}
