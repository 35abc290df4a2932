import { ownValue } from '#shared/schema/own-value';
import type { PlanningContext } from '#main/planning/context/planning-context';
import {
  type AmountName,
  amountNames,
  type Amounts,
  type Demand,
  deviceDemand,
  type FitLevel,
} from '#main/planning/racks/rack-capacity';
import type { DeviceType } from '#shared/catalogue/entries';
import { deviceDepth, type Slot, slotOf } from '#shared/rack/geometry';
import type { Face, Rack } from '#shared/scenario/schema';

import { copyOf, freePosition, type Grid, take } from './grid';

/** Arithmetic on what racks have and devices take. */

export const nothing: Amounts = { units: 0, power: 0, mass: 0, cooling: 0, mounts: 0 };

export const plus = (a: Amounts, b: Amounts, times = 1): Amounts => ({
  units: a.units + b.units * times,
  power: a.power + b.power * times,
  mass: a.mass + b.mass * times,
  cooling: a.cooling + b.cooling * times,
  mounts: a.mounts + b.mounts * times,
});

export const minus = (a: Amounts, b: Amounts): Amounts => plus(a, b, -1);

// Sums in another order may miss an equal limit by a hair; a millionth of a watt or a kilogram stops nothing.
const TOLERANCE = 1e-6;

/** The first limit that a demand exceeds; undefined where it fits. */
function exceeded(demand: Amounts, free: Amounts): AmountName | undefined {
  for (const name of amountNames) if (demand[name] > 0 && demand[name] > free[name] + TOLERANCE) return name;
  return undefined;
}

/** How large a demand is against a capacity: its largest share of any one limit. */
export function largestShare(demand: Amounts, capacity: Amounts): number {
  let share = 0;
  for (const name of amountNames) {
    if (demand[name] <= 0) continue;
    share = Math.max(share, capacity[name] > 0 ? demand[name] / capacity[name] : Number.MAX_VALUE);
  }
  return share;
}

/** The capacity with a share of every limit kept free. Mounts are pieces and are not shared out. */
export const withSpare = (capacity: Amounts, spareFraction: number): Amounts => ({
  units: capacity.units * (1 - spareFraction),
  power: capacity.power * (1 - spareFraction),
  mass: capacity.mass * (1 - spareFraction),
  cooling: capacity.cooling * (1 - spareFraction),
  mounts: capacity.mounts,
});

/** How many times a demand goes into what is free. */
export function timesIn(demand: Amounts, free: Amounts): number {
  let times = Number.POSITIVE_INFINITY;
  for (const name of amountNames)
    if (demand[name] > 0) times = Math.min(times, Math.floor((free[name] + TOLERANCE) / demand[name]));
  return Math.max(0, times);
}

/** A device type together with what one of it takes; types that are equal are one object. */
interface Kind {
  readonly type: DeviceType;
  readonly demand: Demand;
  /** How far it reaches into a rack; undefined where nobody states it. */
  readonly depthMeters: number | undefined;
}

/** Switches that go with servers. */
export interface Companion {
  readonly kind: Kind;
  readonly serves: number;
  readonly most: number;
}

/** One thing to place whole: a server, or servers that must share a rack. */
export interface Item {
  readonly kind: Kind;
  readonly size: number;
}

export interface Placed {
  readonly kind: Kind;
  readonly slot: Slot;
  /** Which group of those asked for it belongs to, counted from 0. */
  readonly group?: number | undefined;
}

/** A rack while it is being filled. */
export interface Bin {
  readonly rack: Rack;
  readonly units: number;
  readonly isNew: boolean;
  /** Whether it held something before, so that filling it brings no other rack into use. */
  readonly isInUse: boolean;
  /** What it may hold beside what stands in it already, with what is to stay spare taken off. */
  readonly capacity: Amounts;
  /** The most servers that the plan lets it take, where it was found to let it take fewer than its amounts do. */
  readonly mostServers?: number | undefined;
  /** What stands in it already takes. */
  readonly base: Amounts;
  readonly start: Grid;
  grid: Grid;
  used: Amounts;
  servers: number;
  placed: Placed[];
}

export const isOpen = (bin: Bin): boolean => bin.isInUse || bin.placed.length > 0;

type Given = Pick<
  Bin,
  'rack' | 'units' | 'isNew' | 'isInUse' | 'capacity' | 'base' | 'start' | 'mostServers'
>;

export function emptyBin(bin: Given): Bin {
  return { ...bin, grid: copyOf(bin.start), used: nothing, servers: 0, placed: [] };
}

export const cleared = (bin: Bin): Bin => emptyBin(bin);

/** W in it, with what was put into it. */
export const wattsIn = ({ base, used }: Bin): number => base.power + used.power;

export const free = (bin: Bin): Amounts => minus(bin.capacity, bin.used);

const switchesFor = (servers: number, { serves }: Companion): number => Math.ceil(servers / serves);

