import type { ValidationRow } from '#shared/validation';
import { isOutside } from '#shared/validation-errors';

/** What rows are told apart by; undefined lets all through. */
export interface RowFilter {
  readonly group?: string | undefined;
  readonly engine?: string | undefined;
  readonly hardware?: string | undefined;
  readonly model?: string | undefined;
  /** Only rows whose measurement lies outside of the interval that was predicted for it. */
  readonly outside?: boolean | undefined;
}

export const filterFields = ['group', 'engine', 'hardware', 'model'] as const;
export type FilterField = (typeof filterFields)[number];

/** The rows that a filter lets through, in their order. */
export const filtered = (rows: readonly ValidationRow[], filter: RowFilter): readonly ValidationRow[] =>
  rows.filter(
    (row) =>
      filterFields.every((field) => filter[field] === undefined || row[field] === filter[field]) &&
      (filter.outside !== true || isOutside(row)),
  );

/** What a field can be set to without leaving nothing: its values among the rows that the other fields let through, sorted. */
export function choicesOf(
  rows: readonly ValidationRow[],
  filter: RowFilter,
  field: FilterField,
): readonly string[] {
  const others = filtered(rows, { ...filter, [field]: undefined });
  return [...new Set(others.map((row) => row[field]))].toSorted();
}
