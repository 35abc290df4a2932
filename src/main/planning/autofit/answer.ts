import type { PlanningContext } from '#main/planning/context/planning-context';
import { kilogramText, kilowattText } from '#main/planning/problems/problem';
import type {
  FilledRack,
  FitAnswer,
  FitBound,
  FitLimit,
  FitStop,
  FitUse,
  Unplaced,
} from '#shared/rack/autofit';
import type { Refusal } from '#shared/refusal/refusal';
import { freeDeviceIds } from '#shared/scenario/names';
import type { PlacedGroup } from '#shared/scenario/placement';
import type { Device } from '#shared/scenario/schema';
import { DeviceGroupId, type RackId } from '#shared/schema/ids';
import { kilograms, watts } from '#shared/units/units';
import type { Arrangement } from './arrangement';
import {
  type Bin,
  type Companion,
  free,
  isOpen,
  type Item,
  joining,
  largestShare,
  obstacle,
  type Placed,
  plus,
  put,
  settle,
  trialOf,
  wattsIn,
} from './bin';
import type { FitProblem } from './fit-problem';
import { type Fleet, type Line, siteTakes } from './fleet';
import { copyOf } from './grid';

/**
 * The same devices of a bin with the heavy ones low and the switches at the top, as racks are built: the centre of mass
 * stays low. What was found while packing stays where the rack's gaps do not allow it.
 */
export function heavyLow(bin: Bin): readonly Placed[] {
  const grid = copyOf(bin.start);
  const isSwitch = ({ kind }: Placed): boolean => kind.type.kind === 'switch';
  const low = bin.placed
    .filter((each) => !isSwitch(each))
    .map((each, index) => ({ each, index, heights: each.kind.type.heightUnits % 1 === 0 ? 0 : 1 }))
    .sort(
      (a, b) =>
        a.heights - b.heights ||
        b.each.kind.demand.mass - a.each.kind.demand.mass ||
        b.each.kind.type.heightUnits - a.each.kind.type.heightUnits ||
        a.index - b.index,
    )
    .map(({ each }) => each);
  const standing: Placed[] = [];
  for (const each of [...low, ...bin.placed.filter(isSwitch)]) {
    const slot = settle(grid, { kind: each.kind, from: isSwitch(each) ? 'top' : 'bottom' });
    if (slot === undefined) return bin.placed;
    standing.push({ ...each, slot });
  }
  return standing;
}

interface StopSetting {
  readonly lines: readonly Line[];
  readonly companions: readonly Companion[];
  readonly fleet: Pick<Fleet, 'sitePower' | 'siteCooling'>;
}

const single = ({ kind }: Item): Item => ({ kind, size: 1 });

const stop = (limit: FitLimit, item: Item, [demand, available]: readonly [number, number]): FitStop => ({
  limit,
  next: item.kind.type.name,
  demand,
  available,
});

/** What keeps one more of an item out of a bin; undefined where it goes in. */
function stopOf(bin: Bin, item: Item, { companions, fleet }: StopSetting): FitStop | undefined {
  // What even an empty rack does not hold whole is told by the limit that the whole of it breaks.
  const one = bin.servers === 0 ? item : single(item);
  const { demand } = joining(bin, one, companions);
  const by = obstacle(bin, one, companions);
  const against = (limit: 'power' | 'mass' | 'cooling' | 'mounts'): FitStop =>
    stop(limit, item, [
      bin.base[limit] + bin.used[limit] + demand[limit],
      bin.base[limit] + bin.capacity[limit],
    ]);
  switch (by) {
    case 'power':
      return bin.base.power + bin.capacity.power > 0
        ? against('power')
        : stop('no-feed', item, [demand.power, 0]);
    case 'ports': {
      const ports = Math.min(...companions.map(({ serves, most }) => serves * most));
      return stop('ports', item, [bin.servers + one.size, ports]);
    }
    case 'plan':
      return stop('plan', item, [bin.servers + one.size, bin.mostServers ?? 0]);
    case 'units':
      return stop('units', item, [item.kind.type.heightUnits * one.size, free(bin).units]);
    case 'mass':
    case 'cooling':
    case 'mounts':
      return against(by);
    case undefined:
      break;
  }
  if (!put(trialOf(bin), one, companions))
    return stop('units', item, [item.kind.type.heightUnits * one.size, free(bin).units]);
  if (
    item.size > 1 &&
    (obstacle(bin, item, companions) !== undefined || !put(trialOf(bin), item, companions))
  )
    return stop('together', item, [item.size, 1]);
  if (siteTakes({ ...fleet } as Fleet, demand)) return undefined;
  return demand.power > fleet.sitePower
    ? stop('site-power', item, [demand.power, fleet.sitePower])
    : stop('site-cooling', item, [demand.cooling, fleet.siteCooling]);
}

