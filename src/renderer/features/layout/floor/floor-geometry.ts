import { useMemo } from 'react';
import { useCatalogue, useScenario } from '#renderer/documents/hooks';
import type { Obstacle } from '#renderer/features/layout/edits/floor';
import type { FloorPlace, Point, Rectangle } from '#renderer/features/layout/hall/geometry';
import { type FloorPlan, floorPlanOf, type Footprint, PLACE_WIDTH_METERS } from '#shared/floor/floor-plan';

/** The floor plan in centimetres, so that its zooms are of the same order as those of the racks. */

export const CENTIMETRES = 100;
/** Whole tiles of a raised floor; a tenth of a metre where one wants it finer. */
export const TILE_METERS = 0.6;
export const FINE_METERS = 0.1;

interface InMeters {
  readonly xMeters: number;
  readonly yMeters: number;
  readonly widthMeters: number;
  readonly depthMeters: number;
}

export const inCentimetres = ({ xMeters, yMeters, widthMeters, depthMeters }: InMeters): Rectangle => ({
  x: xMeters * CENTIMETRES,
  y: yMeters * CENTIMETRES,
  width: widthMeters * CENTIMETRES,
  height: depthMeters * CENTIMETRES,
});

/** To the nearest multiple of a step, without the noise of binary fractions. */
export const snapped = (meters: number, step: number): number =>
  Number((Math.round(meters / step) * step).toFixed(3));

/** One row on the floor with the ground that its racks take. */
export interface RowOnFloor extends InMeters {
  readonly row: number;
  readonly facing: Footprint['facing'];
  readonly footprints: readonly Footprint[];
}

/** Which way a row looks: as its racks do that are not turned against it. */
const rowFacing = (footprints: readonly Footprint[]): Footprint['facing'] =>
  footprints.find(({ againstRow }) => !againstRow)?.facing ?? 'behind';

export function rowsOnFloor({ footprints }: FloorPlan): readonly RowOnFloor[] {
  const byRow = new Map<number, Footprint[]>();
  for (const footprint of footprints.values()) {
    const row = byRow.get(footprint.row);
    if (row) row.push(footprint);
    else byRow.set(footprint.row, [footprint]);
  }
  return [...byRow.entries()]
    .sort(([a], [b]) => a - b)
    .map(([row, inRow]) => {
      const x = Math.min(...inRow.map(({ xMeters }) => xMeters));
      const y = Math.min(...inRow.map(({ yMeters }) => yMeters));
      return {
        row,
        facing: rowFacing(inRow),
        footprints: inRow,
        xMeters: x,
        yMeters: y,
        widthMeters: Math.max(...inRow.map((each) => each.xMeters + each.widthMeters)) - x,
        depthMeters: Math.max(...inRow.map((each) => each.yMeters + each.depthMeters)) - y,
      };
    });
}

/** The room, or the ground that the racks and obstacles take where it has no measures. */
export function groundOf(plan: FloorPlan, obstacles: readonly Obstacle[]): Rectangle {
  const right = obstacles.map((each) => each.xMeters + each.widthMeters);
  const bottom = obstacles.map((each) => each.yMeters + each.depthMeters);
  const used = [...plan.footprints.values()];
  return inCentimetres({
    xMeters: 0,
    yMeters: 0,
    widthMeters: Math.max(
      1,
      plan.widthMeters,
      ...right,
      ...used.map((each) => each.xMeters + each.widthMeters),
    ),
    depthMeters: Math.max(
      1,
      plan.depthMeters,
      ...bottom,
      ...used.map((each) => each.yMeters + each.depthMeters),
    ),
  });
}

/**
 * The place of the rows that a point is at: in the nearest row, over its racks or one behind its last; well behind the
 * last row, the first place of a new one.
 */
export function placeAt(rows: readonly RowOnFloor[], point: Point, placeOf: PlaceOf): FloorPlace | undefined {
  const [x, y] = [point.x / CENTIMETRES, point.y / CENTIMETRES];
  const last = rows.at(-1);
  if (!last) return undefined;
  if (y > last.yMeters + last.depthMeters + PLACE_WIDTH_METERS) return { row: last.row + 1, place: 0 };
  const away = ({ yMeters, depthMeters }: RowOnFloor): number =>
    Math.max(yMeters - y, 0, y - yMeters - depthMeters);
  const nearest = rows.reduce((best, row) => (away(row) < away(best) ? row : best), last);
  const over = nearest.footprints.find(
    ({ xMeters, widthMeters }) => x >= xMeters && x < xMeters + widthMeters,
  );
  if (over) return { row: nearest.row, place: placeOf(over) };
  const before = nearest.footprints.filter(({ xMeters, widthMeters }) => xMeters + widthMeters <= x);
  const next = before.reduce<Footprint | undefined>(
    (best, each) => (best && best.xMeters >= each.xMeters ? best : each),
    undefined,
  );
  if (!next) return { row: nearest.row, place: 0 };
  const gap = Math.floor((x - next.xMeters - next.widthMeters) / PLACE_WIDTH_METERS);
  const isEnd = nearest.footprints.every(({ xMeters }) => xMeters <= next.xMeters);
  return { row: nearest.row, place: placeOf(next) + 1 + (isEnd ? 0 : gap) };
}

type PlaceOf = (footprint: Footprint) => number;

interface FloorNow {
  readonly plan: FloorPlan;
  readonly rows: readonly RowOnFloor[];
}

/** The floor plan of the open scenario, worked out when its racks or its floor change. */
export function useFloor(): FloorNow {
  const racks = useScenario((scenario) => scenario.racks);
  const floor = useScenario((scenario) => scenario.floor);
  const choices = useScenario((scenario) => scenario.choices);
  const overrides = useScenario((scenario) => scenario.overrides);
  const { rackTypes } = useCatalogue();
  return useMemo(() => {
    const plan = floorPlanOf({ racks, choices, overrides, ...(floor && { floor }) }, rackTypes);
    return { plan, rows: rowsOnFloor(plan) };
  }, [racks, floor, choices, overrides, rackTypes]);
}
