import type { PlanningContext } from '#main/planning/context/planning-context';
import type { SpacePlan } from '#shared/plan/plan';
import {
  areBackToBack,
  type DepthSettings,
  deviceDepth,
  type Occupant,
  type RackInside,
  refuseSlot,
  slotOf,
  type SlotRefusal,
  usableDepth,
} from '#shared/rack/geometry';
import type { Rack } from '#shared/scenario/schema';
import type { DeviceId } from '#shared/schema/ids';
import { rackUnits } from '#shared/units/units';
import type { PlacedDevice, RackInventory } from './inventory';

/** Two devices that share a height from opposite faces. */
interface Pair {
  readonly front: DeviceId;
  readonly rear: DeviceId;
}

/**
 * The devices that stand back to back where a depth is missing, theirs or the rack's, so that nobody can say whether
 * both fit.
 */
function unmeasuredPairs(
  occupants: readonly Occupant[],
  usableDepthMeters: number | undefined,
): readonly Pair[] {
  const behind = occupants.filter(({ face, fullDepth }) => face === 'rear' && !fullDepth);
  if (behind.length === 0) return [];
  return occupants
    .filter(({ face, fullDepth }) => face === 'front' && !fullDepth)
    .flatMap((front) =>
      behind
        .filter(
          (rear) =>
            (usableDepthMeters === undefined ||
              front.depthMeters === undefined ||
              rear.depthMeters === undefined) &&
            areBackToBack(front, rear),
        )
        .map((rear) => ({ front: front.id, rear: rear.id })),
    );
}

const ZERO_UNIT_MOUNTS_PATH = 'figures/zero-unit-mounts/figure';

/**
 * How many vertical strips a rack takes beside its rails: its own number, else the usual one of the catalogue; without
 * limit where neither says.
 */
export const zeroUnitMountsOf = (rack: Rack, { figures }: PlanningContext): number =>
  rack.zeroUnitMounts ?? figures.at(ZERO_UNIT_MOUNTS_PATH, '1')?.typical ?? Number.POSITIVE_INFINITY;

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
