import type { Content, TableCell } from 'pdfmake/interfaces';
import { elevationSheets } from '#main/drawing/elevations';
import type { Area } from '#main/drawing/paper';
import { sheetSvg } from '#main/drawing/svg';
import { drawingWords } from '#main/drawing/words';
import { appLanguageOf } from '#shared/language/quote-language';
import type { Money } from '#shared/money/money';
import { interTokenLatencyOf, type PerformanceSheet } from '#shared/quote/quote';
import type { RackElevation } from '#shared/rack/elevation';
import type { Face } from '#shared/scenario/schema';
import { heading, ink, numbered, right } from './pdf-layouts';
import { CONTENT_HEIGHT, CONTENT_WIDTH, type QuotePage } from './pdf-page';
import { tokenCostNote } from './performance-note';
import { allLines } from './quote-table';

const sheetTitle = (text: string) => ({
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
  const range =
    goodsRange === undefined
      ? ''
      : translate('document.goodsRange', {
          low: formats.money(goodsRange.low),
          high: formats.money(goodsRange.high),
        });
  const sources = new Map(allLines(quote).map(({ description, priceSource }) => [description, priceSource]));
  return [
    { ...sheetTitle(translate('document.internal')), pageBreak: 'before', color: ink.alert },
    { text: range },
    ...marginTable(page),
    ...numbered(translate('document.warnings'), warnings),
    ...numbered(
      translate('document.priceSource'),
      [...sources].map(([name, source]) => `${name}: ${source}`),
    ),
    ...numbered(translate('document.assumptions'), assumptions),
  ];
}

/** What each line costs and earns, and whether that is above the floor. */
function marginTable({ quote, translate, formats }: QuotePage): Content[] {
  const { margins } = quote.internal;
  if (margins === undefined) return [];
  const { lines, cost, sell, margin, uncosted, approval } = margins;
  const row = (
    name: string,
    of: { cost: Money; sell: Money; margin: number; below?: string | undefined },
  ) => [
    { text: name, ...(of.below === undefined ? {} : { color: ink.alert }) },
    right(formats.money(of.cost)),
    right(formats.money(of.sell)),
    right(formats.share(Number(of.margin.toFixed(4)))),
  ];
  return [
    heading(translate('document.margin')),
    {
      layout: 'lines',
      table: {
        headerRows: 1,
        widths: ['*', 84, 94, 58],
        body: [
          [
            translate('document.description'),
            right(translate('document.cost')),
            right(translate('document.sell')),
            right(translate('document.margin')),
          ],
          ...lines.map((line) => row(line.description, line)),
          row(translate('document.total'), { cost, sell, margin }),
        ],
      },
    },
    ...(uncosted.length === 0
      ? []
      : [{ text: translate('document.uncosted', { items: uncosted.join(', ') }), style: 'quiet' }]),
    ...(approval === undefined
      ? []
      : [{ text: translate('document.approval', { by: approval.by, on: formats.day(approval.on) }) }]),
  ];
}

const POINTS_PER_MILLIMETRE = 72 / 25.4;
/** What the title above the racks takes of a page, in points. */
const TITLE_HEIGHT = 40;

const area: Area = {
  x: 0,
  y: 0,
  width: CONTENT_WIDTH / POINTS_PER_MILLIMETRE,
  height: (CONTENT_HEIGHT - TITLE_HEIGHT) / POINTS_PER_MILLIMETRE,
};

/** The rear is drawn where something stands on it that the front does not show. */
const facesOf = (racks: readonly RackElevation[]): readonly Face[] =>
  racks.some(({ devices }) =>
    devices.some(
      ({ face, fullDepth, heightUnits }) => face === 'rear' && fullDepth !== true && heightUnits > 0,
    ),
  )
    ? ['front', 'rear']
    : ['front'];

/** The racks to scale, a page for as many as stand side by side: the drawing of the layout on the paper of the quote. */
export function elevationPages({ quote, translate }: QuotePage): Content[] {
  const { elevations, language } = quote;
  const words = drawingWords(appLanguageOf(language));
  const title = translate('document.elevations');
  const { width, height } = area;
  return elevationSheets(elevations, { area, faces: facesOf(elevations), words }).map(
    ({ scale, shapes }) => ({
      pageBreak: 'before',
      stack: [
        sheetTitle(`${title} · ${words.say('scale', { scale })}`),
        { svg: sheetSvg({ title, width, height, shapes }), width: CONTENT_WIDTH, font: 'NotoSansSC' },
      ],
    }),
  );
}
