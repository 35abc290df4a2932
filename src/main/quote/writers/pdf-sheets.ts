import type { Content, TableCell } from 'pdfmake/interfaces';
import { interTokenLatencyOf, type PerformanceSheet } from '#shared/quote/quote';
import { heading, numbered, right } from './pdf-cells';
import { ink } from './pdf-layouts';
import type { QuotePage } from './pdf-page';
import { tokenCostNote } from './performance-note';
import { allLines } from './quote-table';

export const sheetTitle = (text: string) => ({
  text,
  fontSize: 15,
  bold: true,
  margin: [0, 0, 0, 10] as Margins,
});
type Margins = [number, number, number, number];

/** What each deployment is predicted to do, side by side with the bounds of the prediction. */
export function performanceSheet(page: QuotePage): Content[] {
  const { quote, translate } = page;
  if (quote.performance.length === 0) return [];
  const head = ['deployment', 'rate', 'perUser', 'firstToken', 'perToken', 'perMillion'] as const;
  const isPriced = quote.performance.some(({ perMillionOutputTokens }) => perMillionOutputTokens);
  const style = { color: ink.quiet, fontSize: 8 };
  return [
    {
      unbreakable: quote.performance.length < 10,
      stack: [
        heading(translate('document.performance')),
        {
          layout: 'lines',
          table: {
            headerRows: 1,
            widths: ['*', 80, 44, 48, 66, 100],
            body: [
              head.map((name, index) =>
                index === 0
                  ? { text: translate(`document.${name}`), ...style }
                  : right(translate(`document.${name}`), style),
              ),
              ...quote.performance.map((sheet) => performanceRow(sheet, page)),
            ],
          },
        },
        ...quote.performance.flatMap(({ objectives = [] }) =>
          objectives.map(({ said }) => ({ text: said, fontSize: 8, margin: [0, 4, 0, 0] as Margins })),
        ),
        { text: translate('document.performanceNote'), style: 'quiet', margin: [0, 4, 0, 0] },
        ...(isPriced ? [{ text: tokenCostNote(page), style: 'quiet', margin: [0, 2, 0, 0] as Margins }] : []),
      ],
    },
  ];
}

function performanceRow(sheet: PerformanceSheet, { translate, formats }: QuotePage): TableCell[] {
  const batch =
    sheet.batch === undefined ? '' : translate('document.batchValue', { batch: formats.count(sheet.batch) });
  const what = `${formats.count(sheet.devices)} × ${sheet.hardware}${sheet.weights === '' ? '' : `, ${sheet.weights}`}`;
  const asked = translate('document.serviceValue', {
    input: formats.count(sheet.inputTokens),
    output: formats.count(sheet.outputTokens),
    batch,
  });
  const quiet = (text: string): Content => ({ text, style: 'quiet' });
  const bounds = (text: string): Content => ({ text, style: 'quiet', alignment: 'right' });
  const { interval, perMillionOutputTokens: cost } = sheet;
  return [
    { stack: [{ text: sheet.name }, quiet(`${sheet.model} · ${what}`), quiet(asked)] },
    {
      stack: [
        { text: formats.figure(sheet.outputTokensPerSecond), alignment: 'right' },
        ...(interval === undefined
          ? []
          : [
              bounds(
                translate('document.interval', {
                  low: formats.figure(interval.low),
                  high: formats.figure(interval.high),
                  level: formats.share(interval.level),
                }),
              ),
            ]),
      ],
    },
    right(formats.figure(sheet.outputTokensPerSecondPerUser)),
    right(formats.seconds(sheet.timeToFirstTokenSeconds)),
    right(formats.seconds(interTokenLatencyOf(sheet))),
    cost === undefined
      ? right('–')
      : {
          stack: [
            { text: formats.moneyRate(cost.typical), alignment: 'right' },
            bounds(
              translate('document.range', {
                low: formats.moneyRate(cost.low),
                high: formats.moneyRate(cost.high),
              }),
            ),
          ],
        },
  ];
}

/** The page that stays in the house: what is doubtful, where prices come from, and what they were chosen by. */
export function internalPages(page: QuotePage): Content[] {
  const { quote, translate, formats } = page;
  const { warnings, assumptions, goodsRange } = quote.internal;
  const range = translate('document.goodsRange', {
    low: formats.money(goodsRange.low),
    high: formats.money(goodsRange.high),
  });
  const sources = new Map(allLines(quote).map(({ description, priceSource }) => [description, priceSource]));
  return [
    { ...sheetTitle(translate('document.internal')), pageBreak: 'before', color: ink.alert },
    { text: range },
    ...numbered(translate('document.warnings'), warnings),
    ...numbered(
      translate('document.priceSource'),
      [...sources].map(([name, source]) => `${name}: ${source}`),
    ),
    ...numbered(translate('document.assumptions'), assumptions),
  ];
}
