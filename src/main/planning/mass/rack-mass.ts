import type { LimitCheck } from '#shared/plan/plan';
import type { Derived } from '#shared/plan/derived';
import { kilograms, type Kilograms } from '#shared/units';
import { given, sumOfInputs, type QuantityInput } from '../derivation/derive';
import { checkLimit } from '../limit-check';
import type { RackInventory } from '../placement/inventory';
import type { PlanningContext } from '../planning-context';

export interface RackMass {
  /** Rack and devices together, without what nobody publishes. */
  readonly mass: Derived<Kilograms>;
  readonly check: LimitCheck<Kilograms>;
  readonly unknownFor: readonly string[];
}

function limitOf(
  { rack, type }: RackInventory,
  { figures }: PlanningContext,
): Derived<Kilograms> | undefined {
  const own = rack.limits.massKilograms;
  return own === undefined
    ? figures.at<Kilograms>(`rackTypes/${type.id}/massLimit`, 'kg')
    : given(kilograms(own), 'kg', `racks/${rack.id}/limits/massKilograms`);
}

/** The static load of a rack against what it, or the floor under it, may carry. */
export function rackMass(inventory: RackInventory, context: PlanningContext): RackMass {
  const { type, counts } = inventory;
  const inputs: QuantityInput[] = [];
  const unknownFor: string[] = [];
  const empty = context.figures.at(`rackTypes/${type.id}/emptyMass`, 'kg');
  if (empty === undefined) unknownFor.push(type.name);
  else inputs.push({ name: 'emptyRackMass', of: type.name, value: empty });
  for (const { type: device, count } of counts) {
    const value = context.figures.at(`deviceTypes/${device.id}/mass`, 'kg');
    if (value === undefined) unknownFor.push(device.name);
    else inputs.push({ name: 'mass', of: device.name, count, value });
  }
  const mass = sumOfInputs<Kilograms>('kg', inputs);
  const limit = limitOf(inventory, context);
  const check: LimitCheck<Kilograms> =
    limit === undefined
      ? { fits: 'unknown', demand: mass, unknownFor: [...unknownFor, type.name] }
      : checkLimit(mass, limit, unknownFor);
  return { mass, check, unknownFor };
}