/**
 * What stops a rack: the limit that keeps out even the smallest server asked for. Undefined while one of them would
 * still go in.
 */
function stopFor(bin: Bin, setting: StopSetting): FitStop | undefined {
  const bySize = setting.lines
    .map(({ item }) => ({
      item,
      size: largestShare(plus(item.kind.demand, item.kind.demand, item.size - 1), bin.capacity),
    }))
    .sort((a, b) => b.size - a.size);
  let last: FitStop | undefined;
  for (const { item } of bySize) {
    last = stopOf(bin, item, setting);
    if (last === undefined) return undefined;
  }
  return last;
}

/** How much of each limit of a rack is taken, by what stood in it and what was put into it. */
const usesOf = (bin: Bin): readonly FitUse[] =>
  (['units', 'power', 'mass', 'cooling'] as const).flatMap((limit) =>
    Number.isFinite(bin.capacity[limit])
      ? [{ limit, used: bin.base[limit] + bin.used[limit], available: bin.base[limit] + bin.capacity[limit] }]
      : [],
  );

/** Turns an arrangement into racks and devices with ids, names and places. */

const byFloor = (a: Bin, b: Bin): number =>
  a.rack.row - b.rack.row || a.rack.place - b.rack.place || (a.rack.id < b.rack.id ? -1 : 1);

interface Standing extends Placed {
  readonly rack: RackId;
}

