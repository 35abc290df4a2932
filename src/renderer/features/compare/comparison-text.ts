import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare';
import { csvOf, type CsvCell } from '#shared/csv';
import { CurrencyCode, majorUnitsOf } from '#shared/money';

/** A row with its name in the language of the reader. */
export interface NamedRow {
  readonly name: string;
  readonly row: ComparedRow;
}

type Line = readonly CsvCell[];

const DECIMALS = 6;

/** A header, then a line a figure: its name, its unit, and the typical value of each scenario as a plain number. */
const linesOf = ({ scenarios }: Comparison, rows: readonly NamedRow[]): readonly Line[] => [
  ['', '', ...scenarios.map(({ name }) => name)],
  ...rows.map(({ name, row }) => [name, row.unit, ...row.cells.map((cell) => plain(cell, row.unit))]),
];

function plain(cell: ComparedCell, unit: string): CsvCell {
  if (!cell.known) return undefined;
  const currency = CurrencyCode.safeParse(unit);
  const value = currency.success
    ? majorUnitsOf({ amount: Math.round(cell.typical), currency: currency.data })
    : cell.typical;
  return Number(value.toFixed(DECIMALS));
}

export const comparisonCsv = (comparison: Comparison, rows: readonly NamedRow[]): string =>
  csvOf(linesOf(comparison, rows));

/** A Markdown table of the same content. */
export function comparisonMarkdown(comparison: Comparison, rows: readonly NamedRow[]): string {
  const [head = [], ...body] = linesOf(comparison, rows).map((line) => line.map(markdownCell));
  const rule = head.map((_, index) => (index < 2 ? '---' : '---:'));
  return [head, rule, ...body].map((line) => `| ${line.join(' | ')} |\n`).join('');
}

const markdownCell = (cell: CsvCell): string =>
  String(cell ?? '')
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ');
