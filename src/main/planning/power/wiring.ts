import type { PlacedDevice, RackInventory } from '#main/planning/placement/inventory';
import type { Line } from '#shared/scenario/electrical';
import type { Feed, Rack } from '#shared/scenario/schema';
import type { DevicePowers } from './load';
import { type Loss, lossesOf, type OriginOf, systemOf } from './sources';
import { type RackStrip, type StripMeans, stripsOf, throughStrips, usableWatts } from './strips';
import type { SuppliesOfType } from './supplies';

/** The strip that a supply is plugged into, and the bank of outlets on it, as indices; −1 where there is none. */
export interface Outlet {
  readonly strip: number;
  readonly bank: number;
}

/** A device that draws power, with the feed of its rack that each supply is plugged into. */
export interface WiredDevice {
  readonly placed: PlacedDevice;
  readonly supplies: SuppliesOfType;
  /** Index of the feed among those of the rack, by supply; −1 where it hangs on none. */
  readonly plugs: readonly number[];
  /** The outlet of each supply on a strip of its feed. */
  readonly outlets: readonly Outlet[];
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
  readonly strips: readonly RackStrip[];
  /** The sources that it can lose while others carry on. */
  readonly losses: readonly Loss[];
  readonly devices: readonly WiredDevice[];
  readonly stranded: readonly Stranded[];
}

/** Something with room for load: a feed, a strip or a bank of its outlets. */
interface Room {
  readonly index: number;
  readonly limit: number;
  load: number;
}

interface FeedRoom extends Room {
  readonly source: string;
  readonly strips: readonly StripRoom[];
}

interface StripRoom extends Room {
  readonly id: string;
  readonly feed: number;
  readonly banks: readonly (Room & { readonly line: Line | undefined })[];
}

const NOWHERE = -1;
const noOutlet: Outlet = { strip: NOWHERE, bank: NOWHERE };

function emptiest<Kind extends Room>(rooms: readonly Kind[]): Kind | undefined {
  let best: Kind | undefined;
  for (const room of rooms)
    if (best === undefined || room.load / room.limit < best.load / best.limit) best = room;
  return best;
}

/** Of the sources that have fewest of the device's supplies so far, the feed with most to spare. */
function feedFor(feeds: readonly FeedRoom[], taken: ReadonlyMap<string, number>): FeedRoom | undefined {
  const fewest = Math.min(...feeds.map(({ source }) => taken.get(source) ?? 0));
  return emptiest(feeds.filter(({ source }) => (taken.get(source) ?? 0) === fewest));
}

type Plugged = Omit<WiredDevice, 'placed'>;

interface Unwired extends Pick<WiredDevice, 'supplies'> {
  /** Place among the devices of the rack. */
  readonly at: number;
  readonly placed: PlacedDevice;
  readonly watts: number;
}

interface Put {
  readonly plug: number;
  readonly outlet: Outlet;
  readonly line: Line | undefined;
}

const nowhere: Put = { plug: NOWHERE, outlet: noOutlet, line: undefined };

/** The outlet of a strip that a supply takes: the one named, else the emptiest bank of the emptiest strip of its feed. */
function takeOutlet(
  feed: FeedRoom,
  {
    named,
    watts,
  }: {
    readonly named: { readonly strip: StripRoom; readonly bank: number | undefined } | undefined;
    readonly watts: number;
  },
): Pick<Put, 'outlet' | 'line'> {
  const strip = named?.strip ?? emptiest(feed.strips);
  if (strip === undefined) return { outlet: noOutlet, line: undefined };
  strip.load += watts;
  const bank = strip.banks[(named?.bank ?? 0) - 1] ?? emptiest(strip.banks);
  if (bank !== undefined) bank.load += watts;
  return { outlet: { strip: strip.index, bank: bank?.index ?? NOWHERE }, line: bank?.line };
}

function plugged(
  { placed, supplies, watts }: Unwired,
  feeds: readonly FeedRoom[],
  ids: readonly Feed[],
): Plugged {
  const { supplyFeeds = [], supplyOutlets = [], supplyLines } = placed.device;
  const taken = new Map<string, number>();
  const each = watts / supplies.count;
  const plugInto = (feed: FeedRoom | undefined, supply: number): Put => {
    if (feed === undefined) return nowhere;
    feed.load += each;
    taken.set(feed.source, (taken.get(feed.source) ?? 0) + 1);
    const outlet = supplyOutlets[supply];
    const strip = feed.strips.find(({ id }) => id === outlet?.strip);
    const named = strip === undefined ? undefined : { strip, bank: outlet?.bank };
    return { plug: feed.index, ...takeOutlet(feed, { named, watts: each }) };
  };
  const wantedFeed = (supply: number): FeedRoom | undefined => {
    const outlet = supplyOutlets[supply];
    const ofStrip = outlet && feeds.find(({ strips }) => strips.some(({ id }) => id === outlet.strip));
    return ofStrip ?? feeds[ids.findIndex(({ id }) => id === supplyFeeds[supply])];
  };
  // Those of which a feed is named come first, so that the others even out what they leave.
  const named = Array.from({ length: supplies.count }, (_, supply) => {
    const wanted = wantedFeed(supply);
    return wanted === undefined ? undefined : plugInto(wanted, supply);
  });
  const puts = named.map((put, supply) => put ?? plugInto(feedFor(feeds, taken), supply));
  const lines = puts.map(({ line: ofBank }, supply) => {
    const line = supplyLines?.[supply];
    return line === undefined || line === 'unknown' ? ofBank : line;
  });
  return {
    supplies,
    plugs: puts.map(({ plug }) => plug),
    outlets: puts.map(({ outlet }) => outlet),
    lines,
    given: named.every((put) => put !== undefined),
  };
}

