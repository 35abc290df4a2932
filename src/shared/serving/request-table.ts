import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { counted } from '#shared/text/plural';

/**
 * Tables of requests as people export them from logs: a header line with the names of the columns in any order, then one request a
 * line, cells apart by commas and quoted or not. A fault names its line, so that it can be found in the file.
 */

const requestTableLimits = { tokens: 10_000_000, pairs: 100_000 } as const;

/** What a table is read for; its refusals are worded for it. */
type TableKind = 'trace' | 'lengths';

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

interface TokenCell {
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

type LengthPair = [input: number, output: number];

/** Measured lengths from a CSV text with the columns input and output, in tokens; other columns are passed over. */
export function readLengths(text: string): Result<LengthPair[], Refusal> {
  const [header = '', ...lines] = linesOf(text);
  const place = placesOf(header);
  const [input, output] = [place('input'), place('output')];
  if (Math.min(input, output) < 0) {
    return lineFault('lengths', {
      what: 'header',
      line: 1,
      message: 'a header with the columns input and output is expected',
    });
  }
  const pairs: LengthPair[] = [];
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const line = index + 2;
    const cells = cellsOf(text);
    const read = tokensIn('lengths', { column: 'input', value: cells[input] ?? '', line });
    if (!read.ok) return read;
    const given = tokensIn('lengths', { column: 'output', value: cells[output] ?? '', line });
    if (!given.ok) return given;
    if (pairs.length === requestTableLimits.pairs) {
      const { pairs: most } = requestTableLimits;
      return lineFault('lengths', {
        what: 'too-long',
        line,
        message: `at most ${counted(most, 'pair')} of lengths can be read`,
        params: { most },
      });
    }
    pairs.push([read.value, given.value]);
  }
  if (pairs.length === 0) {
    return lineFault('lengths', { what: 'empty', line: 1, message: 'there are no lengths after the header' });
  }
  return success(pairs);
}
