import type { DeviceType } from '../catalogue/entries';
import type { DeviceId } from '../ids';
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
}

export interface Occupant extends Slot {
  readonly id: DeviceId;
}

export type SlotRefusal =
  | { readonly because: 'below-rack'; readonly position: number }
  | { readonly because: 'above-rack'; readonly topUnit: number; readonly units: number }
  | { readonly because: 'taller-than-rack'; readonly heightUnits: number; readonly units: number }
  | { readonly because: 'overlap'; readonly with: DeviceId };

export const slotOf = (
  type: Pick<DeviceType, 'heightUnits' | 'fullDepth'>,
  place: { readonly position: number; readonly face: Face },
): Slot => ({
  position: place.position,
  face: place.face,
  heightUnits: type.heightUnits,
  fullDepth: type.fullDepth,
});

const end = (slot: Slot): number => slot.position + slot.heightUnits;

/** Whether two slots want the same space: a shared half unit, and a shared face (full depth takes both). */
export function overlaps(a: Slot, b: Slot): boolean {
  const shareHeight = a.position < end(b) && b.position < end(a);
  const shareFace = a.fullDepth || b.fullDepth || a.face === b.face;
  return shareHeight && shareFace;
}

/** Why a slot cannot be taken in a rack of so many units with these occupants; undefined when it can. */
export function refuseSlot({
  slot,
  units,
  occupants,
}: {
  readonly slot: Slot;
  readonly units: number;
  readonly occupants: Iterable<Occupant>;
}): SlotRefusal | undefined {
  if (slot.heightUnits > units) return { because: 'taller-than-rack', heightUnits: slot.heightUnits, units };
  if (slot.position < 1) return { because: 'below-rack', position: slot.position };
  if (end(slot) > units + 1) return { because: 'above-rack', topUnit: end(slot) - 1, units };
  for (const occupant of occupants) {
    if (overlaps(slot, occupant)) return { because: 'overlap', with: occupant.id };
  }
  return undefined;
}

/** The lowest free position at or above `from` for a slot of this shape, or undefined when the rack has none. */
export function firstFreePosition({
  slot,
  units,
  occupants,
  from = 1,
}: {
  readonly slot: Omit<Slot, 'position'>;
  readonly units: number;
  readonly occupants: readonly Occupant[];
  readonly from?: number;
}): number | undefined {
  const step = slot.heightUnits % 1 === 0 ? 1 : 0.5;
  for (let position = from; position + slot.heightUnits <= units + 1; position += step) {
    if (refuseSlot({ slot: { ...slot, position }, units, occupants }) === undefined) return position;
  }
  return undefined;
}
