import { stringify } from 'csv-stringify/sync';
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

type Row = Partial<Record<(typeof columns)[number], string | number | DecimalNumber>>;

/** A number whose decimals are all written. */
interface DecimalNumber {
  readonly decimal: string;
}

const amountOf = (money: Money): DecimalNumber => ({ decimal: decimalOf(money) });

/**
 * A quote as CSV for spreadsheets and programs: one row per line, then the totals, with a byte order mark so that
 * Chinese is read as UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP,
 * CSV injection); numbers stay numbers.
 */
export function quoteCsv(quote: Quote): string {
  const translate = quoteMessages(quote.language);
  const totals = totalRows(quote, translate, quoteFormats(quote.language));
  const rows: readonly Row[] = [
    ...lineRows(quote),
    ...totals.map(({ kind, label, amount, rate }): Row => ({
      kind,
      description: label,
      amount: amountOf(amount),
      currency: quote.currency,
      ...(rate === undefined ? {} : { rate }),
    })),
  ];
  return stringify([...rows], {
    bom: true,
    record_delimiter: 'windows',
    header: true,
    columns: columns.map((key) => ({
      key,
      header: key === 'currency' ? translate('document.currency') : translate(`document.${key}`),
    })),
    cast: {
      string: guarded,
      object: (value) => (isDecimal(value) ? value.decimal : ''),
    },
  });
}

const lineRows = ({ sections, currency }: Quote): readonly Row[] =>
  sections.flatMap(({ title, lines }) =>
    lines.map(({ item, description, quantity, unitPrice, extended, priceSource }) => ({
      kind: 'line',
      section: title,
      item,
      description,
      quantity,
      unitPrice: amountOf(unitPrice),
      amount: amountOf(extended),
      currency,
      priceSource,
    })),
  );

const isDecimal = (value: object): value is DecimalNumber => 'decimal' in value;

// The full-width forms are what Excel in Chinese and Japanese takes for the same signs.
const startsFormula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** The text as a cell that no spreadsheet evaluates. */
const guarded = (text: string): string => (startsFormula.test(text) ? `'${text}` : text);
