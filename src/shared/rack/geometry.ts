import type { DeviceType, RackType } from '#shared/catalogue/entries';
import { type LifeCycle, standTogether } from '#shared/scenario/life-cycle';
import type { Reservation, WidthSide } from '#shared/scenario/placement';
import type { Face } from '#shared/scenario/schema';
import { type FigureChoices, typicalFigure } from '#shared/scenario/typical-figure';
import type { DeviceId } from '#shared/schema/ids';

export type DepthSettings = FigureChoices;

/** How far a device reaches into the rack, in metres from its mounting rails; undefined where nobody states it. */
export const deviceDepth = (type: DeviceType | undefined, settings: DepthSettings): number | undefined =>
  type && typicalFigure(`deviceTypes/${type.id}/depth`, type.depth, settings);

/**
 * The metres that devices may fill from front to rear: what the maker says may be mounted, or else the outside depth,
 * which nothing behind closed doors can exceed. Undefined where neither is stated.
 */
export const usableDepth = (type: RackType | undefined, settings: DepthSettings): number | undefined =>
  type &&
  (typicalFigure(`rackTypes/${type.id}/usableDepth`, type.usableDepth, settings) ??
    typicalFigure(`rackTypes/${type.id}/depth`, type.depth, settings));

/**
 * Where devices stand in a rack, in whole arithmetic: positions are half units counted upwards (EIA-310), the lowest
 * U occupied names a place. Both sides use it: the plan to check, the screen to show a drop before it happens.
 */

export interface Slot {
  /** Lowest U occupied, from 1 at the bottom, in halves. */
  readonly position: number;
  readonly heightUnits: number;
  readonly face: Face;
  readonly fullDepth: boolean;
  /** The half of the width it takes; all of it where this is absent. */
  readonly side?: WidthSide | undefined;
  /** When it is taken; always where this is absent. */
  readonly lifeCycle?: LifeCycle | undefined;
  /** How far it reaches towards the other face; unknown where this is absent. */
  readonly depthMeters?: number | undefined;
}

/** What the inside of a rack offers. */
export interface RackInside {
  readonly units: number;
  /** From the front to the rear, whatever the faces; unknown where this is absent. */
  readonly usableDepthMeters?: number | undefined;
  readonly reserved?: readonly Reservation[] | undefined;
}

export interface Occupant extends Slot {
  readonly id: DeviceId;
}

export type SlotRefusal =
  | { readonly because: 'below-rack'; readonly position: number }
  | { readonly because: 'above-rack'; readonly topUnit: number; readonly units: number }
  | { readonly because: 'taller-than-rack'; readonly heightUnits: number; readonly units: number }
  | { readonly because: 'deeper-than-rack'; readonly depthMeters: number; readonly usableMeters: number }
  | { readonly because: 'overlap'; readonly with: DeviceId }
  | { readonly because: 'reserved'; readonly reservation: Reservation }
  | {
      readonly because: 'too-deep-together';
      readonly with: DeviceId;
      readonly depthMeters: number;
      readonly otherDepthMeters: number;
      readonly usableMeters: number;
    };

/** The outside of a device as a rack sees it. */
interface Shape extends Pick<DeviceType, 'heightUnits' | 'fullDepth' | 'halfWidth'> {
  readonly depthMeters?: number | undefined;
}

export interface SlotPlace {
  readonly position: number;
  readonly face: Face;
  readonly side?: WidthSide | undefined;
  readonly lifeCycle?: LifeCycle | undefined;
}

/** The space that a device of this shape takes at a place; a half-width one that names no side stands on the left. */
export const slotOf = (
  { heightUnits, fullDepth, halfWidth, depthMeters }: Shape,
  place: SlotPlace,
): Slot => ({
  position: place.position,
  face: place.face,
  heightUnits,
  fullDepth,
  ...(depthMeters !== undefined && { depthMeters }),
  ...(halfWidth === true && { side: place.side ?? 'left' }),
  ...(place.lifeCycle !== undefined && { lifeCycle: place.lifeCycle }),
});

const end = (slot: Pick<Slot, 'position' | 'heightUnits'>): number => slot.position + slot.heightUnits;

