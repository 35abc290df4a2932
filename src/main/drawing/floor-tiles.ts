import type { Rectangle } from '#shared/floor/floor-plan';
import { boxOf, type OnPaper } from './paper';
import { line, rectangle, type Shape, text, THICK, THIN } from './sheet';
import type { DrawingWords } from './words';

/** A part of the floor that has a sheet of its own, and where it lies among the others. */
interface Tile extends Rectangle {
  readonly column: number;
  readonly line: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

// Racks side by side touch in decimal metres; a sum of widths misses that by its last bits.
const HAIR_METERS = 1e-6;

/** Where nothing stands between things along one direction; a point where two touch. */
function gapsBetween(things: readonly Span[]): readonly Span[] {
  const gaps: Span[] = [];
  let end = Number.POSITIVE_INFINITY;
  for (const { from, to } of things.toSorted((a, b) => a.from - b.from)) {
    if (from > end - HAIR_METERS) gaps.push({ from: Math.min(end, from), to: from });
    end = end === Number.POSITIVE_INFINITY ? to : Math.max(end, to);
  }
  return gaps;
}

/**
 * The places that cut a length into parts no longer than `longest`, its two ends among them: between things, in equal
 * shares as near as that allows. Only where no gap is in reach does a cut go through something.
 */
export function cutsAlong(length: number, longest: number, things: readonly Span[]): readonly number[] {
  const gaps = gapsBetween(things);
  const cuts = [0];
  for (let start = 0; length - start > longest + HAIR_METERS; start = cuts.at(-1) ?? length) {
    const reach = start + longest;
    const share = start + (length - start) / Math.ceil((length - start) / longest);
    const places = gaps
      .filter(({ from, to }) => to > start + HAIR_METERS && from <= reach)
      .map(({ from, to }) => {
        const middle = (Math.max(from, start) + to) / 2;
        return Math.min(share <= to ? Math.max(middle, share) : middle, reach);
      });
    cuts.push(places.find((place) => place >= share) ?? places.at(-1) ?? reach);
  }
  return [...cuts, length];
}

/** Whether two rectangles share more than an edge. */
export const meet = (a: Rectangle, b: Rectangle): boolean => partWithin(a, b) !== undefined;

/** The part of a rectangle that lies within another; undefined where none does. */
export function partWithin(rectangle: Rectangle, within: Rectangle): Rectangle | undefined {
  const xMeters = Math.max(rectangle.xMeters, within.xMeters);
  const yMeters = Math.max(rectangle.yMeters, within.yMeters);
  const right = Math.min(rectangle.xMeters + rectangle.widthMeters, within.xMeters + within.widthMeters);
  const bottom = Math.min(rectangle.yMeters + rectangle.depthMeters, within.yMeters + within.depthMeters);
  if (right - xMeters < HAIR_METERS || bottom - yMeters < HAIR_METERS) return undefined;
  return { xMeters, yMeters, widthMeters: right - xMeters, depthMeters: bottom - yMeters };
}

/** The parts of a floor that hold one of these things, row by row, each no larger than the size given. */
export function tilesOf(
  floor: Rectangle,
  size: Pick<Rectangle, 'widthMeters' | 'depthMeters'>,
  things: readonly Rectangle[],
): readonly Tile[] {
  const across = cutsAlong(
    floor.widthMeters,
    size.widthMeters,
    things.map(({ xMeters, widthMeters }) => ({ from: xMeters, to: xMeters + widthMeters })),
  );
  const along = cutsAlong(
    floor.depthMeters,
    size.depthMeters,
    things.map(({ yMeters, depthMeters }) => ({ from: yMeters, to: yMeters + depthMeters })),
  );
  const tiles = along.slice(1).flatMap((bottom, line) =>
    across.slice(1).map((right, column): Tile => {
      const [xMeters, yMeters] = [across[column] ?? 0, along[line] ?? 0];
      return { column, line, xMeters, yMeters, widthMeters: right - xMeters, depthMeters: bottom - yMeters };
    }),
  );
  return tiles.filter((tile) => things.some((thing) => meet(thing, tile)));
}

/** What the words beside match lines take above and below the floor, in millimetres on paper. */
export const MATCH_HEIGHT = 5;
const LETTERING = 2.5;
const FRAME_LABEL = 3.5;

/** A part of the floor and the number of its sheet. */
export interface NumberedTile extends Tile {
  readonly sheet: number;
}

/** Where a part ends and another goes on: a dashed line and the sheet to turn to. Nothing where no sheet follows. */
export function drawMatchLines(
  tile: NumberedTile,
  tiles: readonly NumberedTile[],
  { onPaper, words }: { readonly onPaper: OnPaper; readonly words: DrawingWords },
): readonly Shape[] {
  const { x, y, width, height } = boxOf(tile, onPaper);
  const [right, bottom] = [x + width, y + height];
  const next = (columns: number, lines: number): NumberedTile | undefined =>
    tiles.find(({ column, line: at }) => column === tile.column + columns && at === tile.line + lines);
  const above = y - 1.5;
  const sides = [
    {
      other: next(-1, 0),
      ends: [
        [x, y],
        [x, bottom],
      ],
      at: { x, y: above, align: 'start' },
    },
    {
      other: next(1, 0),
      ends: [
        [right, y],
        [right, bottom],
      ],
      at: { x: right, y: above, align: 'end' },
    },
    {
      other: next(0, -1),
      ends: [
        [x, y],
        [right, y],
      ],
      at: { x: x + width / 2, y: above, align: 'middle' },
    },
    {
      other: next(0, 1),
      ends: [
        [x, bottom],
        [right, bottom],
      ],
      at: { x: x + width / 2, y: bottom + LETTERING + 1, align: 'middle' },
    },
  ] as const;
  return sides.flatMap(({ other, ends: [from, to], at }) =>
    other === undefined
      ? []
      : [
          line(from, to, { strokeWidth: THICK, dashed: true }),
          text(words.say('matchLine', { sheet: other.sheet }), { ...at, size: LETTERING }),
        ],
  );
}

/** The parts of the floor on its overview: the frame of each and the number of its sheet. */
export function drawTileFrames(
  tiles: readonly NumberedTile[],
  { onPaper, words }: { readonly onPaper: OnPaper; readonly words: DrawingWords },
): readonly Shape[] {
  return tiles.flatMap((tile) => {
    const box = boxOf(tile, onPaper);
    const field = {
      width: Math.min(box.width, FRAME_LABEL * 6),
      height: Math.min(box.height, FRAME_LABEL * 1.6),
    };
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return [
      rectangle({ ...box, stroke: 'black', strokeWidth: THICK, dashed: true }),
      rectangle({
        ...field,
        x: middle.x - field.width / 2,
        y: middle.y - field.height / 2,
        fill: 'white',
        stroke: 'black',
        strokeWidth: THIN,
      }),
      text(words.say('sheetNumber', { sheet: tile.sheet }), {
        x: middle.x,
        y: middle.y + FRAME_LABEL * 0.36,
        size: FRAME_LABEL,
        align: 'middle',
        bold: true,
        within: field.width - 1,
      }),
    ];
  });
}
