import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { type QuoteFileKind, quoteFileKinds } from '#main/quote/writers/write-quote';
import { plainContext } from '#main/services/computing';
import { quoteLanguages } from '#shared/language/quote-language';
import { describeJsonProblem, readJson } from '#shared/json/read';
import { CurrencyCode } from '#shared/money/money';
import { readRateFile, type ReferenceRate } from '#shared/money/rate-file';
import { type Quote, QUOTE_FORMAT, readQuoteValue } from '#shared/quote/quote';
import { QuoteRequest } from '#shared/quote/request';
import { TaxRounding } from '#shared/quote/tax-choice';
import { schemaIssues } from '#shared/schema/zod';
import { isExample, optionFor, readScenarioArgument, scenarioIn, requestLimits } from './arguments';
import {
  type CommandHost,
  exitCode,
  type Finish,
  InvalidInput,
  nameOf,
  readText,
  UsageError,
  wholeNumber,
  writeContent,
} from './host';

interface QuoteOptions {
  readonly request?: string;
  readonly number?: string;
  readonly revision?: number;
  readonly issued?: string;
  readonly validUntil?: string;
  readonly as?: QuoteFileKind;
  readonly output?: string;
  readonly internal?: true;
  readonly language?: string;
  readonly currency?: string;
  readonly alsoIn?: string;
  readonly groupBy?: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly discount?: number;
  readonly tax?: number;
  readonly taxCode?: string;
  readonly freight?: number;
  readonly installation?: number;
  readonly support?: number;
  readonly supportYears: number;
  readonly incoterm?: string;
  readonly leadTime?: string;
  readonly rates?: string;
  readonly revises?: string;
  readonly rounding?: string;
  readonly attach?: readonly string[];
  readonly leaveOutUnpriced?: true;
}

/** The options of the quote command; what a request file says, they say more shortly, and they win over it. */
const withQuoteOptions = (command: Command): Command =>
  command
    .option(
      '--request <file>',
      'JSON file with the seller’s entries (see: fleetwright schema quote-request); options override it',
    )
    .option('--number <number>', 'quote number')
    .option('--revision <number>', 'revision number', wholeNumber)
    .option('--issued <day>', 'issue date, YYYY-MM-DD')
    .option('--valid-until <day>', 'expiry date, YYYY-MM-DD')
    .addOption(
      new Option('--as <kind>', 'file format (default: by the extension of the output, else json)').choices(
        quoteFileKinds,
      ),
    )
    .option('--output <file>', 'output file; - for standard output')
    .option('--internal', 'internal copy with price sources and warnings')
    .addOption(
      new Option('--language <language>', 'language of the quote (default: en)').choices([...quoteLanguages]),
    )
    .addOption(
      new Option('--currency <code>', 'currency of the quote (default: that of the scenario)').choices(
        CurrencyCode.options,
      ),
    )
    .addOption(
      new Option('--also-in <code>', 'also show the total in this currency').choices(CurrencyCode.options),
    )
    .addOption(new Option('--group-by <what>', 'group lines by (default: rack)').choices(['rack', 'item']))
    .option('--seller <name>', 'name of the seller')
    .option('--buyer <name>', 'name of the buyer')
    .option('--discount <percent>', 'discount on the sum of the lines', percent)
    .option('--tax <percent>', 'tax at your own rate on all lines', percent)
    .option('--tax-code <code>', 'tax from the catalogue on all lines, such as de-vat')
    .option('--freight <percent>', 'freight, as a percentage of the goods', percent)
    .option('--installation <percent>', 'installation, as a percentage of the goods', percent)
    .option('--support <percent>', 'support per year, as a percentage of the goods', percent)
    .option('--support-years <years>', 'years of support', wholeNumber, 3)
    .option('--incoterm <rule>', 'Incoterms rule and place, such as "DAP Frankfurt"')
    .option(
      '--revises <file>',
      'the issued quote in JSON that this one revises; the quote then lists what changed',
    )
    .option('--lead-time <text>', 'delivery time')
    .option(
      '--rates <file>',
      'exchange rates of the European Central Bank as downloaded: eurofxref.csv, eurofxref-daily.xml or eurofxref-hist.csv',
    )
    .addOption(
      new Option('--rounding <where>', 'round taxes once, or on each line (default: document)').choices(
        TaxRounding.options,
      ),
    )
    .addOption(new Option('--attach <sheets...>', 'sheets to attach').choices(['elevations', 'performance']))
    .option(
      '--leave-out-unpriced',
      'list items without a price as not included, instead of refusing the quote',
    );

