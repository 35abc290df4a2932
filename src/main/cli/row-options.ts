import { Option, type Command } from 'commander';
import {
  columnsOf,
  headerOf,
  linesOf,
  picked,
  type RowFormat,
  rowFormats,
} from '#main/exchange/streams/write-rows';
import { type Answered, CASE, type CaseQuestion } from '#main/exchange/streams/answer-cases';
import type { z } from '#shared/schema/zod';
import { type CaseFile, checkKnown, commaList } from './arguments';
import { allCases, answerStream } from './case-stream';
import { type CommandHost, printJson } from './host';

/** How the rows of an answer are printed, as options say it. */
export interface RowOptions {
  readonly format?: RowFormat | undefined;
  readonly columns?: string | undefined;
}

/** What the help of a command with rows says of them. */
export const rowHelp = `
With --format ndjson or csv every row is printed as soon as it is known. --columns picks values by their path, such as
id,case.model,outputTokensPerSecond; lists in a cell are parted by semicolons.`;

export const offerRows = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--format <format>',
        'format of the rows, and of an input that does not tell its own',
      ).choices(rowFormats),
    )
    .option('--columns <paths>', 'values to print, by their paths, comma-separated');

/** The columns that were asked for; ends as wrong usage where one of them does not exist. */
export function columnsAsked(
  { columns }: RowOptions,
  known: readonly string[],
): readonly string[] | undefined {
  if (columns === undefined) return undefined;
  const asked = commaList(columns);
  for (const each of asked) {
    // What lies in a list is named by its place there.
    if (!known.some((column) => each.startsWith(`${column}.`))) checkKnown('--columns', each, known);
  }
  return asked;
}

/** What answers to cases may show: their own values, and those of the case. */
const withCase = (own: readonly string[], schema: z.ZodObject): readonly string[] => [
  ...own,
  ...Object.keys(schema.shape).map((key) => `${CASE}${key}`),
];

interface CaseAnswers extends RowOptions {
  readonly question: CaseQuestion;
  readonly input: CaseFile;
  /** The columns of a table of answers. */
  readonly own: readonly string[];
  /** What options say of every case, in place of what it says itself. */
  readonly adjust?: ((given: unknown) => unknown) | undefined;
  /** Answers all cases at once, for an answer that is one document. */
  readonly whole: (cases: readonly unknown[]) => Promise<readonly Answered[]>;
}

/** Answers cases in the format that was asked for, as a stream where that is possible; tells whether all fit. */
export async function printAnswers(host: CommandHost, asked: CaseAnswers): Promise<boolean> {
  const { question, input, own, adjust, format = 'json' } = asked;
  const columns = columnsAsked(asked, withCase(own, input.schema));
  if (format !== 'json') {
    const layout = { format, columns: columns ?? (format === 'csv' ? own : undefined) };
    return answerStream(host, { question, input, layout, adjust });
  }
  const cases = (await allCases(host, input)).map(adjust ?? ((given) => given));
  const results = await asked.whole(cases);
  const rows = results.map((result, index) => ({ ...result, case: cases[index] }));
  printJson(host, columns === undefined ? results : rows.map((row) => picked(row, columns)));
  return results.every(({ fits }) => fits === true);
}

/** Prints rows that are all there, in the format that was asked for. */
export function printRows(host: CommandHost, rows: readonly unknown[], options: RowOptions): void {
  const known = columnsOf(rows);
  const columns = columnsAsked(options, known);
  const { format = 'json' } = options;
  if (format === 'json') {
    printJson(host, columns === undefined ? rows : rows.map((row) => picked(row, columns)));
    return;
  }
  const layout = { format, columns: columns ?? (format === 'csv' ? known : undefined) };
  host.out(headerOf(layout));
  host.out(linesOf(rows, layout));
}
