import type { Refusal } from '#shared/refusal/refusal';
import { stringify } from 'csv-stringify/browser/esm/sync';

/** A number whose decimals are all written, such as an amount of money. */
export interface DecimalCell {
  readonly decimal: `${number}`;
}

export type CsvCell = string | number | DecimalCell | undefined;

const BYTE_ORDER_MARK = '\uFEFF';

/** The full-width forms are what Excel in Chinese and Japanese takes for the same signs. */
const STARTS_LIKE_A_FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/**
 * A table as CSV (RFC 4180) that spreadsheets open as UTF-8. A text that a spreadsheet would run as a formula (it begins
 * with = + - @, also after spaces, or with a tab or line break; OWASP, CSV injection) gets an apostrophe before it;
 * numbers stay numbers.
 */
export const csvOf = (rows: readonly (readonly CsvCell[])[]): string =>
  BYTE_ORDER_MARK +
  stringify(
    rows.map((row) => row.map(written)),
    { record_delimiter: 'windows', quoted_match: /^['\s]|[\r\n]/ },
  );

/** A text that no spreadsheet runs. */
export const withoutFormula = (text: string): string =>
  STARTS_LIKE_A_FORMULA.test(text) ? `'${text}` : text;

function written(cell: CsvCell): string | number | undefined {
  if (typeof cell === 'object') return cell.decimal;
  return typeof cell === 'string' ? withoutFormula(cell) : cell;
}

/** A row of a table that is left out, by its line. */
export const rowLeftOut = (line: number, reason: string): Refusal => ({
  code: 'csv-row-left-out',
  message: `Line ${line} was left out: ${reason}`,
  params: { line, reason },
});
