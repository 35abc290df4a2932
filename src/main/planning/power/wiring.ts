import { ROOT_OF_THREE } from '#shared/power/supplies';
import type { PlacedDevice, RackInventory } from '#main/planning/placement/inventory';
import type { Line } from '#shared/scenario/electrical';
import type { Feed, Rack, Side } from '#shared/scenario/schema';
import { watts, type Watts } from '#shared/units/units';
import type { DevicePowers } from './load';
import type { SuppliesOfType } from './supplies';

export type FeedSupply = Pick<Feed, 'volts' | 'amperes' | 'phases'>;

/**
 * What a feed may carry continuously, at unity power factor: √3 · V · I of a line-to-line voltage for three phases,
 * V · I for one, times the share of the breaker that continuous loads may take (NEC 210.20, 215.3; facts A1.9).
 */
export const usableWatts = ({ volts, amperes, phases }: FeedSupply, continuousLoadFraction: number): Watts =>
  watts((phases === 3 ? ROOT_OF_THREE : 1) * volts * amperes * continuousLoadFraction);

/** A device that draws power, with the feed of its rack that each supply is plugged into. */
export interface WiredDevice {
  readonly placed: PlacedDevice;
  readonly supplies: SuppliesOfType;
  /** Index of the feed among those of the rack, by supply; −1 where it hangs on none. */
  readonly plugs: readonly number[];
  /** The lines of the outlet that each supply hangs between; undefined where the document does not say. */
  readonly lines: readonly (Line | undefined)[];
  /** Whether the document says where all of them go. */
  readonly given: boolean;
}

/** Devices of a type that keep fewer supplies than they need when a side is lost. */
export interface Stranded {
  readonly type: string;
  readonly devices: number;
  /** The supplies that stay live on the weaker side, of the device that keeps fewest. */
  readonly live: number;
}

/** Counts devices among those of their type. */
export function addStranded(all: Map<string, Stranded>, { type, devices, live }: Stranded): void {
  const before = all.get(type);
  all.set(type, {
    type,
    devices: devices + (before?.devices ?? 0),
    live: Math.min(live, before?.live ?? live),
  });
}

export interface RackWiring {
  readonly rack: Rack;
  /** Equal in racks whose feeds and devices are alike, so that what follows from them is derived once. */
  readonly kind: string;
  readonly devices: readonly WiredDevice[];
  readonly stranded: readonly Stranded[];
}

interface Strip {
  readonly index: number;
  readonly side: Side;
  readonly limit: number;
  load: number;
}

const NOWHERE = -1;

const emptiest = (strips: readonly Strip[]): Strip | undefined => {
  let best: Strip | undefined;
  for (const strip of strips)
    if (best === undefined || strip.load / strip.limit < best.load / best.limit) best = strip;
  return best;
};

/** The side that has fewer of the device's supplies so far, and of equal sides the one with more to spare. */
function stripFor(strips: readonly Strip[], taken: Readonly<Record<Side, number>>): Strip | undefined {
  const [a, b] = [strips.filter(({ side }) => side === 'A'), strips.filter(({ side }) => side === 'B')];
  if (a.length === 0 || b.length === 0 || taken.A === taken.B) return emptiest(strips);
  return emptiest(taken.A < taken.B ? a : b);
}

type Plugged = Omit<WiredDevice, 'placed'>;

interface Unwired extends Pick<WiredDevice, 'supplies'> {
  /** Place among the devices of the rack. */
  readonly at: number;
  readonly placed: PlacedDevice;
  readonly watts: number;
}

function plugged(
  { placed, supplies, watts }: Unwired,
  feeds: readonly Feed[],
  strips: readonly Strip[],
): Plugged {
  const asked = placed.device.supplyFeeds ?? [];
  const taken = { A: 0, B: 0 };
  const each = watts / supplies.count;
  const plugInto = (strip: Strip | undefined): number => {
    if (strip === undefined) return NOWHERE;
    strip.load += each;
    taken[strip.side] += 1;
    return strip.index;
  };
  // Those of which a feed is named come first, so that the others even out what they leave.
  const named = Array.from({ length: supplies.count }, (_, supply) => {
    const wanted = feeds.findIndex(({ id }) => id === asked[supply]);
    return wanted < 0 ? undefined : plugInto(strips[wanted]);
  });
  const plugs = named.map((plug) => plug ?? plugInto(stripFor(strips, taken)));
  const given = named.every((plug) => plug !== undefined);
  const lines = plugs.map((_, supply) => {
    const line = placed.device.supplyLines?.[supply];
    return line === 'unknown' ? undefined : line;
  });
  return { supplies, plugs, lines, given };
}

