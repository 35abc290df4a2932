import type { RackType } from '#shared/catalogue/entries';
import type { RackId } from '#shared/ids';
import type { Rack } from '#shared/scenario/schema';

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
export const FOOTER_HEIGHT = 84;
const RACK_GAP = 32;
const ROW_GAP = 64;
export const RACK_PITCH = RACK_WIDTH + RACK_GAP;

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

export interface Hall {
  /** Row by row, from left to right: the order in which keys walk. */
  readonly boxes: readonly RackBox[];
  readonly byId: ReadonlyMap<RackId, RackBox>;
  readonly width: number;
  readonly height: number;
}

const byPlace = (a: Rack, b: Rack): number =>
  a.row - b.row || a.place - b.place || a.name.localeCompare(b.name);

/** Racks of a type that the catalogue does not know are drawn with 42 U; the plan names the missing type. */
const UNITS_WHEN_UNKNOWN = 42;

export function hallOf(
  racks: Readonly<Record<RackId, Rack>>,
  rackTypes: Readonly<Record<string, Pick<RackType, 'units'>>>,
): Hall {
  const boxes: RackBox[] = [];
  let [top, width] = [0, 0];
  for (const row of rowsOf(racks)) {
    const tallest = Math.max(...row.map((rack) => unitsOf(rack, rackTypes)));
    const bayBottom = top + HEADER_HEIGHT + tallest * UNIT_HEIGHT;
    let free = 0;
    for (const rack of row) {
      // Two racks with the same place in a row stand beside each other rather than inside.
      const column = Math.max(rack.place, free);
      free = column + 1;
      const units = unitsOf(rack, rackTypes);
      const y = bayBottom - units * UNIT_HEIGHT - HEADER_HEIGHT;
      boxes.push({
        id: rack.id,
        name: rack.name,
        row: rack.row,
        units,
        x: column * RACK_PITCH,
        y,
        bayBottom,
      });
    }
    width = Math.max(width, (free - 1) * RACK_PITCH + RACK_WIDTH);
    top = bayBottom + FOOTER_HEIGHT + ROW_GAP;
  }
  const height = Math.max(0, top - ROW_GAP);
  return { boxes, byId: new Map(boxes.map((box) => [box.id, box])), width, height };
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

const unitsOf = (rack: Rack, rackTypes: Readonly<Record<string, Pick<RackType, 'units'>>>): number =>
  rackTypes[rack.type]?.units ?? UNITS_WHEN_UNKNOWN;

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** The face of a slot on the canvas. */
export function slotRectangle(
  box: RackBox,
  slot: { readonly position: number; readonly heightUnits: number },
): Rectangle {
  return {
    x: box.x + RAIL_WIDTH,
    y: box.bayBottom - (slot.position - 1 + slot.heightUnits) * UNIT_HEIGHT,
    width: BAY_WIDTH,
    height: slot.heightUnits * UNIT_HEIGHT,
  };
}

export interface Spot {
  readonly box: RackBox;
  /** Height above the rack's floor in U, counted from 1 as positions are: 3.5 is the middle of U3. */
  readonly unit: number;
}

/** The rack and height under a point; the gap beside a rack counts to the nearer one. */
export function spotAt(hall: Hall, point: Point): Spot | undefined {
  const box = hall.boxes.find(
    ({ x, y, bayBottom }) =>
      point.x >= x - RACK_GAP / 2 &&
      point.x < x + RACK_WIDTH + RACK_GAP / 2 &&
      point.y >= y - ROW_GAP / 2 &&
      point.y < bayBottom + FOOTER_HEIGHT + ROW_GAP / 2,
  );
  return box && { box, unit: 1 + (box.bayBottom - point.y) / UNIT_HEIGHT };
}

/** The rack so many racks further along the walk; undefined beyond its ends. */
export function rackFrom(hall: Hall, from: RackId, steps: number): RackBox | undefined {
  const index = hall.boxes.findIndex(({ id }) => id === from);
  return index < 0 ? undefined : hall.boxes[index + steps];
}

/** The rack in the next or previous row that stands nearest. */
export function rackAcross(hall: Hall, from: RackId, rows: 1 | -1): RackBox | undefined {
  const start = hall.byId.get(from);
  if (!start) return undefined;
  const others = hall.boxes.filter(({ row }) => (row - start.row) * rows > 0);
  const nearest = others.toSorted(
    (a, b) => (a.row - b.row) * rows || Math.abs(a.x - start.x) - Math.abs(b.x - start.x),
  );
  return nearest[0];
}