const shareHeight = (
  a: Pick<Slot, 'position' | 'heightUnits'>,
  b: Pick<Slot, 'position' | 'heightUnits'>,
): boolean => a.position < end(b) && b.position < end(a);

/** Whether two slots meet in height and in width, on a day on which both are taken. */
const meet = (a: Slot, b: Slot): boolean =>
  shareHeight(a, b) &&
  (a.side === undefined || b.side === undefined || a.side === b.side) &&
  standTogether(a.lifeCycle, b.lifeCycle);

/**
 * Whether two slots ever want the same space: a shared half unit, a shared face (full depth takes both), a shared side, on
 * a shared day.
 */
export const overlaps = (a: Slot, b: Slot): boolean =>
  (a.fullDepth || b.fullDepth || a.face === b.face) && meet(a, b);

/** Whether two slots ever share a height from opposite faces, so that their depths add up. */
export const areBackToBack = (a: Slot, b: Slot): boolean =>
  !a.fullDepth && !b.fullDepth && a.face !== b.face && meet(a, b);

/** Whether a slot reaches into a space that is kept free. */
const reaches = (slot: Slot, kept: Reservation): boolean =>
  shareHeight(slot, kept) && (slot.fullDepth || kept.face === 'both' || kept.face === slot.face);

// Depths come from decimal figures; a sum that is equal on paper is not refused for its last bit.
const HAIR_METERS = 1e-6;

/** Whether a depth, with another one behind it, exceeds what a rack offers. */
export const exceedsDepth = (usableMeters: number, depthMeters: number, behindMeters = 0): boolean =>
  depthMeters + behindMeters > usableMeters + HAIR_METERS;

function refuseDepth(
  slot: Slot,
  usableMeters: number | undefined,
  occupants: Iterable<Occupant>,
): SlotRefusal | undefined {
  const { depthMeters } = slot;
  if (depthMeters === undefined || usableMeters === undefined) return undefined;
  if (exceedsDepth(usableMeters, depthMeters))
    return { because: 'deeper-than-rack', depthMeters, usableMeters };
  if (slot.fullDepth) return undefined;
  for (const other of occupants) {
    const otherDepthMeters = other.depthMeters;
    if (otherDepthMeters === undefined || !exceedsDepth(usableMeters, depthMeters, otherDepthMeters))
      continue;
    if (areBackToBack(slot, other))
      return { because: 'too-deep-together', with: other.id, depthMeters, otherDepthMeters, usableMeters };
  }
  return undefined;
}

/**
 * Why a slot cannot be taken in a rack with these occupants; undefined when it can. Depths that nobody states are not
 * held against anything.
 */
export function refuseSlot({
  slot,
  rack: { units, usableDepthMeters, reserved = [] },
  occupants,
}: {
  readonly slot: Slot;
  readonly rack: RackInside;
  readonly occupants: readonly Occupant[];
}): SlotRefusal | undefined {
  if (slot.heightUnits > units) return { because: 'taller-than-rack', heightUnits: slot.heightUnits, units };
  if (slot.position < 1) return { because: 'below-rack', position: slot.position };
  if (end(slot) > units + 1) return { because: 'above-rack', topUnit: end(slot) - 1, units };
  for (const occupant of occupants) {
    if (overlaps(slot, occupant)) return { because: 'overlap', with: occupant.id };
  }
  for (const reservation of reserved) {
    if (reaches(slot, reservation)) return { because: 'reserved', reservation };
  }
  return refuseDepth(slot, usableDepthMeters, occupants);
}

/** The lowest free position at or above `from` for a slot of this shape, or undefined when the rack has none. */
export function firstFreePosition({
  slot,
  rack,
  occupants,
  from = 1,
}: {
  readonly slot: Omit<Slot, 'position'>;
  readonly rack: RackInside;
  readonly occupants: readonly Occupant[];
  readonly from?: number;
}): number | undefined {
  const step = slot.heightUnits % 1 === 0 ? 1 : 0.5;
  for (let position = from; position + slot.heightUnits <= rack.units + 1; position += step) {
    if (refuseSlot({ slot: { ...slot, position }, rack, occupants }) === undefined) return position;
  }
  return undefined;
}
