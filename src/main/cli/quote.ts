import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { QuoteRequest } from '#shared/quote';
import { schemaIssues } from '#shared/schema-issues';
import { plainContext } from '../jobs/plain-context';
import { quoteFileKinds, type QuoteFileKind } from '../quote/writers/write-quote';
import { exitCode, UsageError, writeContent, type CommandHost, type Finish } from './host';
import { readScenarioArgument, scenarioArgument } from './scenario-argument';

const examples = `
Examples:
  fleetwright quote example:article-7b-lpu --number Q-1 --issued 2026-11-22 --valid-until 2026-12-22 \\
    --leave-out-unpriced --output quote.pdf
  fleetwright quote plan.fleetwright.json --number Q-2 --issued 2026-11-22 --valid-until 2026-12-22 \\
    --discount 5 --tax 13 --language zh-CN --as csv

Without --output, csv and json go to standard output; pdf and xlsx need a file.
Exit code: 0 done, 1 when the quote is refused (such as an item without a price), 2 wrong usage.`;

interface Options {
  readonly number: string;
  readonly issued: string;
  readonly validUntil: string;
  readonly as?: QuoteFileKind;
  readonly output?: string;
  readonly language: string;
  readonly groupBy: string;
  readonly seller: string;
  readonly buyer: string;
  readonly discount: number;
  readonly tax: number;
  readonly leaveOutUnpriced?: true;
}

export function addQuoteCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('quote')
    .description('Make the quote of a scenario as PDF, XLSX, CSV or JSON.')
    .argument('<file>', scenarioArgument)
    .requiredOption('--number <number>', 'number of the quote')
    .requiredOption('--issued <day>', 'day of issue, YYYY-MM-DD')
    .requiredOption('--valid-until <day>', 'last day it is valid, YYYY-MM-DD')
    .addOption(
      new Option('--as <kind>', 'kind of file (default: by the name of the output, else json)').choices(
        quoteFileKinds,
      ),
    )
    .option('--output <file>', 'where it goes; - for standard output')
    .addOption(new Option('--language <language>', 'of the quote').choices(['en', 'zh-CN']).default('en'))
    .addOption(
      new Option('--group-by <what>', 'what its sections are').choices(['rack', 'item']).default('rack'),
    )
    .option('--seller <name>', 'who offers', '')
    .option('--buyer <name>', 'whom it is offered to', '')
    .option('--discount <percent>', 'taken off the subtotal', percent, 0)
    .option('--tax <percent>', 'added after the discount', percent, 0)
    .option('--leave-out-unpriced', 'name items without a price as not included, in place of no quote')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options) => {
      const request = requestOf(await readScenarioArgument(host, file), options);
      const as = options.as ?? kindOf(options.output);
      const { computations } = await host.services();
      const made = await computations.quoteFile({ request, as }, plainContext);
      if (made.ok) {
        await deliver(host, made.value.content, options.output);
        return;
      }
      host.err(`error: ${made.error.message}${remedyOf(made.error)}\n`);
      finish(exitCode.refused);
    });
}

const remedyOf = ({
  code,
  remedy,
}: {
  readonly code: string;
  readonly remedy?: string | undefined;
}): string =>
  code === 'quote-price-missing'
    ? ' Add --leave-out-unpriced to name them as not included, or give them prices in the scenario.'
    : remedy === undefined
      ? ''
      : ` ${remedy}`;

function percent(text: string): number {
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text) || Number(text) > 100) {
    throw new UsageError(`“${text}” is not a percentage from 0 to 100`);
  }
  return Number((Number(text) / 100).toFixed(6));
}

function kindOf(output: string | undefined): QuoteFileKind {
  const extension = output === undefined ? '' : extname(output).slice(1).toLowerCase();
  return quoteFileKinds.find((kind) => kind === extension) ?? 'json';
}

const optionOf: Readonly<Record<string, string>> = {
  number: '--number',
  issuedOn: '--issued',
  validUntil: '--valid-until',
  'seller.name': '--seller',
  'buyer.name': '--buyer',
};

function requestOf(scenario: QuoteRequest['scenario'], options: Options): QuoteRequest {
  const request = QuoteRequest.safeParse({
    scenario,
    number: options.number,
    issuedOn: options.issued,
    validUntil: options.validUntil,
    seller: { name: options.seller },
    buyer: { name: options.buyer },
    groupBy: options.groupBy,
    discountRate: options.discount,
    taxRate: options.tax,
    language: options.language,
    unpriced: options.leaveOutUnpriced === true ? 'leave-out' : 'refuse',
  });
  if (request.success) return request.data;
  const [issue] = schemaIssues(request.error);
  throw new UsageError(
    `${optionOf[issue?.path ?? ''] ?? issue?.path ?? ''}: ${issue?.reason ?? 'not valid'}`,
  );
}

async function deliver(host: CommandHost, content: string | Uint8Array, output: string | undefined) {
  if (output !== undefined && output !== '-') await writeContent(host, content, output);
  else if (typeof content === 'string') host.out(content);
  else throw new UsageError('--output FILE is needed for this kind of file');
}
