import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { nanosecondsOf, type Requests } from './requests';

const MOST_REQUESTS = 10_000_000;
const MOST_TOKENS = 10_000_000;
const NUMBER = /^\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Requests from a CSV text with the columns time (seconds), input and output (tokens), in any order, under a header line.
 * Times may start anywhere and stand in any order; the first request arrives at 0. A fault names its line.
 */
export function readTrace(text: string): Result<Requests, Refusal> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = columnsOf(lines[0] ?? '');
  if (!columns.ok) return columns;
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const row = rowOf(line.split(','), columns.value, index + 1);
    if (!row.ok) return row;
    rows.push(row.value);
    if (rows.length > MOST_REQUESTS) return fault(index + 1, `at most ${MOST_REQUESTS} requests can be read`);
  }
  if (rows.length === 0) return fault(1, 'no request follows the header');
  return success(requestsOf(rows));
}

interface Row {
  readonly seconds: number;
  readonly input: number;
  readonly output: number;
  /** What the request begins like, if the trace says so, and over how many tokens. */
  readonly prefix: string;
  readonly prefixTokens: number;
}

interface Columns {
  readonly time: number;
  readonly input: number;
  readonly output: number;
  readonly prefix: number;
  readonly prefixTokens: number;
}

function columnsOf(header: string): Result<Columns, Refusal> {
  const names = cells(header).map((name) => name.toLowerCase());
  const place = (name: string): number => names.indexOf(name);
  const [time, input, output] = [place('time'), place('input'), place('output')];
  const [prefix, prefixTokens] = [place('prefix'), place('prefixtokens')];
  if (Math.min(time, input, output) < 0) {
    return fault(1, 'a header with the columns time, input and output is expected');
  }
  if (prefix < 0 !== prefixTokens < 0) {
    return fault(1, 'the columns prefix and prefixTokens come together or not at all');
  }
  return success({ time, input, output, prefix, prefixTokens });
}

const cells = (line: string): readonly string[] =>
  line.split(',').map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));

function rowOf(raw: readonly string[], columns: Columns, line: number): Result<Row, Refusal> {
  const read = (column: number): string => (raw[column] ?? '').trim().replaceAll(/^"|"$/g, '');
  const [time, input, output] = [read(columns.time), read(columns.input), read(columns.output)];
  const prefix = columns.prefix < 0 ? '' : read(columns.prefix);
  const prefixTokens = prefix === '' ? '1' : read(columns.prefixTokens);
  if (!NUMBER.test(time) || !(Number(time) <= 1e9)) {
    return fault(line, `time must be a number of seconds from 0 to 1e9, not ${quoted(time)}`);
  }
  for (const [name, value] of [
    ['input', input],
    ['output', output],
    ['prefixTokens', prefixTokens],
  ] as const) {
    const tokens = Number(value);
    if (!NUMBER.test(value) || !Number.isInteger(tokens) || tokens < 1 || tokens > MOST_TOKENS) {
      return fault(
        line,
        `${name} must be a whole number of tokens from 1 to ${MOST_TOKENS}, not ${quoted(value)}`,
      );
    }
  }
  return success({
    seconds: Number(time),
    input: Number(input),
    output: Number(output),
    prefix,
    prefixTokens: prefix === '' ? 0 : Number(prefixTokens),
  });
}

const quoted = (value: string): string => JSON.stringify(value.slice(0, 40));

const fault = (line: number, reason: string): Result<never, Refusal> =>
  failure({
    code: 'invalid-trace',
    message: `Line ${line} of the trace: ${reason}.`,
    path: 'arrivals.text',
    params: { line, reason },
  });

/** Sorting is stable: requests of one instant keep their order in the file. */
function requestsOf(rows: readonly Row[]): Requests {
  const sorted = [...rows].sort((a, b) => a.seconds - b.seconds);
  const first = sorted[0]?.seconds ?? 0;
  const requests = {
    count: sorted.length,
    arrivals: Float64Array.from(sorted, ({ seconds }) =>
      seconds === first ? 0 : nanosecondsOf(seconds - first),
    ),
    inputs: Uint32Array.from(sorted, ({ input }) => input),
    outputs: Uint32Array.from(sorted, ({ output }) => output),
  };
  if (sorted.every(({ prefix }) => prefix === '')) return requests;
  const numbers = new Map<string, number>();
  const groupOf = ({ prefix }: Row): number => {
    if (prefix === '') return -1;
    const known = numbers.get(prefix) ?? numbers.size;
    numbers.set(prefix, known);
    return known;
  };
  const groups = Int32Array.from(sorted, groupOf);
  return { ...requests, prefixes: { groups, tokens: Uint32Array.from(sorted, (row) => row.prefixTokens) } };
}
