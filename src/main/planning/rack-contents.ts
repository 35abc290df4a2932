import type { AcceleratorCount, CoolingPlan } from '#shared/plan/plan';
import { acceleratorsIn } from './accelerators';
import { heatAndAirOf } from './cooling/cooling-plan';
import { capitalOf, type Capital } from './cost/capital';
import { massOf, type KnownMass } from './mass/rack-mass';
import type { RackInventory } from './placement/inventory';
import type { PlanningContext } from './planning-context';
import { loadOf, type DevicePowers, type Load } from './power/load';

/** What follows from the type of a rack and how many devices of which type it holds, wherever they stand in it. */
export interface RackContents {
  readonly load: Load;
  readonly mass: KnownMass;
  readonly air: Omit<CoolingPlan, 'limit'>;
  readonly accelerators: readonly AcceleratorCount[];
  readonly capital: Capital;
}

export type ContentsOf = (inventory: RackInventory) => RackContents;

function contentsOf(
  { type, counts }: RackInventory,
  powers: DevicePowers,
  context: PlanningContext,
): RackContents {
  const load = loadOf(counts, powers);
  return {
    load,
    mass: massOf({ type, counts }, context),
    air: heatAndAirOf(load, context.scenario.site),
    accelerators: acceleratorsIn(counts),
    capital: capitalOf({ devices: counts, racks: [{ type, count: 1 }] }, context),
  };
}

const keyOf = ({ type, counts }: RackInventory): string =>
  counts.reduce((key, entry) => `${key}/${entry.type.id}×${entry.count}`, type.id);

/** The contents of racks within one plan. A hall has few kinds of rack: those that are equal are derived once. */
export function rackContents(powers: DevicePowers, context: PlanningContext): ContentsOf {
  const known = new Map<string, RackContents>();
  return (inventory) => {
    const key = keyOf(inventory);
    const contents = known.get(key) ?? contentsOf(inventory, powers, context);
    known.set(key, contents);
    return contents;
  };
}
