import type { RackPlan } from '#shared/plan/plan';
import { acceleratorsIn } from './accelerators';
import { coolingPlan } from './cooling/cooling-plan';
import { capitalOf } from './cost/capital';
import { rackMass } from './mass/rack-mass';
import type { RackInventory } from './placement/inventory';
import { placementOf, type Misplaced } from './placement/space';
import type { PlanningContext } from './planning-context';
import { feedPlan } from './power/feeds';
import { loadOf, type DevicePowers } from './power/load';

export interface PlannedRack {
  readonly inventory: RackInventory;
  readonly plan: RackPlan;
  readonly misplaced: readonly Misplaced[];
}

/** Everything about one rack: space, mass, power against its feeds, cooling, accelerators and cost. */
export function planRack(
  inventory: RackInventory,
  powers: DevicePowers,
  context: PlanningContext,
): PlannedRack {
  const { rack, type, counts } = inventory;
  const { scenario } = context;
  const { space, misplaced } = placementOf(inventory);
  const load = loadOf(counts, powers);
  const mass = rackMass(inventory, context);
  const capital = capitalOf({ devices: counts, racks: [{ type, count: 1 }] }, context);
  const plan: RackPlan = {
    id: rack.id,
    name: rack.name,
    space,
    mass: mass.check,
    massUnknownFor: mass.unknownFor,
    power: load.power,
    powerUnknownFor: load.unknownFor,
    feeds: feedPlan({ rack, site: scenario.site }, load),
    cooling: coolingPlan({ rack, site: scenario.site, load }),
    accelerators: acceleratorsIn(counts),
    lines: capital.lines,
    unpriced: capital.unpriced,
    capital: capital.total,
  };
  return { inventory, plan, misplaced };
}
