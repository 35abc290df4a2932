import {
  type FitMove,
  type FitRequest,
  type FitStrategy,
  type RearrangeAnswer,
  type RearrangeMeasure,
  type RearrangeRequest,
  withMoves,
} from '#shared/rack/autofit';
import type { DeviceGroupId, RackId } from '#shared/schema/ids';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Device, Scenario } from '#shared/scenario/schema';
import { standingEver } from '#shared/scenario/standing';
import { planningContext, type PlanningContext } from '#main/planning/context/planning-context';
import { type Bin, type KindOf, kindsOf, type Placed, siteRest } from './bin';
import { find, type FitMeans, limitErrors, racksOf } from './fit';
import { type FitProblem, nearFor, noRacks, rackMissing } from './fit-problem';
import { givenBins, type Line } from './fleet';
import { filledRacks, heavyLow } from './answer';
import { inventoryOf } from '#main/planning/placement/inventory';

interface Movable {
  readonly device: Device;
  readonly group: DeviceGroupId | undefined;
}

const movableKinds = new Set(['server', 'switch', 'storage']);

/** Groups whose members are all of one type; those of several stay where they are. */
function uniformGroups({ devices }: Scenario): ReadonlySet<string> {
  const typeOf = new Map<string, string>();
  const mixed = new Set<string>();
  for (const { group, type } of Object.values(devices)) {
    if (group === undefined) continue;
    const known = typeOf.get(group);
    if (known === undefined) typeOf.set(group, type);
    else if (known !== type) mixed.add(group);
  }
  return new Set([...typeOf.keys()].filter((group) => !mixed.has(group)));
}

function movablesIn(scenario: Scenario, racks: ReadonlySet<RackId>, kindOf: KindOf): readonly Movable[] {
  const uniform = uniformGroups(scenario);
  const whole = new Map<string, boolean>();
  for (const { group, rack } of Object.values(scenario.devices))
    if (group !== undefined) whole.set(group, (whole.get(group) ?? true) && racks.has(rack));
  return Object.values(scenario.devices).flatMap((device): readonly Movable[] => {
    const type = kindOf(device.type)?.type;
    const { group } = device;
    if (!racks.has(device.rack) || type === undefined || type.heightUnits === 0) return [];
    if (!movableKinds.has(type.kind)) return [];
    if (group !== undefined && !(uniform.has(group) && whole.get(group) === true)) return [];
    return [{ device, group }];
  });
}

/** One line for each type without a group, and one for each group. */
function linesOf(movables: readonly Movable[], kindOf: KindOf, context: PlanningContext): readonly Line[] {
  const singles = new Map<string, number>();
  const groups = new Map<DeviceGroupId, readonly Device[]>();
  for (const { device, group } of movables) {
    if (group === undefined) singles.set(device.type, (singles.get(device.type) ?? 0) + 1);
    else groups.set(group, [...(groups.get(group) ?? []), device]);
  }
  const lines: Line[] = [];
  for (const [type, count] of [...singles].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kind = kindOf(type);
    if (kind !== undefined) lines.push({ item: { kind, size: 1 }, count });
  }
  [...groups].forEach(([id, members], index) => {
    const kind = kindOf(members[0]?.type ?? '');
    const rule = context.scenario.groups[id]?.rule ?? { kind: 'same-rack' };
    if (kind === undefined) return;
    const size = members.length;
    if (rule.kind === 'same-rack') lines.push({ item: { kind, size }, count: 1, firstGroup: index });
    else {
      const spread = { size, near: nearFor(rule, [], context), adjacent: rule.kind === 'adjacent-racks' };
      lines.push({ item: { kind, size: 1 }, count: size, spread, firstGroup: index });
    }
  });
  return lines;
}

interface Space extends Placed {
  readonly rack: RackId;
}

/** Gives every device a place of its type, its own where it can keep it, then one of its rack. */
function movesFor(movables: readonly Movable[], bins: readonly Bin[]): readonly FitMove[] {
  const order = [...new Set(movables.flatMap(({ group }) => (group === undefined ? [] : [group])))];
  const spaces: Space[] = bins.flatMap((bin) =>
    heavyLow(bin).map((placed) => ({ ...placed, rack: bin.rack.id })),
  );
  const taken = new Set<Space>();
  const given = new Map<Device, Space>();
  const matches: readonly ((device: Device, space: Space) => boolean)[] = [
    (device, { rack, slot }) =>
      rack === device.rack && slot.position === device.position && slot.face === device.face,
    (device, { rack }) => rack === device.rack,
    () => true,
  ];
  const byType = new Map<string, Space[]>();
  for (const space of spaces) {
    const key = `${space.kind.type.id} ${space.group === undefined ? '' : (order[space.group] ?? '')}`;
    byType.set(key, [...(byType.get(key) ?? []), space]);
  }
  for (const match of matches)
    for (const { device, group } of movables) {
      if (given.has(device)) continue;
      const space = byType
        .get(`${device.type} ${group ?? ''}`)
        ?.find((each) => !taken.has(each) && match(device, each));
      if (space === undefined) continue;
      taken.add(space);
      given.set(device, space);
    }
  return [...given].flatMap(([device, { rack, slot }]): readonly FitMove[] => {
    const { position, face, side } = slot;
    const stays =
      rack === device.rack && position === device.position && face === device.face && side === device.side;
    return stays ? [] : [{ id: device.id, rack, position, face, ...(side !== undefined && { side }) }];
  });
}

