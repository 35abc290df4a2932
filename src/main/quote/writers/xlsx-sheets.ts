import type { Row, Sheet } from 'write-excel-file/universal';
import { majorUnitsOfRate } from '#shared/money-rate';
import { interTokenLatencyOf, type PerformanceSheet, type Quote } from '#shared/quote/quote';
import type { ElevatedDevice, RackElevation } from '#shared/rack-elevation';
import { quoteFormats } from '../formats';
import type { Translate } from '../messages';
import { tokenCostNote } from './performance-note';
import { count, head, plainNumber, text } from './xlsx-cells';

/** What is attached to a quote, as sheets of figures: predicted performance, and where each device stands. */
export function attachedSheets(quote: Quote, translate: Translate): readonly Sheet<Blob>[] {
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
