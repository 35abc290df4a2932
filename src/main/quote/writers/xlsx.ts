import writeXlsxFile from 'write-excel-file/universal';
import type { Row, Sheet } from 'write-excel-file/universal';
import { type QuoteFormats, quoteFormats, quoteMessages, type Translate } from '#main/quote/language';
import type { Money } from '#shared/money/money';
import { majorUnitsOfRate } from '#shared/money/money-rate';
import { interTokenLatencyOf, type PerformanceSheet, type Quote, type QuoteLine } from '#shared/quote/quote';
import type { ElevatedDevice, RackElevation } from '#shared/rack/elevation';
import type { Audience } from './audience';
import { tokenCostNote } from './performance-note';
import { headFacts } from './quote-facts';
import { allLines, decimalOf, numberOf, taxText, totalRows } from './quote-table';
import {
  amount,
  count,
  percentage,
  head,
  plainNumber,
  strong,
  strongAmount,
  text,
  title,
  wrapped,
} from './xlsx-cells';
import { type SheetExtras, withFormulas } from './xlsx-formulas';

/** What is attached to a quote, as sheets of figures: predicted performance, and where each device stands. */
function attachedSheets(quote: Quote, translate: Translate): readonly Sheet<Blob>[] {
  return [
    ...(quote.performance.length === 0 ? [] : [performanceSheet(quote, translate)]),
    ...(quote.elevations.length === 0 ? [] : [elevationSheet(quote, translate)]),
  ];
}

function performanceSheet(quote: Quote, translate: Translate): Sheet<Blob> {
  const { performance } = quote;
  const heads = ['deployment', 'model', 'hardware', 'count', 'weights', 'input', 'output'] as const;
  const known = (value: number | undefined) => (value === undefined ? null : plainNumber(value));
  const figures = [
    ...(['rate', 'low', 'high', 'perUser', 'firstTokenSeconds', 'perTokenSeconds'] as const),
    ...(['perMillion', 'perMillionLow', 'perMillionHigh'] as const),
  ];
  const cost = ({ perMillionOutputTokens }: PerformanceSheet, bound: 'low' | 'typical' | 'high') =>
    known(perMillionOutputTokens && majorUnitsOfRate(perMillionOutputTokens[bound]));
  return {
    sheet: translate('document.performance'),
    columns: [{ width: 28 }, { width: 24 }, { width: 24 }],
    stickyRowsCount: 1,
    data: [
      [
        ...heads.map((name) => head(translate(`sheet.${name}`))),
        ...figures.map((name) => head(translate(`sheet.${name}`), 'right')),
      ],
      ...performance.map((each): Row => [
        text(each.name),
        text(each.model),
        text(each.hardware),
        count(each.devices),
        text(each.weights),
        count(each.inputTokens),
        count(each.outputTokens),
        plainNumber(each.outputTokensPerSecond),
        known(each.interval?.low),
        known(each.interval?.high),
        plainNumber(each.outputTokensPerSecondPerUser),
        plainNumber(each.timeToFirstTokenSeconds),
        plainNumber(interTokenLatencyOf(each)),
        cost(each, 'typical'),
        cost(each, 'low'),
        cost(each, 'high'),
      ]),
      [],
      ...performance.flatMap(({ objectives = [] }) => objectives.map(({ said }): Row => [text(said)])),
      [text(translate('document.performanceNote'))],
      [text(tokenCostNote({ quote, translate, formats: quoteFormats(quote.language) }))],
    ],
  };
}

function elevationSheet({ elevations }: Quote, translate: Translate): Sheet<Blob> {
  const heads = ['rack', 'position', 'height', 'face', 'device', 'type'] as const;
  return {
    sheet: translate('document.elevations'),
    columns: [{ width: 16 }, { width: 10 }, { width: 10 }, { width: 10 }, { width: 28 }, { width: 32 }],
    stickyRowsCount: 1,
    data: [
      heads.map((name) => head(translate(`sheet.${name}`))),
      ...elevations.flatMap((rack) => rack.devices.map((device) => deviceRow(rack, device, translate))),
    ],
  };
}

const deviceRow = (rack: RackElevation, device: ElevatedDevice, translate: Translate): Row => [
  text(rack.name),
  plainNumber(device.position),
  plainNumber(device.heightUnits),
  text(translate(`sheet.${device.face}`)),
  text(device.name),
  text(device.type),
];

