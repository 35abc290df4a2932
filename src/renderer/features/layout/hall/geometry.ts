import type { RackType } from '#shared/catalogue/entries';
import type { RackId } from '#shared/schema/ids';
import type { WidthSide } from '#shared/scenario/placement';
import type { Face, Rack } from '#shared/scenario/schema';

/**
 * Where racks and slots lie on the canvas, in canvas units: one at zoom 1 is one pixel. Racks stand in rows as on the
 * floor, bottoms aligned, drawn to the proportions of EIA-310: 600 mm wide, 44.45 mm to the U.
 */

export const UNIT_HEIGHT = 18;
export const RACK_WIDTH = 240;
/** From the frame's edge to the bay between the rails; holds the U numbers. */
export const RAIL_WIDTH = 30;
export const BAY_WIDTH = RACK_WIDTH - 2 * RAIL_WIDTH;
export const HEADER_HEIGHT = 30;
export const FOOTER_HEIGHT = 104;
const RACK_GAP = 32;
const ROW_GAP = 64;
/** Between the front and the rear of a rack where both are shown. */
const FACE_GAP = 8;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface RackBox {
  readonly id: RackId;
  readonly name: string;
  readonly row: number;
  readonly units: number;
  /** Left edge and top edge of the header. */
  readonly x: number;
  readonly y: number;
  /** Where U1 begins. */
  readonly bayBottom: number;
}

/** One row of racks on the canvas. */
export interface RowBox {
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly bayBottom: number;
  /** How many places it has from its first to its last rack. */
  readonly places: number;
}

export interface Hall {
  /** Row by row, from left to right: the order in which keys walk. */
  readonly boxes: readonly RackBox[];
  readonly byId: ReadonlyMap<RackId, RackBox>;
  readonly rows: readonly RowBox[];
  /** What one rack takes on the canvas: one face, or front and rear side by side. */
  readonly rackWidth: number;
  /** From one place of a row to the next. */
  readonly pitch: number;
  readonly width: number;
  readonly height: number;
}

const byPlace = (a: Rack, b: Rack): number =>
  a.row - b.row || a.place - b.place || a.name.localeCompare(b.name);

/** Racks of a type that the catalogue does not know are drawn with 42 U; the plan names the missing type. */
const UNITS_WHEN_UNKNOWN = 42;

type RackHeights = Readonly<Record<string, Pick<RackType, 'units'>>>;

/** Few rows stand below each other. More are laid out in blocks side by side, so that a hall fills a screen. */
const ROWS_IN_ONE_BLOCK = 4;
const SCREEN_ASPECT = 1.3;
/** Wide enough for the letters of the rows, also where the whole of a large hall is in sight. */
const BLOCK_GAP = 2 * RACK_WIDTH;

const widthOf = (faces: 1 | 2): number => faces * RACK_WIDTH + (faces - 1) * FACE_GAP;

/** The hall with one face of every rack, or with both side by side. */
export function hallOf(
  racks: Readonly<Record<RackId, Rack>>,
  rackTypes: RackHeights,
  faces: 1 | 2 = 1,
): Hall {
  const rackWidth = widthOf(faces);
  const pitch = rackWidth + RACK_GAP;
  const rows = rowsOf(racks);
  const longest = Math.max(0, ...rows.map((row) => columnsOf(row).at(-1) ?? 0)) + 1;
  const blockWidth = (longest - 1) * pitch + rackWidth;
  const heights = rows.map((row) => Math.max(...row.map((rack) => unitsOf(rack, rackTypes))) * UNIT_HEIGHT);
  const perBlock = rowsPerBlock(heights, blockWidth);
  const boxes: RackBox[] = [];
  const rowBoxes: RowBox[] = [];
  let [top, height] = [0, 0];
  for (const [index, row] of rows.entries()) {
    if (index % perBlock === 0) top = 0;
    const x = Math.floor(index / perBlock) * (blockWidth + BLOCK_GAP);
    const bayBottom = top + HEADER_HEIGHT + (heights[index] ?? 0);
    const columns = columnsOf(row);
    rowBoxes.push({ row: row[0]?.row ?? 0, x, y: top, bayBottom, places: (columns.at(-1) ?? 0) + 1 });
    for (const [at, { id, name, row: number, type }] of row.entries()) {
      const units = unitsOf({ type }, rackTypes);
      const y = bayBottom - units * UNIT_HEIGHT - HEADER_HEIGHT;
      boxes.push({ id, name, row: number, units, x: x + (columns[at] ?? 0) * pitch, y, bayBottom });
    }
    height = Math.max(height, bayBottom + FOOTER_HEIGHT);
    top = bayBottom + FOOTER_HEIGHT + ROW_GAP;
  }
  const blocks = Math.ceil(rows.length / perBlock);
  const width = blocks === 0 ? 0 : blocks * blockWidth + (blocks - 1) * BLOCK_GAP;
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return { boxes, byId, rows: rowBoxes, rackWidth, pitch, width, height };
}

