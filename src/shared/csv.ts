import { stringify } from 'csv-stringify/browser/esm/sync';

export type CsvCell = string | number | undefined;

const BYTE_ORDER_MARK = '\uFEFF';
const STARTS_LIKE_A_FORMULA_AFTER_BREAK = /^\n/;

/**
 * A table as CSV (RFC 4180) that spreadsheets open as UTF-8. A text that a spreadsheet would run as a formula (it begins
 * with = + - @, tab or a line break, OWASP) gets an apostrophe before it; numbers stay numbers.
 */
export const csvOf = (rows: readonly (readonly CsvCell[])[]): string =>
  BYTE_ORDER_MARK +
  stringify(
    rows.map((row) => row.map(guarded)),
    { escape_formulas: true, record_delimiter: 'windows', quoted_match: /^['\s]|[\r\n]/ },
  );

/** The library guards every other beginning; a leading line feed is on OWASP's list since 2025. */
const guarded = (cell: CsvCell): CsvCell =>
  typeof cell === 'string' && STARTS_LIKE_A_FORMULA_AFTER_BREAK.test(cell) ? `'${cell}` : cell;
