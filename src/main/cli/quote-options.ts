import { Option, type Command } from 'commander';
import { CurrencyCode } from '#shared/money';
import type { QuoteRequest } from '#shared/quote/request';
import { quoteFileKinds, type QuoteFileKind } from '../quote/writers/write-quote';
import { UsageError, wholeNumber } from './host';

export interface QuoteOptions {
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
  readonly attach?: readonly string[];
  readonly leaveOutUnpriced?: true;
}

/** The options of the quote command; what a request file says, they say more shortly, and they win over it. */
export const withQuoteOptions = (command: Command): Command =>
  command
    .option(
      '--request <file>',
      'JSON of what the seller adds (fleetwright schema quote-request); options win over it',
    )
    .option('--number <number>', 'number of the quote')
    .option('--revision <number>', 'which revision of it', wholeNumber)
    .option('--issued <day>', 'day of issue, YYYY-MM-DD')
    .option('--valid-until <day>', 'last day it is valid, YYYY-MM-DD')
    .addOption(
      new Option('--as <kind>', 'kind of file (default: by the name of the output, else json)').choices(
        quoteFileKinds,
      ),
    )
    .option('--output <file>', 'where it goes; - for standard output')
    .option('--internal', 'with price sources and doubts, for the seller’s own people')
    .addOption(new Option('--language <language>', 'of the quote (default: en)').choices(['en', 'zh-CN']))
    .addOption(
      new Option('--currency <code>', 'of the quote (default: the scenario’s)').choices(CurrencyCode.options),
    )
    .addOption(new Option('--also-in <code>', 'tell the total in it too').choices(CurrencyCode.options))
    .addOption(
      new Option('--group-by <what>', 'what its sections are (default: rack)').choices(['rack', 'item']),
    )
    .option('--seller <name>', 'who offers')
    .option('--buyer <name>', 'whom it is offered to')
    .option('--discount <percent>', 'taken off the sum of the lines', percent)
    .option('--tax <percent>', 'a tax of your own rate on everything', percent)
    .option('--tax-code <code>', 'a tax of the catalogue on everything, such as de-vat')
    .option('--freight <percent>', 'freight as a share of the goods', percent)
    .option('--installation <percent>', 'installation as a share of the goods', percent)
    .option('--support <percent>', 'support per year as a share of the goods', percent)
    .option('--support-years <years>', 'for how many years', wholeNumber, 3)
    .option('--incoterm <rule>', 'rule and place, such as "DAP Frankfurt"')
    .option('--lead-time <text>', 'how long delivery takes')
    .addOption(
      new Option('--attach <sheets...>', 'sheets behind the quote').choices(['elevations', 'performance']),
    )
    .option('--leave-out-unpriced', 'name items without a price as not included, in place of no quote');

/** What the options say of a request, as fields that a schema has yet to check. */
export function requestFields(options: QuoteOptions): Readonly<Record<string, unknown>> {
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
    throw new UsageError('--tax and --tax-code exclude each other');
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

export const optionOf = {
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
