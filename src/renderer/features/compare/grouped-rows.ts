import type { ComparedRow } from '#shared/compare';

export type RowGroup = ComparedRow['group'];

export const groupOrder: readonly RowGroup[] = [
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

/** The rows to show, group by group: all of them, or only those in which some scenario differs. */
export const groupedRows = (
  rows: readonly ComparedRow[],
  { onlyDifferences }: { readonly onlyDifferences: boolean },
): readonly GroupedRows[] =>
  groupOrder.flatMap((group) => {
    const members = rows.filter((row) => row.group === group && (row.differs || !onlyDifferences));
    return members.length === 0 ? [] : [{ group, rows: members }];
  });
