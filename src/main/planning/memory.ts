import { ownValue } from '#shared/schema/own-value';
import { tiersReached } from '#main/catalogue/user-prices';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Problem, RackPlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { type Figures, type PlanningContext, planningContext } from './context/planning-context';
import { type Estimate, predict, type Prediction } from './deployments/deployments';
import { type OccupationOf, type Occupied, type Run, runsOf } from './deployments/occupation';
import type { KnownInventories, PlacedDevice, RackInventory } from './placement/inventory';
import { devicePower, type DevicePower, type DevicePowers, occupiedKey } from './power/load';
import { deviceDraws, type DrawOf, rackDraw, type RackDraw } from './power/rack-draw';
import { type PowerPath, powerPathOf } from './power/power-path';
import { rackVerdicts, type RackVerdicts } from './power/rack-verdict';
import { suppliesOf } from './power/supplies';
import { type RackWiring, rackWirings } from './power/wiring';
import { mountingProblems } from './problems/mounting';
import { phaseProblemsOf } from './problems/phases';
import { placementProblems } from './problems/placement';
import { rackLimitProblems } from './problems/rack-limits';
import { type PlannedRack, planRack, rackContents } from './racks/rack-plan';

/** Keeps the answers of a function of one object for as long as the object lives. */
export function perObject<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/** How racks hang on their feeds and what they draw of them, remembered per rack and per kind of rack. */
interface PowerMemory {
  readonly path: PowerPath;
  readonly wiringOf: (inventory: RackInventory) => RackWiring;
  readonly verdictsOf: (inventory: RackInventory) => RackVerdicts;
  readonly deviceDraw: DrawOf;
  readonly drawOf: (inventory: RackInventory, occupation: OccupationOf) => RackDraw;
}

const sameOccupied = (a: readonly Occupied[], b: readonly Occupied[] | undefined): boolean =>
  a === b ||
  (b !== undefined &&
    a.length === b.length &&
    a.every(({ run, count }, index) => run === b[index]?.run && count === b[index].count));

interface KnownDraw {
  readonly occupied: readonly (readonly Occupied[])[];
  readonly draw: RackDraw;
}

function powerMemory(context: PlanningContext, powers: DevicePowers): PowerMemory {
  const { scenario, figures } = context;
  const { electrical } = scenario;
  const { sharing } = electrical;
  const path = powerPathOf(context);
  const suppliesFor = ({ type }: PlacedDevice) => suppliesOf(type, { electrical, figures });
  const wiringOf = perObject(rackWirings({ ...path, powers, suppliesFor }));
  const verdicts = rackVerdicts({ powers, electrical, share: path.share });
  const deviceDraw = deviceDraws(powers);
  const ofRack = new WeakMap<RackInventory, KnownDraw>();
  const ofKind = new Map<string, RackDraw>();
  const drawn = (
    inventory: RackInventory,
    occupied: KnownDraw['occupied'],
    occupation: OccupationOf,
  ): RackDraw => {
    const wiring = wiringOf(inventory);
    const key = occupied.reduce((sum, each) => `${sum};${occupiedKey(each)}`, wiring.kind);
    const known = ofKind.get(key);
    if (known !== undefined) return known;
    const draw = rackDraw({ wiring, inventory, sharing, powers, drawOf: deviceDraw, occupation });
    ofKind.set(key, draw);
    return draw;
  };
  return {
    path,
    wiringOf,
    verdictsOf: (inventory) => verdicts(wiringOf(inventory)),
    deviceDraw,
    drawOf: (inventory, occupation) => {
      const occupied = inventory.devices.map(({ device }) => occupation(device.id));
      const before = ofRack.get(inventory);
      if (before?.occupied.every((each, index) => sameOccupied(each, occupied[index])) === true)
        return before.draw;
      const draw = drawn(inventory, occupied, occupation);
      ofRack.set(inventory, { occupied, draw });
      return draw;
    },
  };
}

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
    const type = ownValue(catalogue.deviceTypes, id);
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
  const power = powerMemory(context, powers);
  const { sharing } = scenario.electrical;
  const phaseProblems = phaseProblemsOf({ powers, share: power.path.share, sharing });
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
      planRack(inventory, contentsOf, { context, power: { ...power, derating: power.path.derating } }),
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
