import { rowLeftOut } from '#shared/exchange/csv';
import type { Refusal } from '#shared/refusal/refusal';
import { type PriceTier, UserPrice } from '#shared/scenario/user-catalogue';
import { schemaIssues } from '#shared/schema/zod';

/** The most bytes of a file that is read as a price book; 5,000 prices take some 1 MB. */
export const LARGEST_PRICE_TABLE = 8 * 1024 * 1024;

/** A price book as a table: one row per price, the same columns in and out. */
export const priceColumns = [
  'id',
  'item',
  'currency',
  'low',
  'typical',
  'high',
  'observed_on',
  'valid_from',
  'valid_until',
  'supplier',
  'source',
  'tiers',
  'note',
] as const;
type Column = (typeof priceColumns)[number];

export type PriceCells = Readonly<Record<Column, string | number>>;

const tierText = ({ fromQuantity, low, typical, high }: PriceTier): string =>
  `${fromQuantity}:${low === high ? typical : `${low}/${typical}/${high}`}`;

/** A price as the cells of a row; tiers read `10:1900; 50:1700/1800/1900` (from so many: low/typical/high). */
export const priceCells = (price: UserPrice): PriceCells => ({
  id: price.id,
  item: price.item,
  currency: price.currency,
  low: price.low,
  typical: price.typical,
  high: price.high,
  observed_on: price.observedOn,
  valid_from: price.validFrom ?? '',
  valid_until: price.validUntil ?? '',
  supplier: price.supplier,
  source: price.source,
  tiers: price.tiers.map(tierText).join('; '),
  note: price.note,
});

export interface PriceRow {
  /** In the file, from 1; the header is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface ReadPrices {
  readonly prices: readonly UserPrice[];
  /** Why rows were left out, each with its line. */
  readonly faults: readonly Refusal[];
}

/** Prices from the rows of a table; a row that is none is left out and named with its line and reason. */
export function readPriceRows(rows: readonly PriceRow[], items: ReadonlySet<string>): ReadPrices {
  const prices: UserPrice[] = [];
  const faults: Refusal[] = [];
  const taken = new Set<string>();
  for (const { line, cells } of rows) {
    const read = UserPrice.safeParse(candidateOf(cells, line));
    const reason = read.success
      ? !items.has(read.data.item)
        ? `item: the catalogue has no ${read.data.item}`
        : taken.has(read.data.id)
          ? `id: an earlier line has ${read.data.id} too`
          : undefined
      : firstReason(read.error);
    if (read.success && reason === undefined) {
      taken.add(read.data.id);
      prices.push(read.data);
    } else faults.push(rowLeftOut(line, reason ?? 'not a price'));
  }
  return { prices, faults };
}

const firstReason = (error: Parameters<typeof schemaIssues>[0]): string => {
  const [issue] = schemaIssues(error);
  return issue === undefined ? 'not a price' : `${issue.path}: ${issue.reason}`;
};

function candidateOf(cells: Readonly<Record<string, string>>, line: number): unknown {
  const cell = (name: Column): string => withoutGuard(cells[name] ?? '');
  const typical = numberOf(cell('typical'));
  const optional = (name: Column) => (cell(name) === '' ? undefined : cell(name));
  return {
    id: cell('id') === '' ? `${cell('item')}-${cell('observed_on')}-${line}` : cell('id'),
    item: cell('item'),
    currency: cell('currency').toUpperCase(),
    low: cell('low') === '' ? typical : numberOf(cell('low')),
    typical,
    high: cell('high') === '' ? typical : numberOf(cell('high')),
    observedOn: cell('observed_on'),
    validFrom: optional('valid_from'),
    validUntil: optional('valid_until'),
    supplier: cell('supplier'),
    source: cell('source'),
    tiers: tiersOf(cell('tiers')),
    note: cell('note'),
  };
}

/** The apostrophe that was put before a text so that no spreadsheet runs it as a formula is no part of the text. */
const withoutGuard = (text: string): string => (/^'\s*[=+\-@＝＋－＠]/.test(text) ? text.slice(1) : text);

/** A plain number, with or without commas between thousands; anything else is not a number. */
const numberOf = (text: string): number =>
  /^\d+(\.\d+)?$/.test(text)
    ? Number(text)
    : /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)
      ? Number(text.replaceAll(',', ''))
      : Number.NaN;

function tiersOf(text: string): unknown {
  if (text.trim() === '') return [];
  return text.split(';').map((part) => {
    const [quantity = '', amounts = ''] = part.split(':').map((each) => each.trim());
    const [low = '', typical = low, high = typical] = amounts.split('/').map((each) => each.trim());
    return {
      fromQuantity: numberOf(quantity),
      low: numberOf(low),
      typical: numberOf(typical),
      high: numberOf(high),
    };
  });
}
