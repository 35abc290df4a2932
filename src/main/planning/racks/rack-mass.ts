import type { PlanningContext } from '#main/planning/context/planning-context';
import { checkLimit, given, type QuantityInput, sumOfInputs } from '#main/planning/derivation/derive';
import type { RackInventory } from '#main/planning/placement/inventory';
import type { Derived } from '#shared/plan/derived';
import type { LimitCheck } from '#shared/plan/plan';
import { kilograms, type Kilograms } from '#shared/units/units';

export interface KnownMass {
  /** Rack and devices together, without what nobody publishes. */
  readonly mass: Derived<Kilograms>;
  /** Names of the types that the sum leaves out, so that it is only the least that the rack can weigh. */
  readonly unknownFor: readonly string[];
}

/** The mass of a rack of this type with these devices in it. */
export function massOf(
  { type, counts }: Pick<RackInventory, 'type' | 'counts'>,
  { figures }: PlanningContext,
): KnownMass {
  const inputs: QuantityInput[] = [];
  const unknownFor: string[] = [];
  const empty = figures.at(`rackTypes/${type.id}/emptyMass`, 'kg');
  if (empty === undefined) unknownFor.push(type.name);
  else inputs.push({ name: 'emptyRackMass', of: type.name, value: empty });
  for (const { type: device, count } of counts) {
    const value = figures.at(`deviceTypes/${device.id}/mass`, 'kg');
    if (value === undefined) unknownFor.push(device.name);
    else inputs.push({ name: 'mass', of: device.name, count, value });
  }
  return { mass: sumOfInputs<Kilograms>('kg', inputs), unknownFor };
}

/** The static load that a rack, or the floor under it, may carry; undefined where nobody says. */
export function massLimitOf(
  { rack, type }: Pick<RackInventory, 'rack' | 'type'>,
  { figures }: PlanningContext,
): Derived<Kilograms> | undefined {
  const own = rack.limits.massKilograms;
  return own === undefined
    ? figures.at<Kilograms>(`rackTypes/${type.id}/massLimit`, 'kg')
    : given(kilograms(own), 'kg', `racks/${rack.id}/limits/massKilograms`);
}

/** The static load of a rack against what it, or the floor under it, may carry. */
export function checkMass(
  { mass, unknownFor }: KnownMass,
  inventory: RackInventory,
  context: PlanningContext,
): LimitCheck<Kilograms> {
  const limit = massLimitOf(inventory, context);
  return limit === undefined
    ? { fits: 'unknown', demand: mass, unknownFor: [...unknownFor, inventory.type.name] }
    : checkLimit(mass, limit, unknownFor);
}
