import { isOpen } from './bin';
import type { Fleet } from './fleet';
import type { Left } from './pack';

/** One way to place what was asked for. */
export interface Arrangement {
  readonly fleet: Fleet;
  readonly left: Left;
}

export const leftOver = ({ left }: Arrangement): number => left.reduce((sum, count) => sum + count, 0);

/** Servers that found a place. */
export const placedIn = ({ fleet }: Arrangement): number =>
  fleet.bins.reduce((sum, { servers }) => sum + servers, 0);

export const openedNew = ({ fleet }: Arrangement): number =>
  fleet.bins.filter((bin) => bin.isNew && isOpen(bin)).length;

export const openedGiven = ({ fleet }: Arrangement): number =>
  fleet.bins.filter((bin) => !bin.isNew && !bin.isInUse && isOpen(bin)).length;

/** How far apart the racks that took something stand: steps along rows, and rows counted double. */
export function spanOf({ fleet }: Arrangement): number {
  const racks = fleet.bins.filter(({ placed }) => placed.length > 0).map(({ rack }) => rack);
  if (racks.length === 0) return 0;
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  return 2 * spread(racks.map(({ row }) => row)) + spread(racks.map(({ place }) => place));
}

/** Negative where `a` is the better one: more placed, then fewer new racks, then fewer brought into use, then nearer. */
export const compareArrangements = (a: Arrangement, b: Arrangement): number =>
  placedIn(b) - placedIn(a) ||
  openedNew(a) - openedNew(b) ||
  openedGiven(a) - openedGiven(b) ||
  spanOf(a) - spanOf(b);
