import type { DeviceType } from '#shared/catalogue/entries';
import type { RackId } from '#shared/ids';
import { slotOf, type Slot } from '#shared/rack/geometry';
import type { Face, Rack } from '#shared/scenario/schema';
import type { Amounts, Demand } from '../placement/rack-capacity';
import { exceeded, minus, nothing, plus } from './amounts';
import { copyOf, freePosition, take, type Grid } from './grid';

/** A device type together with what one of it takes; types that are equal are one object. */
export interface Kind {
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

export const rackOf = ({ rack }: Bin): RackId => rack.id;

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

export type Obstacle = 'units' | 'power' | 'mass' | 'cooling' | 'mounts' | 'ports' | 'plan';

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
