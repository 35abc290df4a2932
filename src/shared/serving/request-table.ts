import type { Refusal } from '../refusal';
import { failure, success, type Result } from '../result';

/**
 * Tables of requests as people export them from logs: a header line with the names of the columns in any order, then one request a
 * line, cells apart by commas and quoted or not. A fault names its line, so that it can be found in the file.
 */

export const requestTableLimits = { tokens: 10_000_000, pairs: 100_000 } as const;

/** What a table is read for; its refusals are worded for it. */
export type TableKind = 'trace' | 'lengths';

const NUMBER = /^\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The number in a cell, if it is one that is not negative. */
export const numberIn = (cell: string): number | undefined => (NUMBER.test(cell) ? Number(cell) : undefined);

/** The lines of a file, without the mark that some programs put in front. */
export const linesOf = (text: string): readonly string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);

export const cellsOf = (line: string): readonly string[] =>
  line.split(',').map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));

/** The place of each column in the header, by its name in small letters; -1 where it is not there. */
export function placesOf(header: string): (name: string) => number {
  const names = cellsOf(header).map((name) => name.toLowerCase());
  return (name) => names.indexOf(name);
}

export interface TokenCell {
  readonly column: string;
  readonly value: string;
  readonly line: number;
}

/** A whole number of tokens; the refusal says which column of which line has something else. */
export function tokensIn(kind: TableKind, { column, value, line }: TokenCell): Result<number, Refusal> {
  const tokens = numberIn(value) ?? 0;
  if (Number.isInteger(tokens) && tokens >= 1 && tokens <= requestTableLimits.tokens) return success(tokens);
  const { tokens: most } = requestTableLimits;
  return lineFault(kind, {
    what: 'tokens',
    line,
    message: `${column} must be a whole number of tokens from 1 to ${most}, not ${quoted(value)}`,
    params: { column, most, value: value.slice(0, SHOWN) },
  });
}

interface Fault {
  readonly what: 'header' | 'empty' | 'too-long' | 'tokens' | 'time' | 'prefix-columns';
  readonly line: number;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The refusal of a table because of one of its lines, counted from 1; its `context` chooses the wording in other languages. */
export const lineFault = (kind: TableKind, { what, line, message, params }: Fault): Result<never, Refusal> =>
  failure({
    code: `invalid-${kind}`,
    message: `Line ${line} of the ${kind}: ${message}.`,
    params: { line, context: what, ...params },
  });

const SHOWN = 40;
export const quoted = (value: string): string => JSON.stringify(value.slice(0, SHOWN));
