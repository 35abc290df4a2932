import type { DeviceFront } from '#shared/catalogue/entries';
import type { RackElevation } from '#shared/rack/elevation';
import type { Face } from '#shared/scenario/schema';
import { chunksOf, rectangle, type Shape, text, THIN } from './sheet';
import { drawRack, frontHint, rackHeight, rackWidth } from './rack-drawing';
import type { Area } from './paper';
import type { DrawingWords } from './words';

/** Scales that drawings of racks are made in; at those up to the first limit, names of 1 U devices can be read. */
const scales = [8, 10, 12.5, 15, 20, 25, 30, 40, 50] as const;
const READABLE_SCALE = 15;
const FACE_GAP = 4;
const RACK_GAP = 10;
const LEGEND_WIDTH = 42;

export interface ElevationSheet {
  readonly scale: number;
  readonly shapes: readonly Shape[];
}

export interface ElevationOptions {
  /** The part of each sheet that racks and legend may take. */
  readonly area: Area;
  readonly faces: readonly Face[];
  readonly words: DrawingWords;
}

/** Sheets of rack elevations, rack after rack as they are given, the wanted faces of one rack side by side. */
export function elevationSheets(
  racks: readonly RackElevation[],
  { area, faces, words }: ElevationOptions,
): readonly ElevationSheet[] {
  if (racks.length === 0) return [];
  const scale = scaleFor({ racks, faces: faces.length, area });
  const width = widthOf(faces.length, scale);
  const perSheet = Math.max(1, perSheetAt({ faces: faces.length, area }, scale));
  const tallest = rackHeight(unitsOfTallest(racks), scale);
  const legend = legendOf(racks, area, words);
  return chunksOf(racks, perSheet).map((chunk) => ({
    scale,
    shapes: [
      ...chunk.flatMap((rack, index) =>
        faces.flatMap((face, side) =>
          drawRack(
            { rack, face, words },
            {
              scale,
              x: area.x + index * (width + RACK_GAP) + side * (rackWidth(scale) + FACE_GAP),
              y: area.y + tallest - rackHeight(rack.units, scale),
            },
          ),
        ),
      ),
      ...legend,
    ],
  }));
}

interface Room {
  readonly faces: number;
  readonly area: Area;
}

const unitsOfTallest = (racks: readonly RackElevation[]): number =>
  Math.max(...racks.map(({ units }) => units));

const widthOf = (faces: number, scale: number): number => faces * rackWidth(scale) + (faces - 1) * FACE_GAP;

const perSheetAt = ({ faces, area }: Room, scale: number): number =>
  Math.floor((area.width - LEGEND_WIDTH + RACK_GAP) / (widthOf(faces, scale) + RACK_GAP));

/** Among the readable scales the one that puts most racks on a sheet, as large as that allows. */
function scaleFor({ racks, ...room }: Room & { readonly racks: readonly RackElevation[] }): number {
  const units = unitsOfTallest(racks);
  const fitting = scales.filter(
    (scale) => rackHeight(units, scale) <= room.area.height && perSheetAt(room, scale) > 0,
  );
  const count = (scale: number): number => Math.min(racks.length, perSheetAt(room, scale));
  const [first, ...others] = fitting.filter((scale) => scale <= READABLE_SCALE);
  if (first === undefined) return fitting[0] ?? scales[scales.length - 1] ?? READABLE_SCALE;
  return others.reduce((best, scale) => (count(scale) > count(best) ? scale : best), first);
}

/** The kinds of front that stand in these racks, each with its hint. */
function legendOf(racks: readonly RackElevation[], area: Area, words: DrawingWords): readonly Shape[] {
  const fronts = new Set<DeviceFront>(
    racks.flatMap(({ devices }) => devices.flatMap(({ front }) => front ?? [])),
  );
  const x = area.x + area.width - LEGEND_WIDTH + 6;
  return [
    text(words.say('legend'), { x, y: area.y + 4.6, size: 3, bold: true }),
    ...[...fronts].sort().flatMap((front, index) => {
      const y = area.y + 8 + index * 6.5;
      return [
        rectangle({ x, y, width: 9, height: 4.4, fill: 'white', stroke: 'black', strokeWidth: THIN }),
        ...frontHint(front, { x: x + 0.7, y: y + 0.7, width: 7.6, height: 3 }),
        text(words.front(front), { x: x + 10.5, y: y + 3.1, size: 2.3, within: LEGEND_WIDTH - 17 }),
      ];
    }),
  ];
}
