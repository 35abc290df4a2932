import { shareWriter } from '#shared/language/written';
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { plainContext } from '#main/services/computing';
import type { ComparedCell, ComparedRow, Comparison } from '#shared/compare/comparison';
import { type Speaking, verdictSentences } from '#shared/compare/words';
import type { Say } from '#shared/serving/verdict-words';
import { ComparisonReportRequest, type ReportFormat } from '#shared/exchange/exchange';
import { messageAt } from '#shared/language/message-at';
import type { Scenario } from '#shared/scenario/schema';
import { schemaIssues } from '#shared/schema/zod';
import { type CsvCell, csvOf } from '#shared/exchange/csv';
import { fillIn, languages } from '#shared/language/language';
import { localDayOf } from '#shared/time/calendar-day';
import texts from '../../../resources/locales/en/compare.json';
import { readScenarioArgument, scenarioArgument } from './arguments';
import {
  type CommandHost,
  exitCode,
  type Finish,
  InvalidInput,
  printJson,
  UsageError,
  wholeNumber,
  writeContent,
} from './host';
import { rangeText, textTable } from './text-table';
import { figureWords, sayService } from './verdict-text';

const change = shareWriter({ decimals: 1, signed: true });

const say: Say = (key, params = {}) => fillIn(messageAt(texts.verdict, key), params);
const speaking: Speaking = {
  say,
  service: sayService,
  words: figureWords,
};

const rowName = ({ name }: ComparedRow): string => messageAt(texts.rows, name);

function cellText(cell: ComparedCell, { unit }: ComparedRow): string {
  if (!cell.known) return texts.unknown;
  const share = cell.share === undefined || cell.share === 0 ? '' : `, ${change(cell.share)}`;
  return `${rangeText(cell, unit)}${share}`;
}

const nameOf = (comparison: Comparison, index: number): string =>
  `${comparison.scenarios[index]?.name ?? ''}${index === comparison.baseline ? ' *' : ''}`;

/** The rows that tell fleets apart at a glance. */
const summary = [
  'hardware.accelerators',
  'power.typical',
  'cost.capital',
  'performance.outputTokensPerSecond',
  'performance.outputTokensPerSecondPerUser',
];

/** One line per fleet, then every figure with all fleets side by side, then what makes them hard to compare. */
function comparisonText(comparison: Comparison): string {
  const chosen = summary.flatMap((name) => comparison.rows.filter((row) => row.name === name));
  const fleets = comparison.scenarios.map((_, index) => [
    nameOf(comparison, index),
    ...chosen.map((row) => withoutShare(row, index)),
  ]);
  const names = comparison.scenarios.map((_, index) => ({ head: nameOf(comparison, index) }));
  const rows = comparison.rows.map((row) => [
    `${messageAt(texts.groups, row.group)}: ${rowName(row)}`,
    ...row.cells.map((cell) => cellText(cell, row)),
  ]);
  return [
    textTable([{ head: 'Fleet' }, ...chosen.map((row) => ({ head: rowName(row) }))], fleets),
    verdictLines(comparison),
    textTable([{ head: texts.figure }, ...names], rows),
    `* baseline; differences are relative to it\n${warningLines(comparison)}`,
  ].join('\n');
}

/** The verdicts, a paragraph a fleet; what forbids a plain comparison is marked. */
const verdictLines = (comparison: Comparison): string =>
  comparison.verdicts
    .map((verdict) =>
      verdictSentences(comparison, verdict, speaking)
        .map(({ text, tone }) => `${tone === 'alarm' ? '! ' : '  '}${text}\n`)
        .join(''),
    )
    .join('\n');

function withoutShare(row: ComparedRow, index: number): string {
  const cell = row.cells[index];
  return cell?.known === true ? rangeText(cell, row.unit) : texts.unknown;
}

const warningLines = ({ warnings }: Comparison): string =>
  warnings.map((warning) => `${messageAt(texts.warnings, warning)}\n`).join('');

/** The same table in Markdown. */
function comparisonMarkdown(comparison: Comparison): string {
  const names = comparison.scenarios.map((_, index) => nameOf(comparison, index));
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |\n`;
  const rows = comparison.rows.map((row) =>
    line([rowName(row), ...row.cells.map((cell) => cellText(cell, row))]),
  );
  const head = line([texts.figure, ...names]) + `|---|${names.map(() => '---:|').join('')}\n`;
  return `${head}${rows.join('')}\n\\* ${texts.baseline}\n\n${warningLines(comparison)}`;
}

const escaped = (text: string): string =>
  text.replaceAll(/[\\|*_<>[\]`]/g, (character) => `\\${character}`).replaceAll(/\s+/g, ' ');

