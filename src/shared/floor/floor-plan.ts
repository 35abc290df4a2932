import { byId } from '#shared/text/order';
import { ownValue } from '#shared/schema/own-value';
import type { RackType } from '#shared/catalogue/entries';
import { typicalFigure, type FigureChoices } from '#shared/scenario/typical-figure';
import type { RackId } from '#shared/schema/ids';
import type { Floor } from '#shared/scenario/placement';
import type { Rack, Scenario } from '#shared/scenario/schema';

/**
 * Where racks stand on the floor, in metres from the corner at the front of the first row: rows one behind the other,
 * their racks side by side. Rows turn their fronts to each other in pairs, so that cold and hot aisles alternate,
 * unless the floor says otherwise. Both sides use it: the plan to check, the screen to draw.
 */

/** Outside width of a 19-inch cabinet; the width of a place in which no rack stands. */
export const PLACE_WIDTH_METERS = 0.6;
/** Depth of a cabinet whose type states none. */
const USUAL_DEPTH_METERS = 1.2;

/** ASHRAE's seven-tile pitch with 600 mm tiles: two tiles of cold aisle, and a hot aisle that a door can open into. */
export const USUAL_COLD_AISLE_METERS = 1.2;
export const USUAL_HOT_AISLE_METERS = 0.9;

export interface Rectangle {
  readonly xMeters: number;
  readonly yMeters: number;
  readonly widthMeters: number;
  readonly depthMeters: number;
}

export type Facing = 'before' | 'behind';
export type AisleKind = 'cold' | 'hot' | 'mixed';

export interface Footprint extends Rectangle {
  readonly rack: RackId;
  readonly row: number;
  /** Which way its own front looks. */
  readonly facing: Facing;
  /** Whether that is another way than the row looks. */
  readonly againstRow: boolean;
}

/** The space between two rows, and what air is in it: a mixed one has the fronts of one row at the backs of the other. */
export interface Aisle {
  readonly before: number;
  readonly behind: number;
  readonly kind: AisleKind;
  readonly yMeters: number;
  readonly widthMeters: number;
}

export interface FloorPlan {
  readonly footprints: ReadonlyMap<RackId, Footprint>;
  readonly aisles: readonly Aisle[];
  readonly widthMeters: number;
  readonly depthMeters: number;
}

interface Size {
  readonly widthMeters: number;
  readonly depthMeters: number;
}

export type RackTypes = Readonly<Record<string, RackType>>;

type SizeOf = (rack: Rack) => Size;

/** The outside of a rack by its type, as the scenario's own figures and chosen readings have it. */
const sizesBy =
  (rackTypes: RackTypes, settings: FigureChoices): SizeOf =>
  (rack) => {
    const type = ownValue(rackTypes, rack.type);
    const typical = (side: 'width' | 'depth') =>
      typicalFigure(`rackTypes/${rack.type}/${side}`, type?.[side], settings);
    return {
      widthMeters: typical('width') ?? PLACE_WIDTH_METERS,
      depthMeters: typical('depth') ?? USUAL_DEPTH_METERS,
    };
  };

interface RowOnFloor {
  readonly row: number;
  readonly racks: readonly Rack[];
  /** Which way racks look that are not turned. */
  readonly said: Facing;
  /** Which way the row looks: as it is said to, unless every rack in it is turned. */
  readonly facing: Facing;
  readonly xMeters: number;
  readonly yMeters: number;
  readonly depthMeters: number;
}

const opposite = (facing: Facing): Facing => (facing === 'before' ? 'behind' : 'before');

function aisleBetween(before: Facing, behind: Facing): AisleKind {
  if (before === 'behind' && behind === 'before') return 'cold';
  return before === 'before' && behind === 'behind' ? 'hot' : 'mixed';
}

const usualAisle = (kind: AisleKind, floor: Floor): number => {
  const cold = floor.coldAisleMeters ?? USUAL_COLD_AISLE_METERS;
  const hot = floor.hotAisleMeters ?? USUAL_HOT_AISLE_METERS;
  return kind === 'hot' ? hot : kind === 'cold' ? cold : Math.max(cold, hot);
};

