import type { SpacePlan } from '#shared/plan/plan';
import { deviceDepth, usableDepth, type DepthSettings } from '#shared/rack/depth';
import { refuseSlot, slotOf, type Occupant, type RackInside, type SlotRefusal } from '#shared/rack/geometry';
import { rackUnits } from '#shared/units';
import { unmeasuredPairs, type Pair } from './back-to-back';
import type { PlacedDevice, RackInventory } from './inventory';

/** A device that cannot stand where the document puts it. */
export interface Misplaced extends PlacedDevice {
  readonly refusal: SlotRefusal;
}

export interface Placement {
  readonly space: SpacePlan;
  readonly misplaced: readonly Misplaced[];
  /** Devices back to back of which nobody can say whether both fit. */
  readonly unmeasured: readonly Pair[];
}

/** How deep the devices of a rack are, asked once for each type. */
function depthsIn({ counts }: RackInventory, settings: DepthSettings): ReadonlyMap<string, number> {
  return new Map(
    counts.flatMap(({ type }) => {
      const depth = deviceDepth(type, settings);
      return depth === undefined ? [] : [[type.id, depth] as const];
    }),
  );
}

interface Settled {
  readonly settled: readonly Occupant[];
  readonly misplaced: readonly Misplaced[];
}

function settle(inventory: RackInventory, rack: RackInside, settings: DepthSettings): Settled {
  // Only what stands soundly is compared against, so that a thousand devices on one spot stay cheap to check.
  const settled: Occupant[] = [];
  const misplaced: Misplaced[] = [];
  const depths = depthsIn(inventory, settings);
  for (const { device, type } of inventory.devices) {
    const { id, heightUnits, fullDepth, halfWidth } = type;
    if (heightUnits === 0) continue;
    const slot = slotOf({ heightUnits, fullDepth, halfWidth, depthMeters: depths.get(id) }, device);
    const refusal = refuseSlot({ slot, rack, occupants: settled });
    if (refusal === undefined) settled.push({ ...slot, id: device.id });
    else misplaced.push({ device, type, refusal });
  }
  return { settled, misplaced };
}

interface Gaps {
  readonly freeUnits: number;
  readonly largestUnits: number;
}

type Span = Pick<Occupant, 'position' | 'heightUnits'>;

/** What is free between spans that are in order of their position; those on both faces may overlap. */
function gapsBetween(spans: readonly Span[], units: number): Gaps {
  let [freeUnits, largestUnits, end] = [0, 0, 1];
  const gapUpTo = (position: number) => {
    const gap = Math.max(0, position - end);
    freeUnits += gap;
    largestUnits = Math.max(largestUnits, gap);
  };
  for (const { position, heightUnits } of spans) {
    gapUpTo(Math.min(position, units + 1));
    end = Math.max(end, position + heightUnits);
  }
  gapUpTo(units + 1);
  return { freeUnits, largestUnits };
}

/** What neither devices nor kept spaces take. */
function restOf(settled: readonly Occupant[], { rack: { reserved }, type }: RackInventory): Gaps {
  if (reserved === undefined || reserved.length === 0) return gapsBetween(settled, type.units);
  const spans: readonly Span[] = [...settled, ...reserved];
  return gapsBetween(
    spans.toSorted((a, b) => a.position - b.position),
    type.units,
  );
}

/**
 * Whether every device of a rack has its place, and what is left. A unit counts as used when either face is taken, and
 * is not free where it is kept for something; devices of height 0 stand beside the rails and take none (EIA-310).
 */
export function placementOf(inventory: RackInventory, settings: DepthSettings): Placement {
  const { units } = inventory.type;
  const usableDepthMeters = usableDepth(inventory.type, settings);
  const inside: RackInside = { units, usableDepthMeters, reserved: inventory.rack.reserved };
  const { settled, misplaced } = settle(inventory, inside, settings);
  const { freeUnits: unused } = gapsBetween(settled, units);
  const { freeUnits, largestUnits } = restOf(settled, inventory);
  return {
    misplaced,
    unmeasured: unmeasuredPairs(settled, usableDepthMeters),
    space: {
      fits: misplaced.length === 0,
      units: rackUnits(units),
      usedUnits: rackUnits(units - unused),
      freeUnits: rackUnits(freeUnits),
      reservedUnits: rackUnits(unused - freeUnits),
      largestGapUnits: rackUnits(largestUnits),
    },
  };
}
