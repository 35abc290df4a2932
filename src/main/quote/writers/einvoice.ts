import { type Money, subtractMoney, sumMoney } from '#shared/money/money';
import type { Quote, QuoteLine } from '#shared/quote/quote';
import type { Party } from '#shared/quote/party';
import { netLines } from '#main/quote/totals';
import { decimalOf, numberOf } from './quote-table';

/**
 * A quote by the semantic model of EN 16931-1:2017, its business terms (BT) and groups (BG) as keys, so that an ERP can take it or a
 * converter make UBL or CII of it. Amounts are decimal texts in the currency of BT-5; rates are in per cent. Two taxes
 * on a line count as one category at their common rate, as the standard has one for a line.
 */

/** UNTDID 1001, 310: offer or quotation. */
const OFFER = '310';
/** UNECE Recommendation 20: one piece, one month, one year. */
const units = { once: 'C62', monthly: 'MON', yearly: 'ANN' } as const;

interface Taxed {
  readonly line: QuoteLine;
  /** After the discount on the whole. */
  readonly net: Money;
  readonly category: string;
  readonly percent: number;
  readonly tax: Money;
}

const given = (entries: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) =>
      value === undefined || value.trim() === '' ? [] : [[key, value.trim()]],
    ),
  );

/** UNTDID 5305: standard rate, exempt, zero rate, or outside the tax. */
const categoryOf = ({ taxClass, taxes = [] }: QuoteLine): string =>
  taxClass === 'exempt' ? 'E' : taxes.some(({ rate }) => rate > 0) ? 'S' : taxes.length > 0 ? 'Z' : 'O';

/** The rate that the taxes of a line come to together, in per cent. */
function percentOf({ taxes = [] }: QuoteLine, compound: ReadonlySet<string>): number {
  const factor = taxes.reduce(
    (sum, { name, rate }) => (compound.has(name) ? sum * (1 + rate) : sum + rate),
    1,
  );
  return Number(((factor - 1) * 100).toFixed(6));
}

function taxedLines(quote: Quote): readonly Taxed[] {
  const lines = quote.sections.flatMap((section) => section.lines);
  const nets = netLines(lines, quote.discount);
  const compound = new Set(quote.taxes.flatMap((tax) => (tax.compound === true ? [tax.name] : [])));
  return lines.map((line, index) => ({
    line,
    net: nets[index] ?? line.extended,
    category: categoryOf(line),
    percent: percentOf(line, compound),
    tax: sumMoney(
      (line.taxes ?? []).map(({ amount }) => amount),
      quote.currency,
    ),
  }));
}

/** Lines of one category and rate together. */
function groupsOf(lines: readonly Taxed[]): readonly (readonly Taxed[])[] {
  const groups = new Map<string, Taxed[]>();
  for (const line of lines) {
    const key = `${line.category}/${line.percent}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

export function einvoiceOf(quote: Quote): Readonly<Record<string, unknown>> {
  const { seller, buyer, currency } = quote;
  const lines = taxedLines(quote);
  const groups = groupsOf(lines);
  const sum = (amounts: readonly Money[]) => sumMoney(amounts, currency);
  const allowanceOf = (group: readonly Taxed[]) =>
    sum(group.map(({ line, net }) => subtractMoney(line.extended, net)));
  const [sellerLine = '', ...sellerRest] = addressLines(seller);
  const [buyerLine = '', ...buyerRest] = addressLines(buyer);
  return {
    'BG-2': { 'BT-24': 'urn:cen.eu:en16931:2017' },
    'BT-1': numberOf(quote),
    'BT-2': quote.issuedOn,
    'BT-3': OFFER,
    'BT-5': currency,
    ...given({
      'BT-10': quote.reference,
      'BT-20': [quote.payments.map(({ due }) => due).join('; '), quote.terms].filter(Boolean).join('\n'),
    }),
    'BG-1': [quote.notes, ...(quote.changes?.said ?? [])]
      .filter((note) => note.trim() !== '')
      .map((note) => ({ 'BT-22': note })),
    'BG-4': {
      ...given({ 'BT-27': seller.name, 'BT-31': seller.taxNumber }),
      'BG-5': given({
        'BT-35': sellerLine,
        'BT-36': sellerRest.join(', '),
        'BT-37': seller.city,
        'BT-38': seller.postcode,
        'BT-40': seller.country,
      }),
      'BG-6': given({ 'BT-41': seller.contact }),
    },
    'BG-7': {
      ...given({ 'BT-44': buyer.name, 'BT-48': buyer.taxNumber }),
      'BG-8': given({
        'BT-50': buyerLine,
        'BT-51': buyerRest.join(', '),
        'BT-52': buyer.city,
        'BT-53': buyer.postcode,
        'BT-55': buyer.country,
      }),
      'BG-9': given({ 'BT-56': buyer.contact }),
    },
    ...(quote.deliverTo.trim() === '' ? {} : { 'BG-13': { 'BG-15': given({ 'BT-75': quote.deliverTo }) } }),
    ...(seller.bank === undefined ? {} : { 'BG-16': { 'BG-17': given({ 'BT-84': seller.bank }) } }),
    'BG-20': groups.flatMap((group) => {
      const allowance = allowanceOf(group);
      const { category = 'O', percent = 0 } = group[0] ?? {};
      return allowance.amount === 0
        ? []
        : [
            {
              'BT-92': decimalOf(allowance),
              'BT-95': category,
              'BT-96': String(percent),
              'BT-97': 'Discount',
            },
          ];
    }),
    'BG-22': {
      'BT-106': decimalOf(quote.subtotal),
      'BT-107': decimalOf(quote.discount),
      'BT-109': decimalOf(quote.taxable),
      'BT-110': decimalOf(quote.tax),
      'BT-112': decimalOf(quote.total),
      'BT-115': decimalOf(quote.total),
    },
    'BG-23': groups.map((group) => ({
      'BT-116': decimalOf(sum(group.map(({ net }) => net))),
      'BT-117': decimalOf(sum(group.map(({ tax }) => tax))),
      'BT-118': group[0]?.category ?? 'O',
      'BT-119': String(group[0]?.percent ?? 0),
    })),
    'BG-25': lines.map((taxed, index) => lineOf(taxed, index + 1)),
  };
}

const addressLines = ({ address }: Party): readonly string[] =>
  address
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '');

function lineOf({ line, category, percent }: Taxed, number: number) {
  const { charge, quantity, periods, discount, discountGiven } = line;
  return {
    'BT-126': String(number),
    'BT-129': String(quantity * periods),
    'BT-130': units[charge],
    'BT-131': decimalOf(line.extended),
    ...(discount.amount === 0
      ? {}
      : {
          'BG-27': [
            {
              'BT-136': decimalOf(discount),
              ...(discountGiven?.kind === 'share'
                ? { 'BT-138': String(Number((discountGiven.share * 100).toFixed(6))) }
                : {}),
            },
          ],
        }),
    'BG-29': { 'BT-146': decimalOf(line.unitPrice) },
    'BG-30': { 'BT-151': category, 'BT-152': String(percent) },
    'BG-31': {
      ...given({
        'BT-153': line.description,
        'BT-154': line.specification?.join('\n'),
        'BT-155': line.itemCode,
      }),
      ...(line.partNumber === undefined
        ? {}
        : { 'BG-32': [{ 'BT-160': 'Manufacturer part number', 'BT-161': line.partNumber }] }),
    },
  };
}