function rowsOf(racks: readonly Rack[], sizeOf: SizeOf, floor: Floor): readonly RowOnFloor[] {
  const byRow = new Map<number, Rack[]>();
  for (const rack of racks) {
    const inRow = byRow.get(rack.row);
    if (inRow === undefined) byRow.set(rack.row, [rack]);
    else inRow.push(rack);
  }
  const rows: RowOnFloor[] = [];
  for (const row of [...byRow.keys()].sort((a, b) => a - b)) {
    const own = floor.rows?.find((each) => each.row === row);
    const said = own?.facing ?? (rows.length % 2 === 0 ? 'behind' : 'before');
    const inRow = (byRow.get(row) ?? []).toSorted((a, b) => a.place - b.place || byId(a, b));
    const facing = inRow.every(({ turned }) => turned) ? opposite(said) : said;
    const last = rows.at(-1);
    const follows =
      last === undefined
        ? 0
        : last.yMeters + last.depthMeters + usualAisle(aisleBetween(last.facing, facing), floor);
    rows.push({
      row,
      racks: inRow,
      said,
      facing,
      xMeters: own?.xMeters ?? 0,
      yMeters: own?.yMeters ?? follows,
      depthMeters: inRow.reduce((most, rack) => Math.max(most, sizeOf(rack).depthMeters), 0),
    });
  }
  return rows;
}

/** The racks of a row side by side: a place as wide as its rack, an empty one as the usual cabinet. */
function footprintsOf(row: RowOnFloor, sizeOf: SizeOf): readonly Footprint[] {
  const footprints: Footprint[] = [];
  let [place, x] = [0, row.xMeters];
  let widest = 0;
  for (const rack of row.racks) {
    const size = sizeOf(rack);
    if (rack.place > place) {
      x += (widest > 0 ? widest : PLACE_WIDTH_METERS) + (rack.place - place - 1) * PLACE_WIDTH_METERS;
      [place, widest] = [rack.place, 0];
    }
    widest = Math.max(widest, size.widthMeters);
    const facing = rack.turned ? opposite(row.said) : row.said;
    // Fronts of a row are flush, whatever the depths behind them; the back of a turned rack with them.
    const back = row.facing === 'behind' ? row.depthMeters - size.depthMeters : 0;
    footprints.push({
      ...size,
      rack: rack.id,
      row: row.row,
      facing,
      againstRow: facing !== row.facing,
      xMeters: x,
      yMeters: row.yMeters + back,
    });
  }
  return footprints;
}

/** The floor plan of a scenario's racks; sizes are the typical ones of their types. */
export function floorPlanOf(
  { racks, floor = {}, choices, overrides }: Pick<Scenario, 'racks' | 'floor'> & FigureChoices,
  rackTypes: RackTypes,
): FloorPlan {
  const sizeOf = sizesBy(rackTypes, { choices, overrides });
  const rows = rowsOf(Object.values(racks), sizeOf, floor);
  const footprints = rows.flatMap((row) => footprintsOf(row, sizeOf));
  const aisles = rows.slice(1).map((behind, index): Aisle => {
    const before = rows[index] ?? behind;
    const yMeters = before.yMeters + before.depthMeters;
    return {
      before: before.row,
      behind: behind.row,
      kind: aisleBetween(before.facing, behind.facing),
      yMeters,
      widthMeters: behind.yMeters - yMeters,
    };
  });
  return {
    footprints: new Map(footprints.map((footprint) => [footprint.rack, footprint])),
    aisles,
    widthMeters:
      floor.widthMeters ?? Math.max(0, ...footprints.map((each) => each.xMeters + each.widthMeters)),
    depthMeters:
      floor.depthMeters ?? Math.max(0, ...footprints.map((each) => each.yMeters + each.depthMeters)),
  };
}

/** Whether two rectangles share more than an edge; walls that touch do not overlap. */
export function rectanglesOverlap(a: Rectangle, b: Rectangle): boolean {
  const HAIR = 1e-6;
  return (
    a.xMeters + HAIR < b.xMeters + b.widthMeters &&
    b.xMeters + HAIR < a.xMeters + a.widthMeters &&
    a.yMeters + HAIR < b.yMeters + b.depthMeters &&
    b.yMeters + HAIR < a.yMeters + a.depthMeters
  );
}
