import { stringify } from 'csv-stringify/browser/esm/sync';
import { withoutFormula } from '#shared/exchange/csv';

export const rowFormats = ['json', 'ndjson', 'csv'] as const;
export type RowFormat = (typeof rowFormats)[number];

/** How rows are written, a line each. */
export interface RowLayout {
  readonly format: Exclude<RowFormat, 'json'>;
  /** Paths into a row, such as `counts.completed`; whole rows where left out, which CSV cannot do. */
  readonly columns?: readonly string[] | undefined;
}

/** What stands before the first row. */
export const headerOf = ({ format, columns = [] }: RowLayout): string =>
  format === 'csv' ? `${columns.map(cellText).join(',')}\n` : '';

/**
 * Rows as text, one line each: JSON (one value a line), or CSV as RFC 4180 has it but with line feeds alone, which
 * every reader takes. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function linesOf(rows: readonly unknown[], { format, columns }: RowLayout): string {
  const paths = columns?.map((column) => column.split('.'));
  const line =
    format === 'csv'
      ? (row: unknown) => (paths ?? []).map((path) => cellText(at(row, path))).join(',')
      : (row: unknown) => JSON.stringify(columns === undefined ? row : picked(row, columns));
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** Some of a row by their paths; what it lacks is left out. */
export const picked = (row: unknown, columns: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    columns.flatMap((column) => {
      const value = at(row, column.split('.'));
      return value === undefined ? [] : [[column, value]];
    }),
  );

/** What stands at a path of a row; undefined where nothing does. */
function at(row: unknown, path: readonly string[]): unknown {
  let value = row;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** Every path to a plain value in these rows, in the order in which they first come; lists are plain values. */
export function columnsOf(rows: readonly unknown[]): readonly string[] {
  const columns = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) columns.add(path);
    else for (const [key, below] of Object.entries(value)) visit(below, path === '' ? key : `${path}.${key}`);
  };
  for (const row of rows) visit(row, '');
  return [...columns];
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  return quoted(Array.isArray(value) && value.every(isText) ? value.join('; ') : JSON.stringify(value));
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Needs no quotation marks, whatever reads it; the usual case by far, and what the library takes ten times as long for. */
const NEEDS_NONE = /^[A-Za-z0-9][\w .:/()-]*$/;

const quoted = (text: string): string =>
  text === '' || NEEDS_NONE.test(text)
    ? text
    : stringify([[withoutFormula(text)]], { eof: false, quoted_match: /^['\s]|[\r\n]/ });
