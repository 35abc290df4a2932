import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare';
import type { TableCell } from '#shared/api/calls';
import { CurrencyCode, majorUnitsOf } from '#shared/money';

/** A row with its name in the language of the reader. */
export interface NamedRow {
  readonly name: string;
  readonly row: ComparedRow;
}

type Line = readonly TableCell[];

const DECIMALS = 6;

/** The comparison as a table: a header, then a line a figure: its name, its unit, and the typical value of each scenario as a plain number. */
export const comparisonTable = ({ scenarios }: Comparison, rows: readonly NamedRow[]): readonly Line[] => [
  ['', '', ...scenarios.map(({ name }) => name)],
  ...rows.map(({ name, row }) => [name, row.unit, ...row.cells.map((cell) => plain(cell, row.unit))]),
];

function plain(cell: ComparedCell, unit: string): TableCell {
  if (!cell.known) return null;
  const currency = CurrencyCode.safeParse(unit);
  const value = currency.success
    ? majorUnitsOf({ amount: Math.round(cell.typical), currency: currency.data })
    : cell.typical;
  return Number(value.toFixed(DECIMALS));
}