const MONEY_COLUMN_WIDTH = 18;

/**
 * A quote as a workbook: one sheet with the lines and totals as numbers that can be summed, one with its terms and what
 * it rests on, and in the seller's own copy one with where prices come from.
 */
export async function quoteXlsx(quote: Quote, audience: Audience = 'buyer'): Promise<Uint8Array> {
  const translate = quoteMessages(quote.language);
  const sheets = [
    linesSheet(quote, translate),
    termsSheet(quote, translate),
    ...attachedSheets(quote, translate),
    ...(audience === 'internal' ? [internalSheet(quote, translate)] : []),
  ];
  const blob = await writeXlsxFile(sheets, { fontFamily: 'Noto Sans SC', fontSize: 10 }).toBlob();
  return withFormulas(new Uint8Array(await blob.arrayBuffer()), extrasOf(quote, translate));
}

/** The formulas of the first sheet: every amount from its quantity, price and discount, and the sums below. */
function extrasOf(quote: Quote, translate: Translate): SheetExtras {
  const headRow = headRows(quote, translate).length + 1;
  const lines = quote.sections.flatMap((section) => section.lines);
  const [first, last] = [headRow + 1, headRow + lines.length];
  const decimals = decimalOf(quote.total).split('.')[1]?.length ?? 0;
  const formulas = new Map(
    lines.map((_, index) => {
      const row = first + index;
      return [`I${row}`, `ROUND(D${row}*F${row}*G${row},${decimals})+H${row}`];
    }),
  );
  const rows = totalRows(quote, translate, quoteFormats(quote.language));
  const at = (kind: string): number => last + 1 + rows.findIndex((row) => row.kind === kind);
  formulas.set(`I${at('subtotal')}`, `SUM(I${first}:I${last})`);
  formulas.set(`I${at('total')}`, `SUM(I${at('subtotal')}:I${at('total') - 1})`);
  return {
    formulas,
    sheet: translate('document.title'),
    lastColumn: 'K',
    lastRow: last + rows.length + besideRows(quote),
    headRow,
  };
}

/** Rows below the totals: a blank one and a heading before each part. */
const besideRows = ({ options, alternates, notIncluded: items }: Quote): number =>
  [options, alternates, items].reduce((sum, part) => sum + (part.length === 0 ? 0 : part.length + 2), 0);

function linesSheet(quote: Quote, translate: Translate): Sheet<Blob> {
  const titles = headRows(quote, translate);
  const words = { translate, formats: quoteFormats(quote.language) };
  const beside = (label: string, lines: readonly QuoteLine[]): Row[] =>
    lines.length === 0 ? [] : [[], [strong(label)], ...lines.map((line) => lineRow('', line, words))];
  const data = [
    ...titles,
    columnHeads(quote, translate),
    ...quote.sections.flatMap((section) => section.lines.map((line) => lineRow(section.title, line, words))),
    ...totals(quote, translate),
    ...beside(translate('document.options'), quote.options),
    ...beside(translate('document.alternates'), quote.alternates),
    ...notIncluded(quote, translate),
  ];
  const money = { width: MONEY_COLUMN_WIDTH };
  return {
    sheet: translate('document.title'),
    data,
    stickyRowsCount: titles.length + 1,
    columns: [
      { width: 20 },
      { width: 20 },
      { width: 52 },
      { width: 10 },
      { width: 10 },
      { width: 8 },
      money,
      money,
      money,
      { width: 18 },
      { width: 20 },
    ],
  };
}

function headRows(quote: Quote, translate: Translate): Row[] {
  const heading = title(`${translate('document.title')} ${numberOf(quote)}`);
  return [
    [heading],
    ...headFacts(quote, translate).map(({ name, value }): Row => [strong(name), text(value)]),
    [],
  ];
}

const columnHeads = ({ currency }: Quote, translate: Translate): Row => [
  head(translate('document.section')),
  head(translate('document.itemCode')),
  head(translate('document.description')),
  head(translate('document.quantity'), 'right'),
  head(translate('document.charge')),
  head(translate('document.periods'), 'right'),
  head(`${translate('document.unitPrice')} (${currency})`, 'right'),
  head(`${translate('document.lineDiscount')} (${currency})`, 'right'),
  head(`${translate('document.amount')} (${currency})`, 'right'),
  head(translate('document.taxColumn')),
  head(translate('document.partNumber')),
];

