import type { FilledRack, FitAnswer, FitBound, FitStop, Unplaced } from '#shared/autofit';
import { DeviceGroupId, type RackId } from '#shared/ids';
import type { Refusal } from '#shared/refusal';
import { freeDeviceIds } from '#shared/scenario/names';
import type { PlacedGroup } from '#shared/scenario/placement';
import type { Device } from '#shared/scenario/schema';
import { kilograms, watts } from '#shared/units';
import { kilogramText, kilowattText } from '../problems/format';
import type { PlanningContext } from '../planning-context';
import type { Arrangement } from './arrangement';
import { isOpen, wattsIn, type Bin, type Placed } from './bin';
import type { FitProblem } from './fit-problem';
import { heavyLow } from './heavy-low';
import { stopFor, usesOf } from './stops';

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
    message: `${params.count} × ${params.type} found no place (${stop.limit}: ${words.demand} on ${words.available}).`,
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
