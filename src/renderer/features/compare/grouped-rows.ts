import type { ComparedGroup, ComparedRow } from '#shared/compare';

/** A group of figures, or those that the user pinned above all others. */
export type RowGroup = ComparedGroup | 'pinned';

export const groupOrder: readonly ComparedGroup[] = [
  'service',
  'cost',
  'performance',
  'power',
  'racks',
  'hardware',
];

export interface GroupedRows {
  readonly group: RowGroup;
  readonly rows: readonly ComparedRow[];
}

export interface Grouping {
  readonly onlyDifferences: boolean;
  /** Names of the pinned rows in their order; they show whether they differ or not. */
  readonly pinned?: readonly string[];
}

/** The rows to show, the pinned ones first, then group by group: all of them, or only those in which some scenario differs. */
export function groupedRows(
  rows: readonly ComparedRow[],
  { onlyDifferences, pinned = [] }: Grouping,
): readonly GroupedRows[] {
  const above = pinned.flatMap((name) => rows.find((row) => row.name === name) ?? []);
  const groups = groupOrder.map((group): GroupedRows => ({
    group,
    rows: rows.filter(
      (row) => row.group === group && !pinned.includes(row.name) && (row.differs || !onlyDifferences),
    ),
  }));
  return [{ group: 'pinned' as const, rows: above }, ...groups].filter(
    ({ rows: members }) => members.length > 0,
  );
}
