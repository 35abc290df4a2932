import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { localDayOf } from '#shared/calendar-day';
import { ComparisonReportRequest, type ReportFormat } from '#shared/compare-report';
import type { Scenario } from '#shared/scenario/schema';
import { schemaIssues } from '#shared/schema-issues';
import { plainContext } from '../jobs/plain-context';
import { comparisonCsv, comparisonMarkdown, comparisonText } from './comparison-text';
import {
  exitCode,
  InvalidInput,
  printJson,
  UsageError,
  wholeNumber,
  writeContent,
  type CommandHost,
  type Finish,
} from './host';
import { readScenarioArgument, scenarioArgument } from './scenario-argument';

const examples = `
Examples:
  fleetwright compare example:article-7b-lpu example:article-7b-h100
  fleetwright compare a.fleetwright.json b.fleetwright.json c.fleetwright.json --baseline 2 --markdown
  fleetwright compare example:article-70b-lpu example:article-70b-h100 --json
  fleetwright compare a.fleetwright.json b.fleetwright.json --report comparison.pdf --language zh-CN

A report is a PDF, an Excel workbook or Markdown, by the ending of the file: .pdf, .xlsx or .md. It has the verdict, the
figures, cost against speed, cost over time and how often the baseline is the cheaper one.

Exit code: 0 done, 1 when they cannot be compared or a file is no scenario, 2 when a file cannot be read.`;

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

export function addCompareCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('compare')
    .description('Put two or more scenarios side by side, against one of them.')
    .argument('<file...>', scenarioArgument)
    .option('--baseline <number>', 'which of them the others are measured against, from 1', wholeNumber, 1)
    .addOption(
      new Option('--json', 'print the comparison as JSON (see: fleetwright schema comparison)').conflicts([
        'markdown',
        'csv',
      ]),
    )
    .addOption(new Option('--markdown', 'print a Markdown table').conflicts('csv'))
    .option('--csv', 'print CSV, quantities in SI units, money in minor units')
    .addOption(
      new Option('--report <file>', 'write a report: .pdf, .xlsx or .md').conflicts([
        'json',
        'markdown',
        'csv',
      ]),
    )
    .option('--all', 'also figures that do not differ, in the report')
    .addOption(
      new Option('--language <tag>', 'language of the report').choices(['en', 'zh-CN']).default('en'),
    )
    .option('--day <date>', 'the day that the report states, YYYY-MM-DD (default: today)')
    .addHelpText('after', examples)
    .action(async (files: readonly string[], { baseline, ...as }: Options) => {
      if (files.length < 2) throw new UsageError('two scenarios or more are needed');
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
  if (format === undefined) throw new UsageError(`${file}: a report ends in .pdf, .xlsx or .md`);
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
