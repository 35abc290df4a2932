import type { SpacePlan } from '#shared/plan/plan';
import { refuseSlot, slotOf, type Occupant, type SlotRefusal } from '#shared/rack/geometry';
import { rackUnits } from '#shared/units';
import type { PlacedDevice, RackInventory } from './inventory';

/** A device that cannot stand where the document puts it. */
export interface Misplaced extends PlacedDevice {
  readonly refusal: SlotRefusal;
}

export interface Placement {
  readonly space: SpacePlan;
  readonly misplaced: readonly Misplaced[];
}

function settle(
  devices: readonly PlacedDevice[],
  units: number,
): [readonly Occupant[], readonly Misplaced[]] {
  // Only what stands soundly is compared against, so that a thousand devices on one spot stay cheap to check.
  const settled: Occupant[] = [];
  const misplaced: Misplaced[] = [];
  for (const { device, type } of devices) {
    if (type.heightUnits === 0) continue;
    const slot = slotOf(type, device);
    const refusal = refuseSlot({ slot, units, occupants: settled });
    if (refusal === undefined) settled.push({ ...slot, id: device.id });
    else misplaced.push({ device, type, refusal });
  }
  return [settled, misplaced];
}

function occupiedHalfUnits(occupants: readonly Occupant[], units: number): readonly boolean[] {
  const occupied = Array.from({ length: units * 2 }, () => false);
  for (const { position, heightUnits } of occupants) {
    const from = (position - 1) * 2;
    occupied.fill(true, from, from + heightUnits * 2);
  }
  return occupied;
}

function longestRun(occupied: readonly boolean[]): number {
  let [longest, current] = [0, 0];
  for (const taken of occupied) {
    current = taken ? 0 : current + 1;
    longest = Math.max(longest, current);
  }
  return longest;
}

/**
 * Whether every device of a rack has its place, and what is left. A unit counts as used when either face is taken;
 * devices of height 0 stand beside the rails and take none (EIA-310).
 */
export function placementOf({ type, devices }: RackInventory): Placement {
  const [settled, misplaced] = settle(devices, type.units);
  const occupied = occupiedHalfUnits(settled, type.units);
  const used = occupied.filter(Boolean).length / 2;
  return {
    misplaced,
    space: {
      fits: misplaced.length === 0,
      units: rackUnits(type.units),
      usedUnits: rackUnits(used),
      freeUnits: rackUnits(type.units - used),
      largestGapUnits: rackUnits(longestRun(occupied) / 2),
    },
  };
}