/** The table as CSV for programs: low, typical and high of every scenario. */
function comparisonCsv({ scenarios, rows }: Comparison): string {
  const head = scenarios.flatMap(({ name }) => [`${name}, low`, `${name}, typical`, `${name}, high`]);
  const values = (cell: ComparedCell): readonly CsvCell[] =>
    cell.known ? [cell.low, cell.typical, cell.high] : [undefined, undefined, undefined];
  return csvOf([
    ['name', 'unit', ...head],
    ...rows.map((row) => [row.name, row.unit, ...row.cells.flatMap(values)]),
  ]);
}

const examples = `
Examples:
  fleetwright compare example:article-7b-lpu example:article-7b-h100
  fleetwright compare a.fleetwright.json b.fleetwright.json c.fleetwright.json --baseline 2 --markdown
  fleetwright compare example:article-70b-lpu example:article-70b-h100 --json
  fleetwright compare a.fleetwright.json b.fleetwright.json --report comparison.pdf --language zh-CN

The extension of the report file selects its format: PDF (.pdf), Excel workbook (.xlsx) or Markdown (.md). A report has the
verdict, all figures, cost against speed, cost over time and the probability that the baseline is cheaper.

Exit code: 0 done; 1 the scenarios cannot be compared or a file is not a scenario; 2 a file cannot be read.`;

interface Options {
  readonly baseline: number;
  readonly json?: true;
  readonly markdown?: true;
  readonly csv?: true;
  readonly report?: string;
  readonly language: ComparisonReportRequest['language'];
  readonly day?: string;
  readonly all?: true;
}

export function defineCompare(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<file...>', scenarioArgument)
    .option('--baseline <number>', 'number of the baseline scenario, from 1', wholeNumber, 1)
    .addOption(
      new Option('--json', 'print the comparison as JSON (see: fleetwright schema comparison)').conflicts([
        'markdown',
        'csv',
      ]),
    )
    .addOption(new Option('--markdown', 'print a Markdown table').conflicts('csv'))
    .option('--csv', 'print CSV: quantities in SI units, money in minor units')
    .addOption(
      new Option('--report <file>', 'write a report: .pdf, .xlsx or .md').conflicts([
        'json',
        'markdown',
        'csv',
      ]),
    )
    .option('--all', 'include figures that do not differ in the report')
    .addOption(new Option('--language <tag>', 'language of the report').choices([...languages]).default('en'))
    .option('--day <date>', 'date on the report, YYYY-MM-DD (default: today)')
    .addHelpText('after', examples)
    .action(async (files: readonly string[], { baseline, ...as }: Options) => {
      if (files.length < 2) throw new UsageError('at least two scenarios are required');
      const scenarios = await Promise.all(files.map((file) => readScenarioArgument(host, file)));
      if (as.report !== undefined) {
        await writeReport(host, { scenarios, baseline, options: { baseline, ...as }, file: as.report });
        finish(exitCode.done);
        return;
      }
      const { computations } = await host.services();
      const compared = await computations.compare({ scenarios, baseline: baseline - 1 }, plainContext);
      if (!compared.ok) throw new InvalidInput(compared.error.message);
      if (as.json) printJson(host, compared.value);
      else if (as.csv) host.out(comparisonCsv(compared.value));
      else host.out(as.markdown ? comparisonMarkdown(compared.value) : comparisonText(compared.value));
      finish(exitCode.done);
    });
}

const formats: Readonly<Record<string, ReportFormat>> = { '.pdf': 'pdf', '.xlsx': 'xlsx', '.md': 'markdown' };

interface Reporting {
  readonly scenarios: readonly Scenario[];
  readonly baseline: number;
  readonly options: Options;
  readonly file: string;
}

async function writeReport(
  host: CommandHost,
  { scenarios, baseline, options, file }: Reporting,
): Promise<void> {
  const format = formats[extname(file).toLowerCase()];
  if (format === undefined)
    throw new UsageError(`${file}: the name of a report must end in .pdf, .xlsx or .md`);
  const request = ComparisonReportRequest.safeParse({
    scenarios,
    baseline: baseline - 1,
    format,
    language: options.language,
    day: options.day ?? localDayOf(Date.now()),
    onlyDifferences: options.all !== true,
  });
  if (!request.success) {
    const [issue] = schemaIssues(request.error);
    throw new UsageError(`--${issue?.path ?? ''}: ${issue?.reason ?? 'not valid'}`);
  }
  const { computations } = await host.services();
  const made = await computations.exportComparison(request.data, plainContext);
  if (!made.ok) throw new InvalidInput(made.error.message);
  await writeContent(host, made.value.content, file);
}
