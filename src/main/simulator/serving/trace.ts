import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import {
  cellsOf,
  lineFault,
  linesOf,
  numberIn,
  placesOf,
  quoted,
  tokensIn,
} from '#shared/serving/request-table';
import { nanosecondsOf, type Requests } from './requests';
import { counted } from '#shared/text/plural';

const MOST_REQUESTS = 10_000_000;
const LATEST_SECONDS = 1e9;

/**
 * Requests from a CSV text with the columns time (seconds), input and output (tokens), in any order, under a header line.
 * Times may start anywhere and stand in any order; the first request arrives at 0. A fault names its line.
 */
export function readTrace(text: string): Result<Requests, Refusal> {
  const [header = '', ...lines] = linesOf(text);
  const columns = columnsOf(header);
  if (!columns.ok) return columns;
  const rows: Row[] = [];
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '') continue;
    const line = index + 2;
    const row = rowOf(cellsOf(content), columns.value, line);
    if (!row.ok) return row;
    rows.push(row.value);
    if (rows.length > MOST_REQUESTS) {
      const message = `at most ${counted(MOST_REQUESTS, 'request')} can be read`;
      return lineFault('trace', { what: 'too-long', line, message, params: { most: MOST_REQUESTS } });
    }
  }
  if (rows.length === 0) {
    return lineFault('trace', { what: 'empty', line: 1, message: 'there are no requests after the header' });
  }
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
  const place = placesOf(header);
  const [time, input, output] = [place('time'), place('input'), place('output')];
  const [prefix, prefixTokens] = [place('prefix'), place('prefixtokens')];
  if (Math.min(time, input, output) < 0) {
    const message = 'a header with the columns time, input and output is expected';
    return lineFault('trace', { what: 'header', line: 1, message });
  }
  if (prefix < 0 !== prefixTokens < 0) {
    const message = 'the columns prefix and prefixTokens must both be present or both absent';
    return lineFault('trace', { what: 'prefix-columns', line: 1, message });
  }
  return success({ time, input, output, prefix, prefixTokens });
}

function rowOf(cells: readonly string[], columns: Columns, line: number): Result<Row, Refusal> {
  const read = (column: number): string => cells[column] ?? '';
  const seconds = numberIn(read(columns.time));
  if (seconds === undefined || !(seconds <= LATEST_SECONDS)) {
    const value = read(columns.time);
    const message = `time must be a number of seconds from 0 to 1e9, not ${quoted(value)}`;
    return lineFault('trace', { what: 'time', line, message, params: { value: value.slice(0, 40) } });
  }
  const input = tokensIn('trace', { column: 'input', value: read(columns.input), line });
  if (!input.ok) return input;
  const output = tokensIn('trace', { column: 'output', value: read(columns.output), line });
  if (!output.ok) return output;
  const row = { seconds, input: input.value, output: output.value };
  const prefix = columns.prefix < 0 ? '' : read(columns.prefix);
  if (prefix === '') return success({ ...row, prefix, prefixTokens: 0 });
  const shared = tokensIn('trace', { column: 'prefixTokens', value: read(columns.prefixTokens), line });
  return shared.ok ? success({ ...row, prefix, prefixTokens: shared.value }) : shared;
}

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
