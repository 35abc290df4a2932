import { csvOf, type CsvCell, type DecimalCell } from '#shared/exchange/csv';
import { type Money, sumMoney } from '#shared/money/money';
import type { Quote, QuoteLine } from '#shared/quote/quote';
import { quoteFormats, quoteMessages, type Translate } from '#main/quote/language';
import type { Audience } from './audience';
import { headFacts, termFacts } from './quote-facts';
import { decimalOf, totalRows } from './quote-table';

const columns = [
  'kind',
  'section',
  'itemCode',
  'partNumber',
  'description',
  'quantity',
  'charge',
  'periods',
  'unitPrice',
  'lineDiscount',
  'amount',
  'currency',
  'taxClass',
  'taxRate',
  'taxColumn',
] as const;

type Column = (typeof columns)[number] | 'priceSource';
type Row = Readonly<Partial<Record<Column, CsvCell>>>;

const amountOf = (money: Money): DecimalCell => ({ decimal: decimalOf(money) });

/**
 * A quote as CSV for spreadsheets and programs: one row per line in the total, then the options and alternatives beside
 * it, what is not included, with no amount, the totals, the payments, and as rows of the kind `fact` who deals with whom and on
 * which terms. Where prices come from stands in the seller's own copy only.
 */
export function quoteCsv(quote: Quote, audience: Audience = 'buyer'): string {
  const translate = quoteMessages(quote.language);
  const shown: readonly Column[] = audience === 'internal' ? [...columns, 'priceSource'] : columns;
  const beside = (kind: 'option' | 'alternate', title: string, lines: readonly QuoteLine[]) =>
    lines.map((line) => rowOf(line, kind, title, translate));
  const rows: readonly Row[] = [
    ...quote.sections.flatMap(({ title, lines }) =>
      lines.map((line) => rowOf(line, 'line', title, translate)),
    ),
    ...beside('option', translate('document.options'), quote.options),
    ...beside('alternate', translate('document.alternates'), quote.alternates),
    ...quote.notIncluded.map(({ description, quantity }): Row => ({
      kind: 'not-included',
      section: translate('document.notIncluded'),
      description,
      quantity,
    })),
    ...totalRows(quote, translate, quoteFormats(quote.language)).map(
      ({ kind, label, amount, rate }): Row => ({
        kind,
        description: label,
        amount: amountOf(amount),
        currency: amount.currency,
        taxRate: rate,
      }),
    ),
  ];
  const facts: readonly Row[] = [
    ...quote.payments.map(({ share, due, amount }): Row => ({
      kind: 'payment',
      section: translate('document.payments'),
      description: `${quoteFormats(quote.language).share(share)} · ${due}`,
      amount: amountOf(amount),
      currency: amount.currency,
    })),
    ...[...headFacts(quote, translate), ...termFacts(quote, translate)].map(({ name, value }): Row => ({
      kind: 'fact',
      section: name,
      description: value,
    })),
  ];
  return csvOf([
    shown.map((column) => translate(`document.${column}`)),
    ...[...rows, ...facts].map((row) => shown.map((column) => row[column])),
  ]);
}

const rowOf = (
  line: QuoteLine,
  kind: 'line' | 'option' | 'alternate',
  section: string,
  translate: Translate,
): Row => ({
  kind,
  section,
  itemCode: line.itemCode,
  partNumber: line.partNumber,
  description: [line.description, ...(line.specification ?? [])].join('; '),
  quantity: line.quantity,
  charge: translate(`charge.${line.charge}`),
  periods: line.periods,
  unitPrice: amountOf(line.unitPrice),
  lineDiscount: amountOf({ ...line.discount, amount: 0 - line.discount.amount }),
  amount: amountOf(line.extended),
  currency: line.extended.currency,
  taxClass: translate(`taxClass.${line.taxClass}`),
  taxRate: (line.taxes ?? []).map(({ rate }) => Number((rate * 100).toFixed(6))).join(' + ') || undefined,
  taxColumn:
    line.taxes === undefined
      ? undefined
      : amountOf(
          sumMoney(
            line.taxes.map(({ amount }) => amount),
            line.extended.currency,
          ),
        ),
  priceSource: line.priceSource,
});
