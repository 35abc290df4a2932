import writeXlsxFile, { type Cell, type Row, type Sheet } from 'write-excel-file/universal';
import { majorUnitsOf, type Money } from '#shared/money';
import type { Quote } from '#shared/quote';
import { quoteFormats } from '../formats';
import { quoteMessages, type Translate } from '../messages';
import { priceSourcesOf, totalRows } from './quote-table';

const AMOUNT_FORMAT = '#,##0.00';
const MONEY_COLUMN_WIDTH = 18;
const HEAD_FILL = '#E8ECF0';

/**
 * A quote as a workbook: one sheet with the lines and totals as numbers that can be summed, one with what it rests on.
 * Texts are stored as texts, which no spreadsheet evaluates.
 */
export async function quoteXlsx(quote: Quote): Promise<Uint8Array> {
  const translate = quoteMessages(quote.language);
  const sheets = [linesSheet(quote, translate), assumptionsSheet(quote, translate)];
  const blob = await writeXlsxFile(sheets, { fontFamily: 'Noto Sans SC', fontSize: 10 }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

const text = (value: string): Cell => ({ value, type: String });
const strong = (value: string): Cell => ({ value, type: String, fontWeight: 'bold' });
const wrapped = (value: string): Cell => ({ value, type: String, wrap: true, alignVertical: 'top' });
const count = (value: number): Cell => ({ value, type: Number, format: '#,##0' });
const amount = (money: Money): Cell => ({
  value: majorUnitsOf(money),
  type: Number,
  format: AMOUNT_FORMAT,
});
const strongAmount = (money: Money): Cell => ({
  value: majorUnitsOf(money),
  type: Number,
  format: AMOUNT_FORMAT,
  fontWeight: 'bold',
  topBorderStyle: 'thin',
});

const head = (label: string, align: 'left' | 'right' = 'left'): Cell => ({
  value: label,
  type: String,
  fontWeight: 'bold',
  backgroundColor: HEAD_FILL,
  align,
});

function linesSheet(quote: Quote, translate: Translate): Sheet<Blob> {
  const titles = headRows(quote, translate);
  const data = [
    ...titles,
    columnHeads(quote, translate),
    ...lineRows(quote),
    ...totals(quote, translate),
    ...notIncluded(quote, translate),
  ];
  return {
    sheet: translate('document.title'),
    data,
    stickyRowsCount: titles.length + 1,
    columns: [
      { width: 20 },
      { width: 20 },
      { width: 48 },
      { width: 10 },
      { width: MONEY_COLUMN_WIDTH },
      { width: MONEY_COLUMN_WIDTH },
      { width: 48 },
    ],
  };
}

function headRows(quote: Quote, translate: Translate): Row[] {
  const title: Cell = {
    value: `${translate('document.title')} ${quote.number}`,
    type: String,
    fontWeight: 'bold',
    fontSize: 16,
  };
  const pairs: readonly (readonly [string, string])[] = [
    [translate('document.issuedOn'), quote.issuedOn],
    [translate('document.validUntil'), quote.validUntil],
    [translate('document.seller'), quote.seller.name],
    [translate('document.buyer'), quote.buyer.name],
    [translate('document.currency'), quote.currency],
    [translate('document.priceBookDate'), quote.priceBookDate],
  ];
  return [[title], ...pairs.map(([name, value]) => [strong(name), text(value)]), []];
}

const columnHeads = (quote: Quote, translate: Translate): Row => [
  head(translate('document.section')),
  head(translate('document.item')),
  head(translate('document.description')),
  head(translate('document.quantity'), 'right'),
  head(`${translate('document.unitPrice')} (${quote.currency})`, 'right'),
  head(`${translate('document.amount')} (${quote.currency})`, 'right'),
  head(translate('document.priceSource')),
];

const lineRows = ({ sections }: Quote): Row[] =>
  sections.flatMap(({ title, lines }) =>
    lines.map((line) => [
      text(title),
      text(line.item),
      text(line.description),
      count(line.quantity),
      amount(line.unitPrice),
      amount(line.extended),
      text(line.priceSource),
    ]),
  );

const totals = (quote: Quote, translate: Translate): Row[] =>
  totalRows(quote, translate, quoteFormats(quote.language)).map((row) => {
    const isTotal = row.kind === 'total';
    const label = isTotal ? strong(row.label) : text(row.label);
    return [null, null, label, null, null, isTotal ? strongAmount(row.amount) : amount(row.amount)];
  });

const notIncluded = ({ notIncluded: items }: Quote, translate: Translate): Row[] =>
  items.length === 0
    ? []
    : [
        [],
        [strong(translate('document.notIncluded'))],
        ...items.map(({ item, description, quantity }): Row => [
          null,
          text(item),
          text(description),
          count(quantity),
        ]),
      ];

function assumptionsSheet(quote: Quote, translate: Translate): Sheet<Blob> {
  const part = (title: string, texts: readonly string[]): Row[] =>
    texts.length === 0 ? [] : [[strong(title)], ...texts.map((each) => [wrapped(each)]), []];
  const given = (value: string): readonly string[] => (value.trim() === '' ? [] : [value]);
  return {
    sheet: translate('document.assumptions'),
    columns: [{ width: 120 }],
    data: [
      ...part(translate('document.assumptions'), quote.assumptions),
      ...part(translate('document.priceSources'), priceSourcesOf(quote)),
      ...part(translate('document.notes'), given(quote.notes)),
      ...part(translate('document.terms'), given(quote.terms)),
    ],
  };
}
