import type { DeviceType } from '../catalogue/entries';
import type { DeviceId } from '../ids';
import { standTogether, type LifeCycle } from '../scenario/life-cycle';
import type { Reservation, WidthSide } from '../scenario/placement';
import type { Face } from '../scenario/schema';

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
}

export interface Occupant extends Slot {
  readonly id: DeviceId;
}

export type SlotRefusal =
  | { readonly because: 'below-rack'; readonly position: number }
  | { readonly because: 'above-rack'; readonly topUnit: number; readonly units: number }
  | { readonly because: 'taller-than-rack'; readonly heightUnits: number; readonly units: number }
  | { readonly because: 'overlap'; readonly with: DeviceId }
  | { readonly because: 'reserved'; readonly reservation: Reservation };

type Shape = Pick<DeviceType, 'heightUnits' | 'fullDepth' | 'halfWidth'>;

export interface SlotPlace {
  readonly position: number;
  readonly face: Face;
  readonly side?: WidthSide | undefined;
  readonly lifeCycle?: LifeCycle | undefined;
}

/** The space that a device of this shape takes at a place; a half-width one that names no side stands on the left. */
export const slotOf = ({ heightUnits, fullDepth, halfWidth }: Shape, place: SlotPlace): Slot => ({
  position: place.position,
  face: place.face,
  heightUnits,
  fullDepth,
  ...(halfWidth === true && { side: place.side ?? 'left' }),
  ...(place.lifeCycle !== undefined && { lifeCycle: place.lifeCycle }),
});

const end = (slot: Pick<Slot, 'position' | 'heightUnits'>): number => slot.position + slot.heightUnits;

const shareHeight = (
  a: Pick<Slot, 'position' | 'heightUnits'>,
  b: Pick<Slot, 'position' | 'heightUnits'>,
): boolean => a.position < end(b) && b.position < end(a);

/**
 * Whether two slots ever want the same space: a shared half unit, a shared face (full depth takes both), a shared side, on
 * a shared day.
 */
export function overlaps(a: Slot, b: Slot): boolean {
  const shareFace = a.fullDepth || b.fullDepth || a.face === b.face;
  const shareSide = a.side === undefined || b.side === undefined || a.side === b.side;
  return shareHeight(a, b) && shareFace && shareSide && standTogether(a.lifeCycle, b.lifeCycle);
}

/** Whether a slot reaches into a space that is kept free. */
export const reaches = (slot: Slot, kept: Reservation): boolean =>
  shareHeight(slot, kept) && (slot.fullDepth || kept.face === 'both' || kept.face === slot.face);

/** Why a slot cannot be taken in a rack of so many units with these occupants and kept spaces; undefined when it can. */
export function refuseSlot({
  slot,
  units,
  occupants,
  reserved = [],
}: {
  readonly slot: Slot;
  readonly units: number;
  readonly occupants: Iterable<Occupant>;
  readonly reserved?: Iterable<Reservation> | undefined;
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
  return undefined;
}

/** The lowest free position at or above `from` for a slot of this shape, or undefined when the rack has none. */
export function firstFreePosition({
  slot,
  units,
  occupants,
  reserved,
  from = 1,
}: {
  readonly slot: Omit<Slot, 'position'>;
  readonly units: number;
  readonly occupants: readonly Occupant[];
  readonly reserved?: readonly Reservation[] | undefined;
  readonly from?: number;
}): number | undefined {
  const step = slot.heightUnits % 1 === 0 ? 1 : 0.5;
  for (let position = from; position + slot.heightUnits <= units + 1; position += step) {
    if (refuseSlot({ slot: { ...slot, position }, units, occupants, reserved }) === undefined)
      return position;
  }
  return undefined;
}
