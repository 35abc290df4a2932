import { ownValue } from '#shared/schema/own-value';
import type { Figures } from '#main/planning/context/planning-context';
import type { Inventory } from '#main/planning/placement/inventory';
import type { DevicePowers } from '#main/planning/power/load';
import { suppliesOf } from '#main/planning/power/supplies';
import { addStranded, type RackWiring, type Stranded } from '#main/planning/power/wiring';
import type {
  ChainNodePlan,
  ElectricalPlan,
  LimitCheck,
  LoadLevels,
  Problem,
  Totals,
} from '#shared/plan/plan';
import { feedName } from '#shared/scenario/names';
import type { Feed, Scenario } from '#shared/scenario/schema';
import { strandedOn } from '#shared/scenario/standing';
import { type Watts, watts } from '#shared/units/units';
import { kilowattText, problem, type ProblemCode } from './problem';

/** Devices that would stand on the day planned in a rack that does not. */
export const strandedProblems = (scenario: Scenario): readonly Problem[] =>
  strandedOn(scenario).map((device) =>
    problem({
      severity: 'error',
      place: { kind: 'device', device: device.id, rack: device.rack },
      code: 'device-without-standing-rack',
      params: { device: device.name, rack: scenario.racks[device.rack]?.name ?? device.rack },
    }),
  );

function siteLimitProblem(
  check: LimitCheck<Watts> | undefined,
  code: 'site-over-power' | 'site-too-hot',
): readonly Problem[] {
  if (check?.fits !== false) return [];
  const { demand, limit, over } = check;
  const params = {
    demand: kilowattText(demand.typical),
    limit: kilowattText(limit.typical),
    over: kilowattText(over),
  };
  const measure = { demand: demand.typical, limit: limit.typical, unit: 'W' };
  return [problem({ severity: 'error', place: { kind: 'site' }, code, params, measure })];
}

/** Where all racks together are over a limit of the site. */
export const siteProblems = ({ powerLimit, coolingLimit }: Totals): readonly Problem[] => [
  ...siteLimitProblem(powerLimit, 'site-over-power'),
  ...siteLimitProblem(coolingLimit, 'site-too-hot'),
];

const place = { kind: 'site' } as const;

interface Overload {
  readonly code: ProblemCode;
  readonly severity: Problem['severity'];
  readonly level: keyof LoadLevels;
  readonly which: 'load' | 'onLostSide';
}

/** The first that applies is said of a node: an overload today before one that needs a failure or nameplate power. */
const overloads: readonly Overload[] = [
  { code: 'chain-over', severity: 'error', level: 'typical', which: 'load' },
  { code: 'chain-over-on-lost-side', severity: 'error', level: 'typical', which: 'onLostSide' },
  { code: 'chain-over-at-nameplate', severity: 'warning', level: 'maximum', which: 'load' },
  {
    code: 'chain-over-on-lost-side-at-nameplate',
    severity: 'warning',
    level: 'maximum',
    which: 'onLostSide',
  },
];

// Sums of floating-point watts may miss an equal limit by a hair; a milliwatt trips nothing.
const TOLERANCE_WATTS = 1e-3;

function nodeProblem(node: ChainNodePlan): readonly Problem[] {
  const limit = node.capacity?.typical;
  if (limit === undefined) return [];
  // A utility has no side, so that no other side can be lost to it.
  const over = overloads.find(
    ({ level, which }) =>
      node[which][level].typical > limit + TOLERANCE_WATTS && (which === 'load' || node.side !== undefined),
  );
  if (over === undefined) return [];
  const load = node[over.which][over.level].typical;
  const params = {
    name: node.name,
    load: kilowattText(load),
    limit: kilowattText(limit),
    short: kilowattText(watts(load - limit)),
  };
  const measure = { demand: load, limit, unit: 'W' };
  return [problem({ severity: over.severity, place, code: over.code, params, measure })];
}

