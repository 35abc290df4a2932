import { type CsvError, parse } from 'csv-parse/browser/esm/sync';
import { failure, fileTooLarge, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { counted } from '#shared/text/plural';

/** A hall of 2,000 racks and 40,000 devices takes some 5 MB. */
export const tableLimits = { bytes: 32 * 1024 * 1024, rows: 50_000 } as const;

export interface TableRow {
  /** In the file, from 1; the header is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

const fault = (line: number, reason: string): Result<never, Refusal> =>
  failure({
    code: 'csv-invalid',
    message: `The CSV file cannot be used: line ${line}: ${reason}`,
    params: { line, reason },
  });

/** In place of the parser's sentences that repeat what the file holds, whatever that is. */
const reasons: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE: 'quotation mark in a cell that is not quoted',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quotation mark',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'text follows a closing quotation mark',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
};

/** What stands between the cells of a table: the one of comma, semicolon, tab and bar that its header has most of. */
function delimiterOf(text: string): string {
  const [header = ''] = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .split(/\r?\n/, 1);
  const bare = header.replaceAll(/"[^"]*"/g, '');
  const times = (delimiter: string): number => bare.split(delimiter).length - 1;
  return [',', ';', '\t', '|'].reduce((best, each) => (times(each) > times(best) ? each : best));
}

/** Column names in lower case; a name that comes twice has its number behind it. */
function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell) => {
    const name = cell.replaceAll(/\s+/g, ' ').trim().toLowerCase();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/**
 * A CSV text with a header as rows by column name, all cells as text; commas, semicolons, tabs or bars between them. Its limits
 * are checked while it is read.
 */
export function readTable(text: string, required: readonly string[]): Result<readonly TableRow[], Refusal> {
  if (text.length > tableLimits.bytes) return failure(fileTooLarge(text.length, tableLimits.bytes));
  const separator = /^\uFEFF?sep=(.)\r?\n/i.exec(text)?.[1];
  let records: readonly {
    readonly record: Record<string, string>;
    readonly info: { readonly lines: number };
  }[];
  try {
    records = parse(text, {
      bom: true,
      columns: columnNames,
      // The line that tells Excel what stands between the cells is none of the table.
      ...(separator === undefined ? {} : { from_line: 2 }),
      delimiter: separator ?? delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      trim: true,
      to: tableLimits.rows + 1,
    });
  } catch (error) {
    const { code, lines, message } = error as CsvError & { readonly lines?: number };
    return fault(lines ?? 1, reasons[code] ?? message.slice(0, 200));
  }
  const [first] = records;
  if (first === undefined) return fault(1, 'there are no rows after the header');
  const missing = required.find((name) => !Object.hasOwn(first.record, name));
  if (missing !== undefined) return fault(1, `the column ${missing} is missing`);
  if (records.length > tableLimits.rows) {
    return fault(
      records[tableLimits.rows]?.info.lines ?? 1,
      `at most ${counted(tableLimits.rows, 'row')} can be read`,
    );
  }
  return success(records.map(({ record, info }) => ({ line: info.lines, cells: record })));
}