/** What a bin takes when servers join it: them and the switches they bring along. */
export function joining(
  bin: Pick<Bin, 'servers'>,
  { kind, size }: Item,
  companions: readonly Companion[],
): {
  readonly demand: Amounts;
  readonly switches: readonly { readonly kind: Kind; readonly count: number }[];
} {
  let demand = plus(nothing, kind.demand, size);
  if (companions.length === 0) return { demand, switches: [] };
  const switches = companions.flatMap((companion) => {
    const count = switchesFor(bin.servers + size, companion) - switchesFor(bin.servers, companion);
    if (count > 0) demand = plus(demand, companion.kind.demand, count);
    return count > 0 ? [{ kind: companion.kind, count }] : [];
  });
  return { demand, switches };
}

type Obstacle = 'units' | 'power' | 'mass' | 'cooling' | 'mounts' | 'ports' | 'plan';

/** What keeps an item out of a bin by amounts alone; places are looked at when it is put in. */
export function obstacle(bin: Bin, item: Item, companions: readonly Companion[]): Obstacle | undefined {
  if (bin.servers + item.size > (bin.mostServers ?? Number.POSITIVE_INFINITY)) return 'plan';
  for (const companion of companions)
    if (switchesFor(bin.servers + item.size, companion) > companion.most) return 'ports';
  return exceeded(joining(bin, item, companions).demand, free(bin));
}

interface Wanted {
  readonly kind: Kind;
  readonly from: 'bottom' | 'top';
}

/** The two ways to mount a device that leaves room behind or beside it; one for all others. */
function* mountings({ type, depthMeters }: Kind): Generator<Omit<Slot, 'position'>> {
  const { heightUnits, fullDepth } = type;
  const faces: readonly Face[] = fullDepth ? ['front'] : ['front', 'rear'];
  for (const face of faces) {
    const mounting = { heightUnits, fullDepth, face, depthMeters };
    if (type.halfWidth === true) for (const side of ['left', 'right'] as const) yield { ...mounting, side };
    else yield mounting;
  }
}

/** Where a device finds its place in a grid, taken at once; undefined where it finds none. */
export function settle(grid: Grid, { kind, from }: Wanted): Slot | undefined {
  if (kind.type.heightUnits === 0) return slotOf(kind.type, { position: 1, face: 'rear' });
  for (const mounting of mountings(kind)) {
    const position = freePosition(grid, mounting, from);
    if (position === undefined) continue;
    const slot = { ...mounting, position };
    take(grid, slot);
    return slot;
  }
  return undefined;
}

/** Puts an item with its switches into a bin; false, and the bin as it was, where some part finds no place. */
export function put(bin: Bin, item: Item, companions: readonly Companion[], group?: number): boolean {
  const { demand, switches } = joining(bin, item, companions);
  const single = item.size === 1 && switches.length === 0;
  const grid = single ? bin.grid : copyOf(bin.grid);
  const placed: Placed[] = [];
  for (let index = 0; index < item.size; index += 1) {
    const slot = settle(grid, { kind: item.kind, from: 'bottom' });
    if (slot === undefined) return false;
    placed.push({ kind: item.kind, slot, group });
  }
  for (const { kind, count } of switches)
    for (let index = 0; index < count; index += 1) {
      const slot = settle(grid, { kind, from: 'top' });
      if (slot === undefined) return false;
      placed.push({ kind, slot });
    }
  bin.grid = grid;
  bin.used = plus(bin.used, demand);
  bin.servers += item.size;
  bin.placed.push(...placed);
  return true;
}

/** A copy that can be filled without touching the bin. */
export const trialOf = (bin: Bin): Bin => ({ ...bin, grid: copyOf(bin.grid), placed: [...bin.placed] });

/** Makes a bin what its trial became. */
export function commit(bin: Bin, { grid, used, servers, placed }: Bin): void {
  Object.assign(bin, { grid, used, servers, placed });
}

/** What a site still takes, in W. */
export interface SiteRest {
  readonly power: number;
  readonly cooling: number;
}

export type KindOf = (type: string) => Kind | undefined;

/** Device types with their demands, each looked up once. */
export function kindsOf(level: FitLevel, context: PlanningContext): KindOf {
  const known = new Map<string, Kind>();
  return (id) => {
    const type = ownValue(context.catalogue.deviceTypes, id);
    if (type === undefined) return undefined;
    const kind = known.get(id) ?? {
      type,
      demand: deviceDemand(type, level, context),
      depthMeters: deviceDepth(type, context.scenario),
    };
    known.set(id, kind);
    return kind;
  };
}

/** What the devices that stand already leave of the site's limits. */
export function siteRest(kindOf: KindOf, { scenario }: PlanningContext): SiteRest {
  let used = nothing;
  for (const { type } of Object.values(scenario.devices)) used = plus(used, kindOf(type)?.demand ?? nothing);
  const { powerLimitWatts, coolingLimitWatts } = scenario.site;
  return {
    power: (powerLimitWatts ?? Number.POSITIVE_INFINITY) - used.power,
    cooling: (coolingLimitWatts ?? Number.POSITIVE_INFINITY) - used.cooling,
  };
}