function addedTo(bin: Bin): FilledRack['added'] {
  const counts = new Map<string, number>();
  for (const { kind } of bin.placed) counts.set(kind.type.id, (counts.get(kind.type.id) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => ({ type, count }));
}

const filledRack = (bin: Bin, stop: FitStop | undefined): FilledRack => ({
  rack: bin.rack.id,
  name: bin.rack.name,
  isNew: bin.isNew,
  added: addedTo(bin),
  use: usesOf(bin),
  stop,
});

/** Groups with ids that are free in the scenario, for those numbers that found a place. */
function groupsFor(
  used: ReadonlySet<number>,
  { groups }: FitProblem,
  { scenario }: PlanningContext,
): ReadonlyMap<number, PlacedGroup> {
  const taken = new Set(Object.keys(scenario.groups));
  const made = new Map<number, PlacedGroup>();
  let number = 1;
  for (const index of [...used].sort((a, b) => a - b)) {
    const group = groups[index];
    if (group === undefined) continue;
    while (taken.has(`group-${number}`)) number += 1;
    const id = DeviceGroupId.parse(`group-${number}`);
    taken.add(id);
    made.set(index, { id, name: `${group.type.name} ${number}`.slice(0, 120), rule: group.rule });
  }
  return made;
}

/** Words for an amount of a limit, as refusals give them. */
const inWords = (limit: FitStop['limit'], amount: number): string => {
  switch (limit) {
    case 'power':
    case 'cooling':
    case 'site-power':
    case 'site-cooling':
    case 'no-feed':
      return kilowattText(watts(amount));
    case 'mass':
      return kilogramText(kilograms(amount));
    case 'units':
      return `${amount}U`;
    case 'mounts':
    case 'ports':
    case 'together':
    case 'rack-count':
    case 'plan':
      return String(amount);
  }
};

/** Why items are left: what stops the roomiest rack, or that there is none left to add. */
function refusalFor(
  stop: Pick<FitStop, 'limit' | 'demand' | 'available'>,
  params: { readonly type: string; readonly count: number },
): Refusal {
  const words = {
    ...params,
    demand: inWords(stop.limit, stop.demand),
    available: inWords(stop.limit, stop.available),
  };
  return {
    code: `fit-stopped-${stop.limit}`,
    message: `${params.count} × ${params.type} not placed (${stop.limit}: ${words.demand} of ${words.available}).`,
    demand: stop.demand,
    limit: stop.available,
    params: words,
  };
}

function unplacedOf({ left, fleet }: Arrangement, problem: FitProblem): readonly Unplaced[] {
  return problem.lines.flatMap((line, index) => {
    const count = (left[index] ?? 0) * line.item.size;
    if (count === 0) return [];
    const { type } = line.item.kind;
    const fresh = problem.newBin(fleet.created);
    const setting = { lines: [line], companions: problem.companions, fleet };
    const inNew = fresh && stopFor(fresh, setting);
    const inGiven = fleet.bins.map((bin) => stopFor(bin, setting)).find((stop) => stop !== undefined);
    const together = {
      limit: 'together',
      demand: line.spread?.size ?? line.item.size,
      available: 1,
    } as const;
    const none = { limit: 'rack-count', demand: 1, available: 0 } as const;
    const stop = line.spread !== undefined ? together : (inNew ?? inGiven ?? none);
    return [{ type: type.id, count, refusal: refusalFor(stop, { type: type.name, count }) }];
  });
}

function unknownsOf({ lines, companions }: FitProblem): FitAnswer['unknown'] {
  const kinds = new Set([...lines.map(({ item }) => item.kind), ...companions.map(({ kind }) => kind)]);
  return [...kinds].flatMap(({ type, demand }) =>
    demand.unknown.map((figure) => ({ type: type.id, figure })),
  );
}

/** Ids and names of their own for all that is placed. */
function devicesOf(
  standing: readonly Standing[],
  groups: ReadonlyMap<number, PlacedGroup>,
  { scenario }: PlanningContext,
): readonly Device[] {
  const ids = freeDeviceIds(
    scenario,
    standing.map(({ kind }) => kind.type.id),
  );
  return standing.flatMap(({ kind, slot, rack, group }, index): readonly Device[] => {
    const id = ids[index];
    if (id === undefined) return [];
    const { position, face, side } = slot;
    const inGroup = group === undefined ? undefined : groups.get(group)?.id;
    return [
      {
        id,
        name: id,
        type: kind.type.id,
        rack,
        position,
        face,
        ...(side !== undefined && { side }),
        ...(inGroup !== undefined && { group: inGroup }),
      },
    ];
  });
}

/** The racks that take part, with what was put into each and what stops it, in order of the floor. */
export function filledRacks(
  { fleet }: Arrangement,
  { lines, companions }: FitProblem,
): readonly FilledRack[] {
  const taking = fleet.bins.filter((bin) => !bin.isNew || isOpen(bin)).toSorted(byFloor);
  return taking.map((bin) => filledRack(bin, stopFor(bin, { lines, companions, fleet })));
}

/** The answer that an arrangement is, with the bound it is held against. */
export function answerOf(
  arrangement: Arrangement,
  bound: FitBound,
  { problem, context }: { readonly problem: FitProblem; readonly context: PlanningContext },
): FitAnswer {
  const { fleet } = arrangement;
  const taking = fleet.bins.filter((bin) => !bin.isNew || isOpen(bin)).toSorted(byFloor);
  const standing = taking.flatMap((bin) =>
    heavyLow(bin).map((placed): Standing => ({ ...placed, rack: bin.rack.id })),
  );
  const used = new Set(standing.flatMap(({ group }) => (group === undefined ? [] : [group])));
  const groups = groupsFor(used, problem, context);
  const loads = taking.filter(({ placed }) => placed.length > 0).map(wattsIn);
  return {
    devices: devicesOf(standing, groups, context),
    racks: taking.filter(({ isNew }) => isNew).map(({ rack }) => rack),
    groups: [...groups.values()],
    filled: filledRacks(arrangement, problem),
    unplaced: unplacedOf(arrangement, problem),
    bound,
    peakWatts: loads.reduce((most, load) => Math.max(most, load), 0),
    leastWatts:
      loads.length === 0 ? 0 : loads.reduce((least, load) => Math.min(least, load), Number.MAX_VALUE),
    unknown: unknownsOf(problem),
    breaks: [],
  };
}
