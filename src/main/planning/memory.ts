import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Problem, RackPlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { tiersReached } from '../catalogue/user-prices';
import { perObject } from './per-object';
import { predict, type Estimate, type Prediction } from './deployments';
import type { KnownInventories, RackInventory } from './placement/inventory';
import { planningContext, type Figures } from './planning-context';
import { devicePower, type DevicePower } from './power/device-power';
import type { DevicePowers } from './power/load';
import { mountingProblems } from './problems/mounting';
import { powerMemory, type PowerMemory } from './power/power-memory';
import type { RackDraw } from './power/rack-draw';
import { runsOf, type Run } from './power/runs';
import { phaseProblemsOf } from './problems/phases';
import { placementProblems } from './problems/placement';
import { rackLimitProblems } from './problems/rack-limits';
import { rackContents } from './rack-contents';
import { planRack, type PlannedRack } from './rack-plan';

/**
 * What a planner remembers of its last plan. All of it follows from the settings of the scenario, from the catalogue,
 * and from what one rack holds; it is good for every scenario that differs in its racks and devices only.
 */
export interface Memory extends PowerMemory {
  readonly settings: Scenario;
  /** The tiers of own prices that the quantities reached. */
  readonly tiers: string;
  /** The catalogue with the prices of the scenario, and the figures of both. */
  readonly catalogue: Catalogue;
  readonly figures: Figures;
  readonly powers: DevicePowers;
  readonly predictions: readonly Prediction[];
  readonly runs: readonly Run[];
  readonly planRack: (inventory: RackInventory) => PlannedRack;
  readonly problemsOf: (rack: PlannedRack) => readonly Problem[];
  readonly completePlan: (rack: PlannedRack, draw: RackDraw) => RackPlan;
  inventories: KnownInventories;
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

/** The whole plan of a rack, kept as long as its parts are the same. */
function keptPlans(): Memory['completePlan'] {
  const known = new WeakMap<PlannedRack, { readonly draw: RackDraw; readonly plan: RackPlan }>();
  return (rack, draw) => {
    const before = known.get(rack);
    if (before?.draw === draw) return before.plan;
    const plan = { ...rack.plan, power: { ...rack.plan.power, simulated: draw.simulated } };
    known.set(rack, { draw, plan });
    return plan;
  };
}

export function freshMemory(scenario: Scenario, published: Catalogue, estimate: Estimate): Memory {
  const context = planningContext(scenario, published);
  const { catalogue, figures } = context;
  const powers = powersOf(catalogue, figures);
  const contentsOf = rackContents(powers, context);
  const power = powerMemory({ electrical: scenario.electrical, site: scenario.site, figures, powers });
  const { sharing } = scenario.electrical;
  const phaseProblems = phaseProblemsOf({ powers, site: scenario.site, sharing });
  const predictions = predict(estimate, context);
  return {
    settings: scenario,
    tiers: tiersReached(scenario, catalogue),
    catalogue,
    figures,
    powers,
    predictions,
    runs: runsOf(predictions, context),
    ...power,
    completePlan: keptPlans(),
    planRack: perObject((inventory) =>
      planRack(inventory, contentsOf, { context, verdictsOf: power.verdictsOf }),
    ),
    problemsOf: perObject((rack) => [
      ...placementProblems(rack),
      ...mountingProblems(rack, context),
      ...rackLimitProblems(rack, powers),
      ...phaseProblems(power.wiringOf(rack.inventory)),
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

function sameSettings(a: Scenario, b: Scenario): boolean {
  const [one, other]: readonly Readonly<Record<string, unknown>>[] = [a, b];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => notSettings.has(key) || one?.[key] === other?.[key]);
}

/**
 * Whether what is remembered is good for a scenario: it differs at most in its racks, devices and name, and no own price
 * reaches another tier. Settings are compared as objects.
 */
export const isGoodFor = ({ settings, tiers, catalogue }: Memory, scenario: Scenario): boolean =>
  sameSettings(settings, scenario) && tiers === tiersReached(scenario, catalogue);
