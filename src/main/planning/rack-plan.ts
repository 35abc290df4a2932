import type { PowerLevels, RackPlan } from '#shared/plan/plan';
import { coolingPlan } from './cooling/cooling-plan';
import { checkMass } from './mass/rack-mass';
import type { RackInventory } from './placement/inventory';
import { placementOf, type Placement } from './placement/space';
import type { PlanningContext } from './planning-context';
import { feedPlan } from './power/feeds';
import type { RackVerdicts } from './power/rack-verdict';
import type { ContentsOf } from './rack-contents';

/** A rack's plan as it follows from the rack alone; what runs in it depends on the whole floor. */
export type RestingRackPlan = Omit<RackPlan, 'power'> & { readonly power: PowerLevels };

export type VerdictsOf = (inventory: RackInventory) => RackVerdicts;

export interface PlannedRack {
  readonly inventory: RackInventory;
  readonly plan: RestingRackPlan;
  readonly placement: Pick<Placement, 'misplaced' | 'unmeasured'>;
}

/** Everything about one rack: space, mass, power against its feeds, cooling, accelerators and cost. */
export function planRack(
  inventory: RackInventory,
  contentsOf: ContentsOf,
  { context, verdictsOf }: { readonly context: PlanningContext; readonly verdictsOf: VerdictsOf },
): PlannedRack {
  const { rack } = inventory;
  const { space, misplaced, unmeasured } = placementOf(inventory, context.scenario);
  const { load, mass, air, accelerators, capital } = contentsOf(inventory);
  const plan: RestingRackPlan = {
    id: rack.id,
    name: rack.name,
    space,
    mass: checkMass(mass, inventory, context),
    massUnknownFor: mass.unknownFor,
    power: load.power,
    powerUnknownFor: load.unknownFor,
    feeds: feedPlan({ rack, site: context.scenario.site }, load, verdictsOf(inventory)),
    cooling: coolingPlan(air, rack, load),
    accelerators,
    lines: capital.lines,
    unpriced: capital.unpriced,
    capital: capital.total,
  };
  return { inventory, plan, placement: { misplaced, unmeasured } };
}
