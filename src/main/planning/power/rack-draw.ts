import type { LoadLevel } from '#shared/power/report';
import type { Derived } from '#shared/plan/derived';
import type { Range } from '#shared/units/range';
import type { LoadSharing } from '#shared/scenario/electrical';
import type { Side } from '#shared/scenario/schema';
import { watts, type Watts } from '#shared/units/units';
import type { RackInventory } from '#main/planning/placement/inventory';
import { carriersOf } from './supplies';
import { type DevicePowers, occupiedKey, simulatedDevice, simulatedLoad } from './load';
import type { Occupied, OccupationOf } from '#main/planning/deployments/occupation';
import type { RackWiring, WiredDevice } from './wiring';

export const loadLevels: readonly LoadLevel[] = ['idle', 'typical', 'maximum', 'simulated'];

export type LevelRanges = Readonly<Record<LoadLevel, Range<Watts>>>;

/** What one feed carries at each level: with all sources live, and with one of them lost before anything trips. */
export interface FeedDraw {
  readonly load: LevelRanges;
  /** With a source lost, by its key; a source that is not named leaves the load as it is. */
  readonly lost: ReadonlyMap<string, LevelRanges>;
}

/** The most that a feed carries at a level when one source is lost. */
export function worstOf({ load, lost }: FeedDraw, level: LoadLevel): Range<Watts> {
  let worst: Range<Watts> | undefined;
  for (const ranges of lost.values())
    if (worst === undefined || ranges[level].typical > worst.typical) worst = ranges[level];
  return worst ?? load[level];
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

interface Plugged {
  readonly plug: number;
  readonly side: Side | undefined;
}

/** The supplies of a device that hang on a feed. */
const pluggedOf = ({ plugs }: WiredDevice, { rack }: RackWiring): readonly Plugged[] =>
  plugs.flatMap((plug) => (plug < 0 ? [] : [{ plug, side: rack.feeds[plug]?.side }]));

/** The share of a feed in what supplies carry in equal parts. */
function shareOf(feed: number, carrying: readonly Plugged[]): number {
  let here = 0;
  for (const { plug } of carrying) if (plug === feed) here += 1;
  return here === 0 ? 0 : here / carrying.length;
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

/**
 * What a rack draws of each of its feeds: the share of a device's load by its supplies there among those that carry it. A
 * device that lacks supplies asks for its load all the same, so that no plan hides it.
 */
export function rackDraw({ wiring, inventory, sharing, powers, drawOf, occupation }: DrawQuestion): RackDraw {
  const feeds = wiring.rack.feeds.map(() => ({
    load: emptySums(),
    lost: wiring.losses.map((loss) => ({ loss, sums: emptySums() })),
  }));
  for (const device of wiring.devices) {
    const draw = drawOf(device, occupation(device.placed.device.id));
    const plugged = pluggedOf(device, wiring);
    const own = [...feeds.entries()].filter(([feed]) => plugged.some(({ plug }) => plug === feed));
    const left = wiring.losses.map((loss) => plugged.filter(({ plug }) => !loss.feeds.includes(plug)));
    for (const level of loadLevels) {
      const range = draw[level];
      const carried = { supplies: device.supplies, watts: range.typical, sharing };
      const both = carriersOf(plugged, carried);
      const asking = both.length === 0 ? plugged : both;
      const carriers = left.map((live) => carriersOf(live, carried));
      for (const [feed, { load, lost }] of own) {
        addShare(load[level], range, shareOf(feed, asking));
        lost.forEach(({ sums }, index) => addShare(sums[level], range, shareOf(feed, carriers[index] ?? [])));
      }
    }
  }
  return {
    simulated: simulatedLoad(inventory, { occupation, powers }),
    feeds: feeds.map(({ load, lost }) => ({
      load,
      lost: new Map(lost.map(({ loss, sums }): [string, LevelRanges] => [loss.key, sums])),
    })),
  };
}
