import type { Content, TableCell } from 'pdfmake/interfaces';
import type { PerformanceSheet, RackSheet } from '#shared/quote/quote';
import { heading, numbered, right } from './pdf-cells';
import { ink } from './pdf-layouts';
import type { QuotePage } from './pdf-page';
import { allLines } from './quote-table';

const RACKS_PER_ROW = 2;
const POINTS_PER_UNIT = 13;

/** The racks drawn to scale from the top down, two side by side, each with its power and mass. */
export function elevationSheets(page: QuotePage): Content[] {
  const racks = page.quote.elevations;
  const rows: Content[] = [];
  for (let at = 0; at < racks.length; at += RACKS_PER_ROW) {
    const pair = racks.slice(at, at + RACKS_PER_ROW).map((rack) => elevation(rack, page));
    rows.push({
      columns: [...pair, ...(pair.length < RACKS_PER_ROW ? [{ text: '' }] : [])],
      columnGap: 24,
      unbreakable: true,
      margin: [0, 0, 0, 16],
    });
  }
  return rows.length === 0
    ? []
    : [{ ...sheetTitle(page.translate('document.elevations')), pageBreak: 'before' }, ...rows];
}

const sheetTitle = (text: string) => ({ text, fontSize: 15, bold: true, margin: [0, 0, 0, 10] as Margins });
type Margins = [number, number, number, number];

function elevation(rack: RackSheet, { translate, formats }: QuotePage): Content {
  const mass =
    rack.massKilograms === undefined
      ? ''
      : translate('document.massFact', { mass: `${formats.count(Math.round(rack.massKilograms))} kg` });
  const facts = translate('document.rackFacts', {
    units: rack.units,
    typical: formats.kilowatts(rack.typicalWatts),
    maximum: formats.kilowatts(rack.maximumWatts),
    mass,
  });
  const mounted = rack.devices.filter(({ heightUnits }) => heightUnits > 0);
  const beside = rack.devices.filter(({ heightUnits }) => heightUnits === 0);
  return {
    stack: [
      { text: rack.name, bold: true, fontSize: 10.5 },
      { text: facts, style: 'quiet', margin: [0, 1, 0, 4] },
      drawing(rack.units, mounted, { translate }),
      ...(beside.length === 0
        ? []
        : [
            {
              text: `${translate('document.besideRails')}: ${beside.map(({ name }) => name).join(', ')}`,
              style: 'quiet',
              margin: [0, 3, 0, 0] as Margins,
            },
          ]),
    ],
  };
}

/** One row for each device and each gap, as tall as its rack units; rear devices that share a place are listed behind. */
function drawing(
  units: number,
  devices: RackSheet['devices'],
  { translate }: Pick<QuotePage, 'translate'>,
): Content {
  const body: TableCell[][] = [];
  const heights: number[] = [];
  const row = (from: number, to: number, cell: TableCell) => {
    const tall = to - from;
    const label = tall <= 1 ? String(from) : `${to - 1}–${from}`;
    body.push([{ text: label, fontSize: 6.5, color: ink.quiet, alignment: 'right' }, cell]);
    heights.push(tall * POINTS_PER_UNIT - 2);
  };
  const gap = (from: number, to: number) => {
    if (to > from) {
      const text = translate('document.freeUnits', { units: to - from });
      row(from, to, { text, fontSize: 6.5, color: ink.quiet, alignment: 'center' });
    }
  };
  let top = units + 1;
  for (const { name, type, position, heightUnits, face } of devices) {
    const end = position + heightUnits;
    if (end > top) continue;
    gap(end, top);
    const text = face === 'rear' ? `${name} (${translate('document.rear')})` : name;
    const cell: TableCell = {
      fillColor: ink.band,
      columns: [
        { text, fontSize: 7.5, bold: true, width: 'auto', noWrap: true },
        { text: type === name ? '' : type, fontSize: 7, color: ink.quiet, alignment: 'right', noWrap: true },
      ],
      columnGap: 6,
    };
    row(position, end, cell);
    top = position;
  }
  gap(1, top);
  return { layout: 'elevation', table: { widths: [22, '*'], heights: (index) => heights[index] ?? 0, body } };
}

/** What each deployment is predicted to do, side by side with the bounds of the prediction. */
export function performanceSheet(page: QuotePage): Content[] {
  const { quote, translate } = page;
  if (quote.performance.length === 0) return [];
  const head = ['deployment', 'service', 'rate', 'perUser', 'firstToken', 'perToken'] as const;
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
            widths: ['*', 110, 84, 48, 52, 58],
            body: [
              head.map((name, index) =>
                index < 2
                  ? { text: translate(`document.${name}`), ...style }
                  : right(translate(`document.${name}`), style),
              ),
              ...quote.performance.map((sheet) => performanceRow(sheet, page)),
            ],
          },
        },
        { text: translate('document.performanceNote'), style: 'quiet', margin: [0, 4, 0, 0] },
      ],
    },
  ];
}

function performanceRow(sheet: PerformanceSheet, { translate, formats }: QuotePage): TableCell[] {
  const batch =
    sheet.batch === undefined ? '' : translate('document.batchValue', { batch: formats.count(sheet.batch) });
  const { interval } = sheet;
  const bounds =
    interval === undefined
      ? []
      : [
          {
            text: translate('document.interval', {
              low: formats.figure(interval.low),
              high: formats.figure(interval.high),
              level: formats.share(interval.level),
            }),
            style: 'quiet',
            alignment: 'right' as const,
          },
        ];
  const what = `${formats.count(sheet.devices)} × ${sheet.hardware}${sheet.weights === '' ? '' : `, ${sheet.weights}`}`;
  return [
    { stack: [{ text: sheet.name }, { text: `${sheet.model} · ${what}`, style: 'quiet' }] },
    {
      text: translate('document.serviceValue', {
        input: formats.count(sheet.inputTokens),
        output: formats.count(sheet.outputTokens),
        batch,
      }),
      fontSize: 8.5,
    },
    {
      stack: [{ text: formats.figure(sheet.outputTokensPerSecond), alignment: 'right' }, ...bounds],
    },
    right(formats.figure(sheet.outputTokensPerSecondPerUser)),
    right(formats.seconds(sheet.timeToFirstTokenSeconds)),
    right(formats.seconds(sheet.timePerOutputTokenSeconds)),
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
