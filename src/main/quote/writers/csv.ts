import { csvOf, type CsvCell, type DecimalCell } from '#shared/csv';
import type { Money } from '#shared/money';
import type { Quote } from '#shared/quote';
import { quoteFormats } from '../formats';
import { quoteMessages } from '../messages';
import { decimalOf, totalRows } from './quote-table';

const columns = [
  'kind',
  'section',
  'item',
  'description',
  'quantity',
  'unitPrice',
  'amount',
  'currency',
  'rate',
  'priceSource',
] as const;

type Row = Readonly<Partial<Record<(typeof columns)[number], CsvCell>>>;

const amountOf = (money: Money): DecimalCell => ({ decimal: decimalOf(money) });

/**
 * A quote as CSV for spreadsheets and programs: one row per line, one for each item without a price, with no amount,
 * then the totals.
 */
export function quoteCsv(quote: Quote): string {
  const translate = quoteMessages(quote.language);
  const totals = totalRows(quote, translate, quoteFormats(quote.language));
  const rows: readonly Row[] = [
    ...lineRows(quote),
    ...quote.notIncluded.map((line): Row => ({
      kind: 'not-included',
      section: translate('document.notIncluded'),
      ...line,
    })),
    ...totals.map(({ kind, label, amount, rate }): Row => ({
      kind,
      description: label,
      amount: amountOf(amount),
      currency: quote.currency,
      rate,
    })),
  ];
  return csvOf([
    columns.map((column) => translate(`document.${column}`)),
    ...rows.map((row) => columns.map((column) => row[column])),
  ]);
}

const lineRows = ({ sections, currency }: Quote): readonly Row[] =>
  sections.flatMap(({ title, lines }) =>
    lines.map(({ unitPrice, extended, ...line }) => ({
      ...line,
      kind: 'line',
      section: title,
      unitPrice: amountOf(unitPrice),
      amount: amountOf(extended),
      currency,
    })),
  );