/** What the options say of a request, as fields that a schema has yet to check. */
function requestFields(options: QuoteOptions): Readonly<Record<string, unknown>> {
  const { discount, taxCode, tax, attach } = options;
  const said: Readonly<Record<string, unknown>> = {
    number: options.number,
    revision: options.revision,
    issuedOn: options.issued,
    validUntil: options.validUntil,
    language: options.language,
    currency: options.currency,
    alsoIn: options.alsoIn,
    groupBy: options.groupBy,
    seller: options.seller === undefined ? undefined : { name: options.seller },
    buyer: options.buyer === undefined ? undefined : { name: options.buyer },
    discount: discount === undefined ? undefined : { kind: 'share', share: discount },
    taxes: taxesOf(taxCode, tax),
    services: servicesOf(options),
    incoterm: incotermOf(options.incoterm),
    leadTime: options.leadTime,
    rounding: options.rounding,
    attach: attach && {
      elevations: attach.includes('elevations'),
      performance: attach.includes('performance'),
    },
    unpriced: options.leaveOutUnpriced === true ? 'leave-out' : undefined,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function taxesOf(code: string | undefined, rate: number | undefined): QuoteRequest['taxes'] | undefined {
  if (code !== undefined && rate !== undefined) {
    throw new UsageError('use either --tax or --tax-code, not both');
  }
  if (code !== undefined) return { goods: { kind: 'code', code }, services: { kind: 'code', code } };
  if (rate === undefined || rate === 0) return undefined;
  const own = { kind: 'own', name: 'Tax', rate } as const;
  return { goods: own, services: own };
}

function servicesOf({ freight, installation, support, supportYears }: QuoteOptions): unknown {
  const charge = (share: number) => ({ kind: 'share', share });
  if (freight === undefined && installation === undefined && support === undefined) return undefined;
  return {
    ...(freight === undefined ? {} : { freight: charge(freight) }),
    ...(installation === undefined ? {} : { installation: charge(installation) }),
    ...(support === undefined ? {} : { support: { charge: charge(support), years: supportYears } }),
  };
}

function incotermOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const [rule = '', ...place] = text.trim().split(/\s+/);
  return { rule: rule.toUpperCase(), place: place.join(' ') };
}

function percent(text: string): number {
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text) || Number(text) > 100) {
    throw new UsageError(`“${text}” is not a percentage from 0 to 100`);
  }
  return Number((Number(text) / 100).toFixed(6));
}

const optionOf = {
  number: '--number',
  issuedOn: '--issued',
  validUntil: '--valid-until',
  'seller.name': '--seller',
  'buyer.name': '--buyer',
  revision: '--revision',
  'services.support': '--support',
  'services.support.years': '--support-years',
  incoterm: '--incoterm',
  'incoterm.rule': '--incoterm',
  leadTime: '--lead-time',
} as const;

const examples = `
Examples:
  fleetwright quote example:article-7b-lpu --number Q-1 --issued 2026-11-22 --valid-until 2026-12-22 \\
    --leave-out-unpriced --output quote.pdf
  fleetwright quote plan.fleetwright.json --number Q-2 --issued 2026-11-22 --valid-until 2026-12-22 \\
    --discount 5 --tax-code cn-vat-goods --currency CNY --language zh-CN --as csv
  fleetwright quote plan.fleetwright.json --request terms.json --output quote.xlsx
  fleetwright quote sent.json --as pdf --output sent.pdf

A quote in JSON is an issued quote: it is written unchanged in another format. Without --output, csv and json go to
standard output; pdf and xlsx need a file.
Exit code: 0 done; 1 the quote is refused, for example for an item without a price; 2 wrong usage.`;

export function defineQuote(command: Command, host: CommandHost, finish: Finish): void {
  command.argument('<file>', 'a scenario file, example:ID, - for standard input, or a quote in JSON');
  withQuoteOptions(command)
    .addHelpText('after', examples)
    .action(async (file: string, options: QuoteOptions) => {
      const of = await quoteOrRequest(host, file, options);
      const as = options.as ?? kindOf(options.output);
      const audience = options.internal === true ? 'internal' : 'buyer';
      const revises =
        options.revises === undefined ? {} : { revises: await sentQuote(host, options.revises) };
      const { computations } = await host.services();
      const made = await computations.exportQuote(
        { of: 'format' in of ? of : { ...of, ...revises }, as, audience },
        plainContext,
      );
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
  const json = readJson(text, requestLimits);
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
    ? ' Add --leave-out-unpriced to list them as not included, or enter their prices.'
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
  if (request.success && options.rates === undefined) return request.data;
  if (request.success) {
    // A rate that the request names wins over the one of the file.
    const { exchangeRates, issuedOn } = request.data;
    const named = new Set(exchangeRates.flatMap(({ from, to }) => [`${from}/${to}`, `${to}/${from}`]));
    const read = await rateFile(host, options.rates ?? '', issuedOn);
    const added = read.filter(({ from, to }) => !named.has(`${from}/${to}`));
    return { ...request.data, exchangeRates: [...exchangeRates, ...added] };
  }
  const [issue] = schemaIssues(request.error);
  const path = issue?.path ?? '';
  const option = optionFor(path, optionOf);
  const fromOptions = options.request === undefined || (path in fields && option !== undefined);
  const Fault = fromOptions ? UsageError : InvalidInput;
  throw new Fault(`${option ?? path}: ${issue?.reason ?? 'not valid'}`);
}

async function sentQuote(host: CommandHost, name: string): Promise<Quote> {
  const json = readJson(await readText(host, name), requestLimits);
  if (!json.ok) throw new InvalidInput(`${name}: ${describeJsonProblem(json.error)}`);
  const quote = readQuoteValue(json.value);
  if (!quote.ok) throw new InvalidInput(`${nameOf(name)}: ${quote.error.message}`);
  return quote.value;
}

async function rateFile(host: CommandHost, name: string, day: string): Promise<readonly ReferenceRate[]> {
  const read = readRateFile(await readText(host, name), day);
  if (!read.ok) throw new InvalidInput(`${nameOf(name)}: ${read.error.message}`);
  return read.value;
}

async function requestFile(host: CommandHost, name: string): Promise<Readonly<Record<string, unknown>>> {
  const json = readJson(await readText(host, name), requestLimits);
  if (!json.ok) throw new InvalidInput(`${name}: ${describeJsonProblem(json.error)}`);
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    throw new InvalidInput(`${name}: must hold a JSON object`);
  }
  return json.value as Readonly<Record<string, unknown>>;
}

async function deliver(host: CommandHost, content: string | Uint8Array, output: string | undefined) {
  if (output !== undefined && output !== '-') await writeContent(host, content, output);
  else if (typeof content === 'string') host.out(content);
  else throw new UsageError('this format needs --output FILE');
}
