import { extname } from 'node:path';
import type { Command } from 'commander';
import { describeJsonProblem, readJson } from '#shared/json/read';
import { QUOTE_FORMAT } from '#shared/quote/format';
import type { Quote } from '#shared/quote/quote';
import { readQuoteValue } from '#shared/quote/read';
import { QuoteRequest } from '#shared/quote/request';
import { schemaIssues } from '#shared/schema-issues';
import { plainContext } from '../jobs/plain-context';
import { quoteFileKinds, type QuoteFileKind } from '../quote/writers/write-quote';
import {
  exitCode,
  InvalidInput,
  nameOf,
  readText,
  UsageError,
  writeContent,
  type CommandHost,
  type Finish,
} from './host';
import { optionFor } from './option-names';
import { optionOf, requestFields, withQuoteOptions, type QuoteOptions } from './quote-options';
import { isExample, readScenarioArgument, scenarioIn } from './scenario-argument';

const examples = `
Examples:
  fleetwright quote example:article-7b-lpu --number Q-1 --issued 2026-11-22 --valid-until 2026-12-22 \\
    --leave-out-unpriced --output quote.pdf
  fleetwright quote plan.fleetwright.json --number Q-2 --issued 2026-11-22 --valid-until 2026-12-22 \\
    --discount 5 --tax-code cn-vat-goods --currency CNY --language zh-CN --as csv
  fleetwright quote plan.fleetwright.json --request terms.json --output quote.xlsx
  fleetwright quote sent.json --as pdf --output sent.pdf

A quote that was written as JSON stands: it is written again as it is, in another form. Without --output, csv and json
go to standard output; pdf and xlsx need a file.
Exit code: 0 done, 1 when the quote is refused (such as an item without a price), 2 wrong usage.`;

const LIMITS = { bytes: 64 * 1024 * 1024, depth: 32 } as const;

export function addQuoteCommand(program: Command, host: CommandHost, finish: Finish): void {
  const command = program
    .command('quote')
    .description('Make the quote of a scenario as PDF, XLSX, CSV or JSON, or write one that stands again.')
    .argument('<file>', 'a scenario file, example:ID, - for standard input, or a quote written as JSON');
  withQuoteOptions(command)
    .addHelpText('after', examples)
    .action(async (file: string, options: QuoteOptions) => {
      const of = await quoteOrRequest(host, file, options);
      const as = options.as ?? kindOf(options.output);
      const audience = options.internal === true ? 'internal' : 'buyer';
      const { computations } = await host.services();
      const made = await computations.exportQuote({ of, as, audience }, plainContext);
      if (made.ok) {
        await deliver(host, made.value.content, options.output);
        return;
      }
      host.err(`error: ${made.error.message}${remedyOf(made.error)}\n`);
      finish(exitCode.refused);
    });
}

async function quoteOrRequest(
  host: CommandHost,
  file: string,
  options: QuoteOptions,
): Promise<Quote | QuoteRequest> {
  if (isExample(file)) return requestOf(host, await readScenarioArgument(host, file), options);
  const text = await readText(host, file);
  const json = readJson(text, LIMITS);
  if (json.ok && isQuoteDocument(json.value)) {
    const quote = readQuoteValue(json.value);
    if (quote.ok) return quote.value;
    throw new InvalidInput(`${nameOf(file)}: ${quote.error.message}`);
  }
  return requestOf(host, scenarioIn(text, nameOf(file)), options);
}

const isQuoteDocument = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === QUOTE_FORMAT;

const remedyOf = ({
  code,
  remedy,
}: {
  readonly code: string;
  readonly remedy?: string | undefined;
}): string =>
  code === 'quote-price-missing'
    ? ' Add --leave-out-unpriced to name them as not included, or give them prices.'
    : remedy === undefined
      ? ''
      : ` ${remedy}`;

function kindOf(output: string | undefined): QuoteFileKind {
  const extension = output === undefined ? '' : extname(output).slice(1).toLowerCase();
  return quoteFileKinds.find((kind) => kind === extension) ?? 'json';
}

async function requestOf(
  host: CommandHost,
  scenario: QuoteRequest['scenario'],
  options: QuoteOptions,
): Promise<QuoteRequest> {
  const fields = requestFields(options);
  const given = options.request === undefined ? {} : await requestFile(host, options.request);
  const request = QuoteRequest.safeParse({ ...given, ...fields, scenario });
  if (request.success) return request.data;
  const [issue] = schemaIssues(request.error);
  const path = issue?.path ?? '';
  const option = optionFor(path, optionOf);
  const fromOptions = options.request === undefined || (path in fields && option !== undefined);
  const Fault = fromOptions ? UsageError : InvalidInput;
  throw new Fault(`${option ?? path}: ${issue?.reason ?? 'not valid'}`);
}

async function requestFile(host: CommandHost, name: string): Promise<Readonly<Record<string, unknown>>> {
  const json = readJson(await readText(host, name), LIMITS);
  if (!json.ok) throw new InvalidInput(`${name}: ${describeJsonProblem(json.error)}`);
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    throw new InvalidInput(`${name}: a request is a JSON object`);
  }
  return json.value as Readonly<Record<string, unknown>>;
}

async function deliver(host: CommandHost, content: string | Uint8Array, output: string | undefined) {
  if (output !== undefined && output !== '-') await writeContent(host, content, output);
  else if (typeof content === 'string') host.out(content);
  else throw new UsageError('--output FILE is needed for this kind of file');
}
