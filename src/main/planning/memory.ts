import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateResult } from '#shared/estimate/result';
import type { Problem } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import type { Estimate } from './deployments';
import type { KnownInventories, RackInventory } from './placement/inventory';
import { planningContext, type Figures } from './planning-context';
import { devicePower, type DevicePower } from './power/device-power';
import type { DevicePowers } from './power/load';
import { mountingProblems } from './problems/mounting';
import { placementProblems } from './problems/placement';
import { rackLimitProblems } from './problems/rack-limits';
import { rackContents } from './rack-contents';
import { planRack, type PlannedRack } from './rack-plan';

/**
 * What a planner remembers of its last plan. All of it follows from the settings of the scenario, from the catalogue,
 * and from what one rack holds; it is good for every scenario that differs in its racks and devices only.
 */
export interface Memory {
  readonly settings: Scenario;
  /** The catalogue with the prices of the scenario, and the figures of both. */
  readonly catalogue: Catalogue;
  readonly figures: Figures;
  readonly powers: DevicePowers;
  readonly estimate: Estimate;
  readonly planRack: (inventory: RackInventory) => PlannedRack;
  readonly problemsOf: (rack: PlannedRack) => readonly Problem[];
  inventories: KnownInventories;
}

/** Keeps the answers of a function of one object for as long as the object lives. */
function perObject<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/** The power of device types, looked up when it is first asked for. */
function powersOf(catalogue: Catalogue, figures: Figures): DevicePowers {
  const known = new Map<string, DevicePower>();
  const get = (id: string): DevicePower | undefined => {
    const before = known.get(id);
    const type = Object.hasOwn(catalogue.deviceTypes, id) ? catalogue.deviceTypes[id] : undefined;
    if (before !== undefined || type === undefined) return before;
    const power = devicePower(figures, type);
    known.set(id, power);
    return power;
  };
  return { get };
}

/** Deployments are settings, so that one memory is only ever asked about the same cases. */
function once(estimate: Estimate): Estimate {
  let known: readonly EstimateResult[] | undefined;
  return (cases, catalogue) => (known ??= estimate(cases, catalogue));
}

export function freshMemory(scenario: Scenario, published: Catalogue, estimate: Estimate): Memory {
  const context = planningContext(scenario, published);
  const { catalogue, figures } = context;
  const powers = powersOf(catalogue, figures);
  const contentsOf = rackContents(powers, context);
  return {
    settings: scenario,
    catalogue,
    figures,
    powers,
    estimate: once(estimate),
    planRack: perObject((inventory) => planRack(inventory, contentsOf, context)),
    problemsOf: perObject((rack) => [
      ...placementProblems(rack),
      ...mountingProblems(rack, context),
      ...rackLimitProblems(rack, powers),
    ]),
    inventories: new Map(),
  };
}

const notSettings: ReadonlySet<string> = new Set([
  'id',
  'name',
  'note',
  'racks',
  'devices',
  'groups',
  'floor',
  'asOf',
]);

/** Whether two scenarios differ at most in their racks, devices and name; parts are compared as objects. */
export function sameSettings(a: Scenario, b: Scenario): boolean {
  const [one, other]: readonly Readonly<Record<string, unknown>>[] = [a, b];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => notSettings.has(key) || one?.[key] === other?.[key]);
}
