import type { Reservation, WidthSide } from '#shared/scenario/placement';
import type { Slot } from '#shared/rack/geometry';
import type { Face } from '#shared/scenario/schema';

/**
 * The free space of one rack in half units, each with its four quarters: front and rear, left and right. The same rules
 * as `overlaps` in the rack's geometry, in a form in which thousands of devices are placed at once.
 */
export interface Grid {
  readonly units: number;
  /** A bit for each quarter taken, from the lowest half unit up. */
  readonly taken: Uint8Array;
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

export const emptyGrid = (units: number): Grid => ({ units, taken: new Uint8Array(units * 2) });

export const copyOf = ({ units, taken }: Grid): Grid => ({ units, taken: taken.slice() });

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
  for (let index = 0; index * step <= last; index += 1) {
    const start = from === 'bottom' ? index * step : Math.floor(last / step) * step - index * step;
    if (isFree(grid, start, halves, mask)) return start / 2 + 1;
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