/** As many rows to a block as make the whole as wide for its height as a screen. */
function rowsPerBlock(heights: readonly number[], blockWidth: number): number {
  if (heights.length <= ROWS_IN_ONE_BLOCK) return Math.max(1, heights.length);
  const average = heights.reduce((sum, height) => sum + height, 0) / heights.length;
  const rowHeight = HEADER_HEIGHT + average + FOOTER_HEIGHT + ROW_GAP;
  const misfit = (perBlock: number): number => {
    const blocks = Math.ceil(heights.length / perBlock);
    return Math.abs(Math.log((blocks * (blockWidth + BLOCK_GAP)) / (perBlock * rowHeight * SCREEN_ASPECT)));
  };
  return heights
    .map((_, index) => index + 1)
    .reduce((best, perBlock) => (misfit(perBlock) < misfit(best) ? perBlock : best), heights.length);
}

/** The columns of a row's racks: their places, but two racks with the same place stand beside each other. */
function columnsOf(row: readonly Rack[]): readonly number[] {
  const columns: number[] = [];
  for (const { place } of row) columns.push(Math.max(place, (columns.at(-1) ?? -1) + 1));
  return columns;
}

function rowsOf(racks: Readonly<Record<RackId, Rack>>): readonly (readonly Rack[])[] {
  const rows = new Map<number, Rack[]>();
  for (const rack of Object.values(racks).toSorted(byPlace)) {
    const row = rows.get(rack.row);
    if (row) row.push(rack);
    else rows.set(rack.row, [rack]);
  }
  return [...rows.values()];
}

const unitsOf = ({ type }: Pick<Rack, 'type'>, rackTypes: RackHeights): number =>
  rackTypes[type]?.units ?? UNITS_WHEN_UNKNOWN;

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

export interface DrawnSlot {
  readonly position: number;
  readonly heightUnits: number;
  /** The half of the width that it takes, seen from its own face. */
  readonly side?: WidthSide | undefined;
}

/** A slot on the canvas, on the face that it belongs to or as it is seen from behind. */
export function slotRectangle(
  box: Pick<RackBox, 'x' | 'bayBottom'>,
  { position, heightUnits, side }: DrawnSlot,
  seenFrom: 'own-face' | 'behind' = 'own-face',
): Rectangle {
  const right = side !== undefined && (side === 'right') === (seenFrom === 'own-face');
  return {
    x: box.x + RAIL_WIDTH + (right ? BAY_WIDTH / 2 : 0),
    y: box.bayBottom - (position - 1 + heightUnits) * UNIT_HEIGHT,
    width: side === undefined ? BAY_WIDTH : BAY_WIDTH / 2,
    height: heightUnits * UNIT_HEIGHT,
  };
}

const STRIP_WIDTH = 7;

/**
 * A zero-U strip beside the rails: the first left and the next right, from U3 to the middle of the rack; the next two
 * above them.
 */
