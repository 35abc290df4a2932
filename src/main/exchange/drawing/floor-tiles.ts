import type { Rectangle } from '#shared/floor/floor-plan';

/** A part of the floor that has a sheet of its own, and where it lies among the others. */
export interface Tile extends Rectangle {
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