function lineRow(
  section: string,
  line: QuoteLine,
  { translate, formats }: { readonly translate: Translate; readonly formats: QuoteFormats },
): Row {
  const replaced =
    line.replaces === undefined ? '' : ` (${translate('document.insteadOf', { replaces: line.replaces })})`;
  return [
    text(section),
    text(line.itemCode ?? ''),
    wrapped([`${line.description}${replaced}`, ...(line.specification ?? [])].join('\n')),
    count(line.quantity),
    text(translate(`charge.${line.charge}`)),
    count(line.periods),
    amount(line.unitPrice),
    amount({ ...line.discount, amount: 0 - line.discount.amount }),
    amount(line.extended),
    text(taxText(line, translate, formats)),
    text(line.partNumber ?? ''),
  ];
}

const totals = (quote: Quote, translate: Translate): Row[] =>
  totalRows(quote, translate, quoteFormats(quote.language)).map((row) => {
    const isTotal = row.kind === 'total';
    const label = isTotal ? strong(row.label) : text(row.label);
    const sum = isTotal ? strongAmount(row.amount) : amount(row.amount);
    return [null, null, label, null, null, null, null, null, sum];
  });

const notIncluded = ({ notIncluded: items }: Quote, translate: Translate): Row[] =>
  items.length === 0
    ? []
    : [
        [],
        [strong(translate('document.notIncluded'))],
        ...items.map(({ description, quantity }): Row => [null, null, text(description), count(quantity)]),
      ];

const part = (label: string, texts: readonly string[]): Row[] =>
  texts.length === 0 ? [] : [[strong(label)], ...texts.map((each) => [wrapped(each)]), []];

const given = (value: string): readonly string[] => (value.trim() === '' ? [] : [value]);

function termsSheet(quote: Quote, translate: Translate): Sheet<Blob> {
  const formats = quoteFormats(quote.language);
  const { incoterm, payments } = quote;
  return {
    sheet: translate('document.commercial'),
    columns: [{ width: 120 }],
    data: [
      ...part(
        translate('document.payments'),
        payments.map(({ share, due, amount: sum }) =>
          [formats.share(share), formats.money(sum), due].join(' · '),
        ),
      ),
      ...part(
        translate('document.incoterm'),
        incoterm === undefined ? [] : [translate('document.incotermValue', incoterm)],
      ),
      ...part(translate('document.leadTime'), given(quote.leadTime)),
      ...part(translate('document.terms'), given(quote.terms)),
      ...part(translate('document.assumptions'), quote.assumptions),
      ...part(translate('document.notes'), given(quote.notes)),
    ],
  };
}

function internalSheet(quote: Quote, translate: Translate): Sheet<Blob> {
  const { warnings, assumptions, goodsRange } = quote.internal;
  return {
    sheet: translate('document.priceSource'),
    columns: [{ width: 52 }, { width: MONEY_COLUMN_WIDTH }, { width: 90 }],
    data: [
      [strong(translate('document.internal'))],
      [],
      [
        head(translate('document.description')),
        head(translate('document.unitPrice'), 'right'),
        head(translate('document.priceSource')),
      ],
      ...allLines(quote).map((line): Row => [
        text(line.description),
        amount(line.unitPrice),
        text(line.priceSource),
      ]),
      [],
      ...(goodsRange === undefined
        ? []
        : [[text(translate('document.goodsRange', rangeIn(goodsRange, quote)))], []]),
      ...marginRows(quote, translate),
      ...part(translate('document.warnings'), warnings),
      ...part(translate('document.assumptions'), assumptions),
    ],
  };
}

function marginRows({ internal: { margins } }: Quote, translate: Translate): Row[] {
  if (margins === undefined) return [];
  const row = (name: string, { cost, sell, margin }: { cost: Money; sell: Money; margin: number }): Row => [
    text(name),
    amount(cost),
    amount(sell),
    percentage(Number(margin.toFixed(4))),
  ];
  return [
    [
      head(translate('document.margin')),
      head(translate('document.cost'), 'right'),
      head(translate('document.sell'), 'right'),
      head(translate('document.margin'), 'right'),
    ],
    ...margins.lines.map((line) => row(line.description, line)),
    row(translate('document.total'), margins),
    [],
  ];
}

function rangeIn({ low, high }: NonNullable<Quote['internal']['goodsRange']>, { language }: Quote) {
  const { money } = quoteFormats(language);
  return { low: money(low), high: money(high) };
}
