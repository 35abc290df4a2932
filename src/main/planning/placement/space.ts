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

interface Gaps {
  readonly freeUnits: number;
  readonly largestUnits: number;
}

/** What is free between occupants that are in order of their position; those on both faces may overlap. */
function gapsBetween(occupants: readonly Occupant[], units: number): Gaps {
  let [freeUnits, largestUnits, end] = [0, 0, 1];
  const gapUpTo = (position: number) => {
    const gap = Math.max(0, position - end);
    freeUnits += gap;
    largestUnits = Math.max(largestUnits, gap);
  };
  for (const { position, heightUnits } of occupants) {
    gapUpTo(position);
    end = Math.max(end, position + heightUnits);
  }
  gapUpTo(units + 1);
  return { freeUnits, largestUnits };
}

/**
 * Whether every device of a rack has its place, and what is left. A unit counts as used when either face is taken;
 * devices of height 0 stand beside the rails and take none (EIA-310).
 */
export function placementOf({ type, devices }: RackInventory): Placement {
  const [settled, misplaced] = settle(devices, type.units);
  const { freeUnits, largestUnits } = gapsBetween(settled, type.units);
  return {
    misplaced,
    space: {
      fits: misplaced.length === 0,
      units: rackUnits(type.units),
      usedUnits: rackUnits(type.units - freeUnits),
      freeUnits: rackUnits(freeUnits),
      largestGapUnits: rackUnits(largestUnits),
    },
  };
}