export function stripRectangle(
  { x, bayBottom, units }: Pick<RackBox, 'x' | 'bayBottom' | 'units'>,
  index: number,
): Rectangle {
  const [above, odd] = [Math.floor(index / 2) % 2 === 1, index % 2 === 1];
  const inward = 2 + Math.floor(index / 4) * (STRIP_WIDTH + 1);
  const middle = units / 2 + 1;
  const [from, to] = above ? [middle + 1, units - 0.5] : [2, middle];
  return {
    x: odd ? x + RACK_WIDTH - inward - STRIP_WIDTH : x + inward,
    y: bayBottom - to * UNIT_HEIGHT,
    width: STRIP_WIDTH,
    height: Math.max(1, to - from) * UNIT_HEIGHT,
  };
}

/** The faces of a rack that are drawn, from the left, each with its left edge. */
export const facesAt = (
  { x }: Pick<RackBox, 'x'>,
  faces: readonly Face[],
): readonly { readonly face: Face; readonly x: number }[] =>
  faces.map((face, index) => ({ face, x: x + index * (RACK_WIDTH + FACE_GAP) }));

/** The rack so many racks further along the walk; undefined beyond its ends. */
export function rackFrom(hall: Hall, from: RackId, steps: number): RackBox | undefined {
  const index = hall.boxes.findIndex(({ id }) => id === from);
  return index < 0 ? undefined : hall.boxes[index + steps];
}

/** The rack in the next or previous row that stands nearest. */
export function rackAcross(hall: Hall, from: RackId, rows: 1 | -1): RackBox | undefined {
  const start = hall.byId.get(from);
  if (!start) return undefined;
  const along = ({ row, x }: RackBox): number =>
    x - (hall.rows.find((candidate) => candidate.row === row)?.x ?? 0);
  const others = hall.boxes.filter(({ row }) => (row - start.row) * rows > 0);
  const nearest = others.toSorted(
    (a, b) => (a.row - b.row) * rows || Math.abs(along(a) - along(start)) - Math.abs(along(b) - along(start)),
  );
  return nearest[0];
}

export interface FloorPlace {
  readonly row: number;
  readonly place: number;
}

/** The place on the floor under a point: in a row, one beyond its end, or in a new row below all others. */
export function floorPlaceAt(hall: Hall, point: Point): FloorPlace | undefined {
  const { pitch } = hall;
  // A place beyond a row's end may lie on another row of the next block, which then counts.
  const reaching = (more: 0 | 1) =>
    hall.rows.filter(
      ({ x, places }) => point.x >= x - RACK_GAP / 2 && point.x < x - RACK_GAP / 2 + (places + more) * pitch,
    );
  const within = [...reaching(0), ...reaching(1)];
  const row = within.find(
    ({ y, bayBottom }) => point.y >= y - ROW_GAP / 2 && point.y < bayBottom + FOOTER_HEIGHT + ROW_GAP / 2,
  );
  const last = hall.rows.at(-1);
  const below = last && within.includes(last) && point.y >= last.bayBottom + FOOTER_HEIGHT ? last : undefined;
  const found = row ?? below;
  if (!found) return undefined;
  const place = Math.max(0, Math.floor((point.x - found.x + RACK_GAP / 2) / pitch));
  return row ? { row: row.row, place: Math.min(place, row.places) } : { row: found.row + 1, place: 0 };
}

/** Where a rack would stand at a place on the floor, for a hint of it. */
export function floorRectangle(hall: Hall, { row, place }: FloorPlace): Rectangle | undefined {
  const found = hall.rows.find((candidate) => candidate.row === row);
  const last = hall.rows.at(-1);
  if (found) {
    const { x, y, bayBottom } = found;
    return { x: x + place * hall.pitch, y, width: hall.rackWidth, height: bayBottom - y };
  }
  if (!last) return undefined;
  const y = last.bayBottom + FOOTER_HEIGHT + ROW_GAP / 2;
  return { x: last.x, y, width: hall.rackWidth, height: HEADER_HEIGHT * 2 };
}