interface WiringMeans extends StripMeans {
  readonly powers: DevicePowers;
  readonly suppliesFor: (placed: PlacedDevice) => SuppliesOfType;
  readonly originOf: OriginOf;
}

type Contents = Pick<RackInventory, 'rack' | 'devices'>;

/** The feeds of a rack with the strips on them, before anything is plugged in. */
function roomsOf({ rack }: Contents, strips: readonly RackStrip[], originOf: OriginOf): readonly FeedRoom[] {
  const stripRooms = strips.map((strip, index): StripRoom => ({
    id: strip.placed.device.id,
    index,
    feed: strip.feed,
    limit: strip.capacity?.typical ?? Number.MAX_SAFE_INTEGER,
    load: 0,
    banks: strip.banks.map(({ limitWatts, line }, bank) => ({
      index: bank,
      limit: limitWatts,
      line,
      load: 0,
    })),
  }));
  return rack.feeds.map((feed, index): FeedRoom => ({
    index,
    // Feeds of one system on both sides are still two to choose from.
    source: `${feed.side} ${systemOf(originOf(feed)) ?? ''}`,
    limit: Math.min(usableWatts(feed, 1), throughStrips(index, strips)),
    load: 0,
    strips: stripRooms.filter((strip) => strip.feed === index),
  }));
}

/** The plugs of a rack's devices by their place in it; devices that draw nothing have none. */
function plugsOf(
  contents: Contents,
  strips: readonly RackStrip[],
  means: WiringMeans,
): ReadonlyMap<number, Plugged> {
  const { powers, suppliesFor, originOf } = means;
  const { rack, devices } = contents;
  const rooms = roomsOf(contents, strips, originOf);
  const drawing = devices.flatMap((placed, at): readonly Unwired[] => {
    const power = powers.get(placed.type.id);
    const watts = power?.known === true ? power.levels.maximum.typical : 0;
    return watts > 0 ? [{ at, placed, supplies: suppliesFor(placed), watts }] : [];
  });
  const isGiven = ({ placed: { device } }: Unwired) =>
    Number(device.supplyFeeds !== undefined || device.supplyOutlets !== undefined);
  const inTurn = drawing.toSorted((a, b) => isGiven(b) - isGiven(a) || b.watts - a.watts);
  return new Map(inTurn.map((device) => [device.at, plugged(device, rooms, rack.feeds)]));
}

/** Devices that keep too few supplies when one of the sources is lost; a rack with one was not meant to lose it. */
function strandedIn(
  { devices }: Contents,
  plugs: ReadonlyMap<number, Plugged>,
  losses: readonly Loss[],
): readonly Stranded[] {
  const found = new Map<string, Stranded>();
  if (losses.length === 0) return [];
  for (const [at, { plugs: taken, supplies }] of plugs) {
    const type = devices[at]?.type.id;
    const live = Math.min(
      ...losses.map(({ feeds }) => taken.filter((plug) => plug >= 0 && !feeds.includes(plug)).length),
    );
    if (type === undefined || live >= supplies.needed) continue;
    addStranded(found, { type, live, devices: 1 });
  }
  return [...found.values()];
}

function kindOf({ rack, devices }: Contents, originOf: OriginOf): string {
  let kind = '';
  // Racks whose strips are alike are of one kind, whatever their strips are called.
  const placeOf = (strip: string): number => devices.findIndex(({ device }) => device.id === strip);
  for (const feed of rack.feeds) {
    const { id, side, volts, amperes, phases, connection, line, continuousAmperes } = feed;
    const { ups, utility } = originOf(feed);
    kind += `${id} ${side} ${volts} ${amperes} ${phases} ${connection ?? ''} ${line ?? ''} ${continuousAmperes ?? ''} ${ups ?? ''} ${utility ?? ''}/`;
  }
  for (const { device, type } of devices) {
    kind += `|${type.id}`;
    if (device.feed !== undefined) kind += ` ${device.feed}`;
    if (device.supplyFeeds !== undefined)
      kind += ` ${device.supplyFeeds.map((feed) => feed ?? '-').join(' ')}`;
    if (device.supplyLines !== undefined) kind += ` ${device.supplyLines.join(' ')}`;
    if (device.supplyOutlets !== undefined)
      kind += ` ${device.supplyOutlets.map((outlet) => (outlet === null ? '-' : `${placeOf(outlet.strip)}:${outlet.bank ?? ''}`)).join(' ')}`;
  }
  return kind;
}

type Known = Pick<RackWiring, 'stranded' | 'losses'> & { readonly plugs: ReadonlyMap<number, Plugged> };

/**
 * Which supply hangs on which feed, and on which outlet of its strips. What the document says of a device is respected.
 * The rest is spread as a careful electrician would: the supplies of a device over all sources, and the largest loads
 * first, each on the feed, strip and bank with most to spare at nameplate power.
 */
export function rackWirings(means: WiringMeans): (rack: Contents) => RackWiring {
  const kinds = new Map<string, Known>();
  return (contents) => {
    const kind = kindOf(contents, means.originOf);
    const strips = stripsOf(contents, means);
    let known = kinds.get(kind);
    if (known === undefined) {
      const plugs = plugsOf(contents, strips, means);
      const losses = lossesOf(contents.rack.feeds, means.originOf);
      known = { plugs, losses, stranded: strandedIn(contents, plugs, losses) };
      kinds.set(kind, known);
    }
    const { plugs, losses, stranded } = known;
    const devices = contents.devices.flatMap((placed, at): readonly WiredDevice[] => {
      const its = plugs.get(at);
      return its === undefined ? [] : [{ placed, ...its }];
    });
    return { rack: contents.rack, kind, strips, losses, devices, stranded };
  };
}
