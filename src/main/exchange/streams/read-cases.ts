import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { describeJsonProblem, type JsonLimits, readJson } from '#shared/json/read';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { counted } from '#shared/text/plural';
import type { z } from '#shared/schema/zod';

/** Some of the cases of a stream, in their order: lines of JSON that are yet to be parsed, or what was read. */
export type CaseBatch =
  | { readonly kind: 'lines'; readonly text: string; readonly firstLine: number }
  | { readonly kind: 'read'; readonly cases: readonly ReadCase[] };

/** A case of a batch, or why its line is none. */
type ReadCase = Result<unknown, { readonly line: number; readonly message: string }>;

/** What one line may hold at most. */
const lineLimits: JsonLimits = { bytes: 16 * 1024 * 1024, depth: 16 };

/** A stream breaks off where what follows cannot be told apart any more. */
export class BrokenStream extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

const broken = (line: number, reason: string): BrokenStream =>
  new BrokenStream({
    code: 'stream-broken',
    message: `line ${line}: ${reason}`,
    params: { line, reason },
  });

/** The cases of a batch; each line that is no JSON stands alone. Lines without anything on them are passed over. */
export function casesIn(batch: CaseBatch): readonly ReadCase[] {
  if (batch.kind === 'read') return batch.cases;
  return batch.text.split('\n').flatMap((text, index): readonly ReadCase[] => {
    if (text.trim() === '') return [];
    const read = readJson(text, lineLimits);
    if (read.ok) return [read];
    const line = batch.firstLine + index;
    const problem = 'line' in read.error ? { ...read.error, line } : read.error;
    return [failure({ line, message: `Line ${line} ${describeJsonProblem(problem)}.` })];
  });
}

/** Lines of JSON in batches of at most so many lines; what a chunk completes goes on at once. Throws a `BrokenStream`. */
export async function* lineBatches(
  chunks: AsyncIterable<string>,
  most: number,
): AsyncGenerator<CaseBatch, void> {
  let unfinished = '';
  let firstLine = 1;
  for await (const chunk of chunks) {
    const whole = chunk.lastIndexOf('\n') + 1;
    if (whole > 0) {
      for (const text of cut(unfinished + chunk.slice(0, whole), most)) {
        yield { kind: 'lines', text, firstLine };
        firstLine += countOf('\n', text);
      }
      unfinished = '';
    }
    unfinished += chunk.slice(whole);
    if (unfinished.length > lineLimits.bytes) {
      throw broken(firstLine, `has more than ${counted(lineLimits.bytes, 'byte')}`);
    }
  }
  if (unfinished !== '') yield { kind: 'lines', text: unfinished, firstLine };
}

/** The text in pieces of so many lines, each with its line ends. */
function* cut(text: string, lines: number): Generator<string> {
  let [from, held] = [0, 0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) {
    held += 1;
    if (held < lines) continue;
    yield text.slice(from, end + 1);
    [from, held] = [end + 1, 0];
  }
  if (from < text.length) yield text.slice(from);
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

/** Values in batches of so many. */
export function* valueBatches(values: readonly unknown[], most: number): Generator<CaseBatch, void> {
  for (let from = 0; from < values.length; from += most) {
    yield { kind: 'read', cases: values.slice(from, from + most).map((value) => success(value)) };
  }
}

/**
 * Rows of CSV as cases, in batches of at most so many; the header names their fields, `lengths.kind` a field of a field.
 * An empty cell is a field left out, one that begins with `{` or `[` is JSON. Throws a `BrokenStream`.
 */
export async function* rowBatches(
  chunks: AsyncIterable<string>,
  most: number,
  schema: z.ZodObject,
): AsyncGenerator<CaseBatch, void> {
  let fields: readonly Field[] | undefined;
  for await (const rows of csvRows(chunks)) {
    const [header] = rows;
    const known = fields ?? fieldsOf(header ?? [], schema);
    const cases = (fields === undefined ? rows.slice(1) : rows).map((cells) => caseOf(cells, known));
    fields = known;
    yield* valueBatches(cases, most);
  }
}

type Cells = readonly string[];

/** Rows of a CSV text that comes in chunks: those that are whole so far, at once. */
async function* csvRows(chunks: AsyncIterable<string>): AsyncGenerator<readonly Cells[], void> {
  const parser = parse({ bom: true, skip_empty_lines: true });
  pipeline(Readable.from(chunks), parser, () => undefined);
  try {
    for await (const first of parser) {
      const rows = [first as Cells];
      for (let row: unknown = parser.read(); row !== null; row = parser.read()) rows.push(row as Cells);
      yield rows;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw broken(parser.info.lines, 'is not CSV with as many cells as the header');
  }
}

interface Field {
  readonly path: readonly string[];
  /** Whether its schema takes any text, so that a number in a cell is text too. */
  readonly isText: boolean;
}

function fieldsOf(header: readonly string[], schema: z.ZodObject): readonly Field[] {
  const names = header.map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw broken(1, `has the column ${JSON.stringify(twice)} twice`);
  return names.map((name) => {
    const path = name.split('.');
    if (path.some((key) => key === '' || key === '__proto__')) {
      throw broken(1, `${JSON.stringify(name)} is not a column name`);
    }
    const [key = ''] = path;
    const known = Object.hasOwn(schema.shape, key) ? (schema.shape[key] as z.ZodType) : undefined;
    return { path, isText: path.length === 1 && known?.safeParse('0').success === true };
  });
}

function caseOf(cells: readonly string[], fields: readonly Field[]): unknown {
  const value: Record<string, unknown> = {};
  fields.forEach(({ path, isText }, index) => {
    const cell = cells[index] ?? '';
    if (cell !== '') put(value, path, isText ? cell : valueOf(cell));
  });
  return value;
}

function put(into: Record<string, unknown>, [key = '', ...below]: readonly string[], value: unknown): void {
  if (below.length === 0) {
    into[key] = value;
    return;
  }
  const held = Object.hasOwn(into, key) ? into[key] : undefined;
  const inner = typeof held === 'object' && held !== null ? (held as Record<string, unknown>) : {};
  into[key] = inner;
  put(inner, below, value);
}

/** A cell as JSON where it is a number, a truth value, a list or an object; any other text stays one. */
function valueOf(cell: string): unknown {
  if (!/^\s*([-\d[{]|true\s*$|false\s*$)/.test(cell)) return cell;
  const read = readJson(cell, lineLimits);
  return read.ok ? read.value : cell;
}
