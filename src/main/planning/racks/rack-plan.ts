import type { PlanningContext } from '#main/planning/context/planning-context';
import { coolingPlan, heatAndAirOf } from '#main/planning/cooling/cooling-plan';
import { type Capital, capitalOf } from '#main/planning/cost/capital';
import { acceleratorsIn } from '#main/planning/placement/accelerators';
import type { RackInventory } from '#main/planning/placement/inventory';
import { type Placement, placementOf } from '#main/planning/placement/space';
import { feedPlan } from '#main/planning/power/feeds';
import { type DevicePowers, type Load, loadOf } from '#main/planning/power/load';
import type { RackVerdicts } from '#main/planning/power/rack-verdict';
import type { RackWiring } from '#main/planning/power/wiring';
import type { Derating } from '#shared/power/derating';
import type { AcceleratorCount, CoolingPlan, PowerLevels, RackPlan } from '#shared/plan/plan';
import { checkMass, type KnownMass, massOf } from './rack-mass';

/** What follows from the type of a rack and how many devices of which type it holds, wherever they stand in it. */
interface RackContents {
  readonly load: Load;
  readonly mass: KnownMass;
  readonly air: Omit<CoolingPlan, 'limit'>;
  readonly accelerators: readonly AcceleratorCount[];
  readonly capital: Capital;
}

type ContentsOf = (inventory: RackInventory) => RackContents;

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

/** A rack's plan as it follows from the rack alone; what runs in it depends on the whole floor. */
export type RestingRackPlan = Omit<RackPlan, 'power'> & { readonly power: PowerLevels };

/** How the power reaches a rack, and how it stands. */
interface PowerOfRacks {
  readonly wiringOf: (inventory: RackInventory) => RackWiring;
  readonly verdictsOf: (inventory: RackInventory) => RackVerdicts;
  readonly derating: Derating;
}

export interface PlannedRack {
  readonly inventory: RackInventory;
  readonly plan: RestingRackPlan;
  readonly placement: Pick<Placement, 'misplaced' | 'unmeasured'>;
}

/** Everything about one rack: space, mass, power against its feeds, cooling, accelerators and cost. */
export function planRack(
  inventory: RackInventory,
  contentsOf: ContentsOf,
  { context, power }: { readonly context: PlanningContext; readonly power: PowerOfRacks },
): PlannedRack {
  const { rack } = inventory;
  const { space, misplaced, unmeasured } = placementOf(inventory, context.scenario);
  const { load, mass, air, accelerators, capital } = contentsOf(inventory);
  const { losses, strips } = power.wiringOf(inventory);
  const plan: RestingRackPlan = {
    id: rack.id,
    name: rack.name,
    space,
    mass: checkMass(mass, inventory, context),
    massUnknownFor: mass.unknownFor,
    power: load.power,
    powerUnknownFor: load.unknownFor,
    feeds: feedPlan({ rack, losses, strips, derating: power.derating }, load, power.verdictsOf(inventory)),
    cooling: coolingPlan(air, rack, load),
    accelerators,
    lines: capital.lines,
    unpriced: capital.unpriced,
    capital: capital.total,
  };
  return { inventory, plan, placement: { misplaced, unmeasured } };
}
