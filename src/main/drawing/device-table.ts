import type { PaperName } from '#shared/exchange/exchange';
import { isKnown } from '#shared/catalogue/figure';
import { chunksOf, line, type Shape, text, THICK, THIN } from './sheet';
import type { Drawn } from './drawn';
import { drawingArea, papers } from './paper';
import type { DrawingWords } from './words';

const ROW_HEIGHT = 4.8;
const HEADER_HEIGHT = 7;
const TYPE_SIZE = 2.5;

interface Column {
  readonly key: 'rack' | 'unit' | 'name' | 'type' | 'height' | 'face' | 'watts' | 'kilograms';
  readonly share: number;
  readonly align: 'start' | 'end';
}

const columns: readonly Column[] = [
  { key: 'rack', share: 0.09, align: 'start' },
  { key: 'unit', share: 0.08, align: 'end' },
  { key: 'name', share: 0.24, align: 'start' },
  { key: 'type', share: 0.29, align: 'start' },
  { key: 'height', share: 0.07, align: 'end' },
  { key: 'face', share: 0.07, align: 'start' },
  { key: 'watts', share: 0.08, align: 'end' },
  { key: 'kilograms', share: 0.08, align: 'end' },
];

type Row = Readonly<Record<Column['key'], string>>;

/** Sheets that list every device: where it stands, what it is, what it draws and weighs. */
export function deviceTableSheets(drawn: Drawn, paper: PaperName): readonly (readonly Shape[])[] {
  const area = drawingArea(papers[paper]);
  const perSheet = Math.floor((area.height - HEADER_HEIGHT) / ROW_HEIGHT);
  return chunksOf(rowsOf(drawn), perSheet).map((rows) => drawTable(rows, paper, drawn.words));
}

function rowsOf({ racks, figures, words }: Drawn): readonly Row[] {
  return racks.flatMap(({ rack, devices }) =>
    [...devices].reverse().map(({ device, type }) => {
      const figure = (field: 'power.typical' | 'mass', unit: string): string => {
        const known = figures.at(`deviceTypes/${type.id}/${field}`, unit);
        return known === undefined ? words.say('unknown') : words.count(Math.round(known.typical));
      };
      const top = device.position + type.heightUnits - 1;
      return {
        rack: rack.name,
        unit: type.heightUnits > 1 ? `${device.position}–${top}` : String(device.position),
        name: device.name,
        type: type.name,
        height: `${words.count(type.heightUnits)} U`,
        face: words.say(device.face),
        watts: isKnown(type.power.typical) ? figure('power.typical', 'W') : words.say('unknown'),
        kilograms: figure('mass', 'kg'),
      };
    }),
  );
}

function drawTable(rows: readonly Row[], paper: PaperName, words: DrawingWords): readonly Shape[] {
  const area = drawingArea(papers[paper]);
  const right = area.x + area.width;
  const cells = (row: Row, y: number, bold: boolean): readonly Shape[] => {
    let x = area.x;
    return columns.map(({ key, share, align }) => {
      const width = share * area.width;
      const at = align === 'start' ? x + 1 : x + width - 2;
      x += width;
      return text(row[key], { x: at, y, size: TYPE_SIZE, align, bold, within: width - 2 });
    });
  };
  const heads = Object.fromEntries(columns.map(({ key }) => [key, words.say(key)])) as unknown as Row;
  const top = area.y + HEADER_HEIGHT;
  return [
    ...cells(heads, area.y + 4.6, true),
    line([area.x, top - 0.6], [right, top - 0.6], { strokeWidth: THICK }),
    ...rows.flatMap((row, index) => {
      const bottom = top + (index + 1) * ROW_HEIGHT;
      return [
        ...cells(row, bottom - 1.5, false),
        line([area.x, bottom], [right, bottom], { stroke: 'light', strokeWidth: THIN }),
      ];
    }),
  ];
}