/** Links of the chain that lead nowhere, and feeds that hang from the other side's PDU. */
function linkProblems({ electrical, racks }: Scenario): readonly Problem[] {
  const { utilities, upsSystems, pdus } = electrical;
  const lost = (name: string, above: string): Problem =>
    problem({ severity: 'warning', place, code: 'chain-link-unknown', params: { name, above } });
  const problems: Problem[] = [];
  for (const { name, ups } of Object.values(pdus))
    if (ups !== undefined && !Object.hasOwn(upsSystems, ups)) problems.push(lost(name, ups));
  for (const { name, utility } of Object.values(upsSystems))
    if (utility !== undefined && !Object.hasOwn(utilities, utility)) problems.push(lost(name, utility));
  for (const rack of Object.values(racks)) {
    for (const feed of rack.feeds) {
      if (feed.pdu === undefined) continue;
      const pdu = ownValue(pdus, feed.pdu);
      const params = { rack: rack.name, feed: feedName(rack.name, feed.id) };
      const at = { kind: 'rack', rack: rack.id } as const;
      if (pdu === undefined) {
        const named = { ...params, pdu: feed.pdu };
        problems.push(problem({ severity: 'warning', place: at, code: 'feed-pdu-unknown', params: named }));
      } else if (pdu.side !== feed.side) {
        const named = { ...params, pdu: pdu.name, side: feed.side };
        problems.push(problem({ severity: 'warning', place: at, code: 'feed-pdu-crossed', params: named }));
      }
    }
  }
  return problems;
}

/** Line-to-line voltages of 230 V, and single phases of 400 V, are mostly the other of the two mistaken. */
function oddVoltage({ phases, volts }: Feed): ProblemCode | undefined {
  if (phases === 3 && volts >= 220 && volts <= 240) return 'feed-voltage-three-phase';
  return phases === 1 && volts >= 346 && volts <= 480 ? 'feed-voltage-single-phase' : undefined;
}

/** Feeds with a voltage that is worth asking about. */
const voltageProblems = ({ racks }: Scenario): readonly Problem[] =>
  Object.values(racks).flatMap((rack) =>
    rack.feeds.flatMap((feed): readonly Problem[] => {
      const code = oddVoltage(feed);
      if (code === undefined) return [];
      const params = { rack: rack.name, feed: feedName(rack.name, feed.id), volts: feed.volts };
      const at = { kind: 'rack', rack: rack.id } as const;
      return [problem({ severity: 'warning', place: at, code, params })];
    }),
  );

/** How many devices of each type lose too many supplies with one side. */
function strandedBySide(wirings: readonly RackWiring[]): ReadonlyMap<string, Stranded> {
  const all = new Map<string, Stranded>();
  for (const { stranded } of wirings) for (const each of stranded) addStranded(all, each);
  return all;
}

interface SupplyMeans {
  readonly scenario: Scenario;
  readonly figures: Figures;
  readonly powers: DevicePowers;
}

function supplyProblems(
  { counts }: Inventory,
  wirings: readonly RackWiring[],
  { scenario, figures, powers }: SupplyMeans,
): readonly Problem[] {
  const stranded = strandedBySide(wirings);
  return counts.flatMap(({ type }) => {
    const power = powers.get(type.id);
    if (power?.known === true && power.levels.maximum.high === 0) return [];
    const supplies = suppliesOf(type, { electrical: scenario.electrical, figures });
    const at = { kind: 'figure', path: `deviceTypes/${type.id}/supplies` } as const;
    const { count, needed } = supplies;
    const found: Problem[] = [];
    const cut = stranded.get(type.id);
    if (cut !== undefined) {
      const params = { type: type.name, count, needed, live: cut.live, devices: cut.devices };
      found.push(problem({ severity: 'warning', place: at, code: 'supplies-short-on-lost-side', params }));
    }
    if (supplies.basis === 'assumed') {
      const params = { type: type.name, count, needed };
      found.push(problem({ severity: 'note', place: at, code: 'supplies-assumed', params }));
    }
    return found;
  });
}

interface ElectricalFindings {
  readonly inventory: Inventory;
  readonly wirings: readonly RackWiring[];
  readonly electrical: ElectricalPlan | undefined;
}

/** What is wrong with the chain above the racks, and with the supplies below their feeds. */
export const electricalProblems = (
  { inventory, wirings, electrical }: ElectricalFindings,
  means: SupplyMeans,
): readonly Problem[] => [
  ...[electrical?.utilities, electrical?.upsSystems, electrical?.pdus].flatMap((nodes) =>
    Object.values(nodes ?? {}).flatMap(nodeProblem),
  ),
  ...linkProblems(means.scenario),
  ...voltageProblems(means.scenario),
  ...supplyProblems(inventory, wirings, means),
];
