import type { Reservation, WidthSide } from '#shared/scenario/placement';
import { areBackToBack, exceedsDepth, type Slot } from '#shared/rack/geometry';
import type { Face } from '#shared/scenario/schema';

/**
 * The free space of one rack in half units, each with its four quarters: front and rear, left and right. The same rules
 * as `refuseSlot` in the rack's geometry, in a form in which thousands of devices are placed at once.
 */
export interface Grid {
  readonly units: number;
  /** A bit for each quarter taken, from the lowest half unit up. */
  readonly taken: Uint8Array;
  /** From the front to the rear; undefined where it is not known. */
  readonly usableDepthMeters: number | undefined;
  /** What reaches how far from its face, where that is known and leaves the other face free. */
  readonly reaching: Slot[];
}

const quarters = { front: { left: 1, right: 2 }, rear: { left: 4, right: 8 } } as const;
const ALL = 15;

const facesOf = (face: Face, fullDepth: boolean): readonly Face[] => (fullDepth ? ['front', 'rear'] : [face]);
const sidesOf = (side: WidthSide | undefined): readonly WidthSide[] =>
  side === undefined ? ['left', 'right'] : [side];

/** The quarters that a slot of this kind takes. */
export function maskOf({ face, fullDepth, side }: Pick<Slot, 'face' | 'fullDepth' | 'side'>): number {
  let mask = 0;
  for (const one of facesOf(face, fullDepth)) for (const half of sidesOf(side)) mask |= quarters[one][half];
  return mask;
}

export const emptyGrid = (units: number, usableDepthMeters: number | undefined): Grid => ({
  units,
  taken: new Uint8Array(units * 2),
  usableDepthMeters,
  reaching: [],
});

export const copyOf = (grid: Grid): Grid => ({
  ...grid,
  taken: grid.taken.slice(),
  reaching: [...grid.reaching],
});

const halfOf = (position: number): number => Math.round((position - 1) * 2);

export function take(grid: Grid, slot: Slot): void {
  const from = halfOf(slot.position);
  const mask = maskOf(slot);
  for (
    let half = Math.max(0, from);
    half < from + slot.heightUnits * 2 && half < grid.taken.length;
    half += 1
  )
    grid.taken[half] = (grid.taken[half] ?? 0) | mask;
  if (!slot.fullDepth && slot.depthMeters !== undefined) grid.reaching.push(slot);
}

export function keep(grid: Grid, { position, heightUnits, face }: Reservation): void {
  const fullDepth = face === 'both';
  take(grid, { position, heightUnits, face: fullDepth ? 'front' : face, fullDepth });
}

function isFree({ taken }: Grid, from: number, halves: number, mask: number): boolean {
  for (let half = from; half < from + halves; half += 1)
    if (((taken[half] ?? ALL) & mask) !== 0) return false;
  return true;
}

/** Whether a slot leaves enough depth to what stands behind it, as far as depths are known. */
function hasDepth({ usableDepthMeters, reaching }: Grid, slot: Slot): boolean {
  const { depthMeters } = slot;
  if (depthMeters === undefined || usableDepthMeters === undefined) return true;
  return !reaching.some(
    (other) =>
      exceedsDepth(usableDepthMeters, depthMeters, other.depthMeters ?? 0) && areBackToBack(slot, other),
  );
}

/** The lowest free position for a slot of this shape, or the highest; whole units for whole heights. */
export function freePosition(
  grid: Grid,
  shape: Omit<Slot, 'position'>,
  from: 'bottom' | 'top' = 'bottom',
): number | undefined {
  const halves = shape.heightUnits * 2;
  const step = shape.heightUnits % 1 === 0 ? 2 : 1;
  const last = grid.taken.length - halves;
  const mask = maskOf(shape);
  const { depthMeters = 0 } = shape;
  if (grid.usableDepthMeters !== undefined && exceedsDepth(grid.usableDepthMeters, depthMeters))
    return undefined;
  for (let index = 0; index * step <= last; index += 1) {
    const start = from === 'bottom' ? index * step : Math.floor(last / step) * step - index * step;
    if (!isFree(grid, start, halves, mask)) continue;
    const position = start / 2 + 1;
    if (hasDepth(grid, { ...shape, position })) return position;
  }
  return undefined;
}

/** Rack units of which no quarter is taken. */
export function freeUnits({ taken }: Grid): number {
  let free = 0;
  for (const quarter of taken) if (quarter === 0) free += 0.5;
  return free;
}

const SHARE_OF_UNIT = 1 / 8;

/** The volume that is free, in rack units: half a unit has four quarters. */
export function freeVolume({ taken }: Grid): number {
  let free = 0;
  for (const mask of taken)
    for (let quarter = 1; quarter < ALL; quarter *= 2) if ((mask & quarter) === 0) free += SHARE_OF_UNIT;
  return free;
}