interface WiringMeans {
  readonly powers: DevicePowers;
  readonly suppliesFor: (placed: PlacedDevice) => SuppliesOfType;
}

type Contents = Pick<RackInventory, 'rack' | 'devices'>;

/** The plugs of a rack's devices by their place in it; devices that draw nothing have none. */
function plugsOf(
  { rack, devices }: Contents,
  { powers, suppliesFor }: WiringMeans,
): ReadonlyMap<number, Plugged> {
  const strips = rack.feeds.map((feed, index): Strip => ({
    index,
    side: feed.side,
    limit: usableWatts(feed, 1),
    load: 0,
  }));
  const drawing = devices.flatMap((placed, at): readonly Unwired[] => {
    const power = powers.get(placed.type.id);
    const watts = power?.known === true ? power.levels.maximum.typical : 0;
    return watts > 0 ? [{ at, placed, supplies: suppliesFor(placed), watts }] : [];
  });
  const isGiven = ({ placed }: Unwired) => Number(placed.device.supplyFeeds !== undefined);
  const inTurn = drawing.toSorted((a, b) => isGiven(b) - isGiven(a) || b.watts - a.watts);
  return new Map(inTurn.map((device) => [device.at, plugged(device, rack.feeds, strips)]));
}

function strandedIn({ rack, devices }: Contents, plugs: ReadonlyMap<number, Plugged>): readonly Stranded[] {
  const found = new Map<string, Stranded>();
  // A rack with one side was not meant to lose it.
  if (new Set(rack.feeds.map(({ side }) => side)).size < 2) return [];
  for (const [at, { plugs: taken, supplies }] of plugs) {
    const type = devices[at]?.type.id;
    const onA = taken.filter((plug) => rack.feeds[plug]?.side === 'A').length;
    const onB = taken.filter((plug) => rack.feeds[plug]?.side === 'B').length;
    const live = Math.min(onA, onB);
    if (type === undefined || live >= supplies.needed) continue;
    addStranded(found, { type, live, devices: 1 });
  }
  return [...found.values()];
}

function kindOf({ rack, devices }: Contents): string {
  let kind = '';
  for (const { id, side, volts, amperes, phases, connection, line } of rack.feeds)
    kind += `${id} ${side} ${volts} ${amperes} ${phases} ${connection ?? ''} ${line ?? ''}/`;
  for (const { device, type } of devices) {
    kind += `|${type.id}`;
    if (device.supplyFeeds !== undefined)
      kind += ` ${device.supplyFeeds.map((feed) => feed ?? '-').join(' ')}`;
    if (device.supplyLines !== undefined) kind += ` ${device.supplyLines.join(' ')}`;
  }
  return kind;
}

/**
 * Which supply hangs on which feed. What the document says of a device is respected. The rest is spread as a careful
 * electrician would: the supplies of a device over both sides, and on a side the largest loads first, each on the feed
 * with most to spare at nameplate power.
 */
export function rackWirings(means: WiringMeans): (rack: Contents) => RackWiring {
  const kinds = new Map<
    string,
    Pick<RackWiring, 'stranded'> & { readonly plugs: ReadonlyMap<number, Plugged> }
  >();
  return (contents) => {
    const kind = kindOf(contents);
    let known = kinds.get(kind);
    if (known === undefined) {
      const plugs = plugsOf(contents, means);
      known = { plugs, stranded: strandedIn(contents, plugs) };
      kinds.set(kind, known);
    }
    const { plugs, stranded } = known;
    const devices = contents.devices.flatMap((placed, at): readonly WiredDevice[] => {
      const its = plugs.get(at);
      return its === undefined ? [] : [{ placed, ...its }];
    });
    return { rack: contents.rack, kind, devices, stranded };
  };
}