interface Judge {
  readonly racks: ReadonlySet<RackId>;
  readonly movable: ReadonlySet<string>;
  readonly kindOf: KindOf;
  readonly means: FitMeans;
}

function measureOf(scenario: Scenario, { racks, movable, kindOf, means }: Judge): RearrangeMeasure {
  const loads = new Map<RackId, number>();
  const used = new Set<RackId>();
  for (const { id, rack, type } of Object.values(scenario.devices)) {
    if (!racks.has(rack)) continue;
    loads.set(rack, (loads.get(rack) ?? 0) + (kindOf(type)?.demand.power ?? 0));
    if (movable.has(id)) used.add(rack);
  }
  const watts = [...used].map((rack) => loads.get(rack) ?? 0);
  const errors = limitErrors(scenario, means.catalogue).filter((problem) =>
    [...racksOf([problem])].some((rack) => racks.has(rack as RackId)),
  );
  return {
    racks: used.size,
    errors: errors.length,
    peakWatts: watts.reduce((most, each) => Math.max(most, each), 0),
    leastWatts: watts.length === 0 ? 0 : Math.min(...watts),
  };
}

/** Whether one arrangement is better than another: fewer errors first, then what the strategy asks for. */
function isBetter(after: RearrangeMeasure, before: RearrangeMeasure, strategy: FitStrategy): boolean {
  if (after.errors !== before.errors) return after.errors < before.errors;
  if (strategy === 'spread') return after.peakWatts < before.peakWatts - 1e-6;
  return after.racks < before.racks;
}

/**
 * Places anew what stands in some racks, within these racks. Answers with no moves where nothing better is found, so
 * that a rearrangement is never worse than what there was: no more errors, and no more racks or no higher peak.
 */
export function rearrange(request: RearrangeRequest, means: FitMeans): Result<RearrangeAnswer, Refusal> {
  const context = planningContext(request.scenario, means.catalogue);
  const scenario = standingEver(request.scenario);
  const missing = request.racks?.find((id) => !Object.hasOwn(scenario.racks, id));
  if (missing !== undefined) return failure(rackMissing(missing));
  const racks = new Set(request.racks ?? Object.values(scenario.racks).map(({ id }) => id));
  if (racks.size === 0) return failure(noRacks);
  const kindOf = kindsOf(request.powerLevel, context);
  const movables = movablesIn(scenario, racks, kindOf);
  const movable = new Set<string>(movables.map(({ device }) => device.id));
  const fixed: Scenario = {
    ...scenario,
    devices: Object.fromEntries(Object.entries(scenario.devices).filter(([id]) => !movable.has(id))),
  };
  const standing = { ...context, scenario: fixed };
  const given = givenBins(
    { given: [...racks], spareFraction: request.spareFraction },
    { inventory: inventoryOf(standing), kindOf, context: standing },
  );
  const problem: FitProblem = {
    lines: linesOf(movables, kindOf, context),
    companions: [],
    given,
    newBin: () => undefined,
    newCapacity: undefined,
    site: siteRest(kindOf, standing),
    groups: [],
  };
  const terms: Pick<FitRequest, 'strategy' | 'prove'> = request;
  const { arrangement, bound } = find(problem, terms, means);
  means.report(0.8);
  const judge: Judge = { racks, movable, kindOf, means };
  const before = measureOf(scenario, judge);
  const complete = arrangement.left.every((count) => count === 0);
  const moves = complete ? movesFor(movables, arrangement.fleet.bins) : [];
  const after = moves.length === 0 ? before : measureOf(withMoves(scenario, moves), judge);
  const better = complete && isBetter(after, before, request.strategy);
  means.report(1);
  return success({
    moves: better ? moves : [],
    before,
    after: better ? after : before,
    filled: better ? filledRacks(arrangement, problem) : [],
    bound,
  });
}
