import type { LoadLevel } from '#shared/power/report';
import type { Derived } from '#shared/plan/derived';
import type { Range } from '#shared/units/range';
import type { LoadSharing } from '#shared/scenario/electrical';
import { watts, type Watts } from '#shared/units/units';
import type { RackInventory } from '#main/planning/placement/inventory';
import { carriersOf } from './supplies';
import { type DevicePowers, occupiedKey, simulatedDevice, simulatedLoad } from './load';
import type { Occupied, OccupationOf } from '#main/planning/deployments/occupation';
import type { RackWiring, WiredDevice } from './wiring';

export const loadLevels: readonly LoadLevel[] = ['idle', 'typical', 'maximum', 'simulated'];

export type LevelRanges = Readonly<Record<LoadLevel, Range<Watts>>>;

/** What one feed carries at each level: with both sides live, and with the other side lost before anything trips. */
export interface FeedDraw {
  readonly load: LevelRanges;
  readonly onLostSide: LevelRanges;
}

/** What one rack draws of its feeds, by index of the feed, and its simulated load. */
export interface RackDraw {
  readonly simulated: Derived<Watts>;
  readonly feeds: readonly FeedDraw[];
}

const nothing: Range<Watts> = { low: 0 as Watts, typical: 0 as Watts, high: 0 as Watts };

export type DrawOf = (device: WiredDevice, occupied: readonly Occupied[]) => LevelRanges;

/** What devices draw at each level; nothing where nobody publishes their power, which the plan says elsewhere. */
export function deviceDraws(powers: DevicePowers): DrawOf {
  // Devices of one type that run the same draw the same.
  const known = new Map<string, LevelRanges>();
  return ({ placed: { type } }, occupied) => {
    const key = occupied.length === 0 ? type.id : `${type.id} ${occupiedKey(occupied)}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const power = powers.get(type.id);
    const draw =
      power?.known === true
        ? { ...power.levels, simulated: simulatedDevice(type, occupied, powers) }
        : { idle: nothing, typical: nothing, maximum: nothing, simulated: nothing };
    known.set(key, draw);
    return draw;
  };
}

interface Shares {
  readonly both: number;
  readonly alone: number;
}

/** The share of a device's load on one feed at a level: by its supplies there among those that carry it. */
function sharesOn(
  feed: number,
  { wiring, device, watts }: { wiring: RackWiring; device: WiredDevice; watts: number },
  sharing: LoadSharing,
): Shares {
  const plugged = device.plugs.flatMap((plug) =>
    plug < 0 ? [] : [{ plug, side: wiring.rack.feeds[plug]?.side }],
  );
  const { supplies } = device;
  const shareIn = (live: typeof plugged): number => {
    const here = live.filter(({ plug }) => plug === feed).length;
    return here === 0 ? 0 : here / live.length;
  };
  const side = wiring.rack.feeds[feed]?.side;
  const onSide = plugged.filter((supply) => supply.side === side);
  const carried = { supplies, watts, sharing };
  const both = carriersOf(plugged, carried);
  return {
    // A device that lacks supplies asks for its load all the same, so that no plan hides it.
    both: shareIn(both.length === 0 ? plugged : [...both]),
    alone: shareIn([...carriersOf(onSide, carried)]),
  };
}

type Sums = Readonly<Record<LoadLevel, { low: Watts; typical: Watts; high: Watts }>>;

const none = () => ({ low: watts(0), typical: watts(0), high: watts(0) });

const emptySums = (): Sums => ({ idle: none(), typical: none(), maximum: none(), simulated: none() });

function addShare(sum: Sums[LoadLevel], range: Range<Watts>, share: number): void {
  if (share === 0) return;
  sum.low = watts(sum.low + range.low * share);
  sum.typical = watts(sum.typical + range.typical * share);
  sum.high = watts(sum.high + range.high * share);
}

interface DrawQuestion {
  readonly wiring: RackWiring;
  readonly inventory: RackInventory;
  readonly sharing: LoadSharing;
  readonly powers: DevicePowers;
  readonly drawOf: DrawOf;
  readonly occupation: OccupationOf;
}

/** What a rack draws of each of its feeds. */
export function rackDraw({ wiring, inventory, sharing, powers, drawOf, occupation }: DrawQuestion): RackDraw {
  const draws = wiring.devices.map((device) => ({
    device,
    draw: drawOf(device, occupation(device.placed.device.id)),
  }));
  const feeds = wiring.rack.feeds.map((_, feed): FeedDraw => {
    const [load, onLostSide] = [emptySums(), emptySums()];
    for (const { device, draw } of draws) {
      if (!device.plugs.includes(feed)) continue;
      for (const level of loadLevels) {
        const range = draw[level];
        const { both, alone } = sharesOn(feed, { wiring, device, watts: range.typical }, sharing);
        addShare(load[level], range, both);
        addShare(onLostSide[level], range, alone);
      }
    }
    return { load, onLostSide };
  });
  return { simulated: simulatedLoad(inventory, { occupation, powers }), feeds };
}
