import { byId } from '#shared/text/order';
import type { Electrical, Line, Pdu } from '#shared/scenario/electrical';
import { feedName } from '#shared/scenario/names';
import type { Feed, Side } from '#shared/scenario/schema';
import type { RackInventory } from '#main/planning/placement/inventory';
import { continuousAmperesOf } from '#shared/power/derating';
import { ROOT_OF_THREE } from '#shared/power/supplies';
import { phasorsPerWatt, type LinePhasors } from './phases';
import { type RackStrip, usableWatts } from './strips';
import type { RackWiring, WiredDevice } from './wiring';

export type NodeKind = 'utility' | 'ups' | 'pdu' | 'feed' | 'strip' | 'bank';

/** Breakers nearest to the load trip first. */
export const tripOrder: readonly NodeKind[] = ['bank', 'strip', 'feed', 'pdu', 'ups', 'utility'];

/** A place of the chain that can fail or trip. */
export interface ChainNode {
  readonly kind: NodeKind;
  readonly id: string;
  readonly name: string;
  readonly side: Side | undefined;
  /** Index of the node above; −1 where nothing is known above. */
  readonly parent: number;
  /** What it carries continuously, in watts; infinite where nothing limits it. */
  readonly limitWatts: number;
  /** What each line carries continuously, in amperes, where it has three. */
  readonly lineLimitAmperes: number | undefined;
  /** Output over input, for what the node above must deliver. */
  readonly efficiency: number;
  /** The rack that a feed or a strip belongs to, as an index. */
  readonly rack: number | undefined;
  /** Of a strip and its banks: the strip among those of the rack, as an index. */
  readonly strip?: number;
}

export interface NetworkDevice {
  readonly wired: WiredDevice;
  readonly rack: number;
  /** Node of each supply; −1 where it hangs on none. */
  readonly nodes: readonly number[];
  /** What a watt of each supply pulls through the lines of the breakers above it. */
  readonly pulls: readonly (readonly Pull[])[];
}

/** What one watt pulls through the three lines of a node. */
export interface Pull {
  readonly node: number;
  readonly perWatt: LinePhasors;
}

/** The whole chain of a site: nodes with their parents before them, and the devices that hang on the feeds. */
export interface Network {
  readonly nodes: readonly ChainNode[];
  readonly devices: readonly NetworkDevice[];
  readonly racks: readonly RackInventory['rack'][];
}

const NONE = -1;

/** What a UPS carries with its spare modules idle, in watts. */
export const upsWatts = ({
  modules,
  spareModules,
  moduleWatts,
}: Pick<
  Electrical['upsSystems'][keyof Electrical['upsSystems']],
  'modules' | 'spareModules' | 'moduleWatts'
>): number => (modules - spareModules) * moduleWatts;

/** What stands above the feeds of a site. */
export type Chain = Pick<Electrical, 'utilities' | 'upsSystems' | 'pdus'>;

interface Placed {
  readonly nodes: ChainNode[];
  readonly utilities: Map<string, number>;
  readonly ups: Map<string, number>;
  readonly pdus: Map<string, number>;
}

function chainAbove(electrical: Chain, share: number): Placed {
  const placed: Placed = { nodes: [], utilities: new Map(), ups: new Map(), pdus: new Map() };
  const add = (into: Map<string, number>, node: ChainNode): void => {
    into.set(node.id, placed.nodes.length);
    placed.nodes.push(node);
  };
  for (const { id, name, capacityWatts } of Object.values(electrical.utilities).sort(byId))
    add(placed.utilities, {
      kind: 'utility',
      id,
      name,
      side: undefined,
      parent: NONE,
      limitWatts: capacityWatts ?? Infinity,
      lineLimitAmperes: undefined,
      efficiency: 1,
      rack: undefined,
    });
  for (const ups of Object.values(electrical.upsSystems).sort(byId))
    add(placed.ups, {
      kind: 'ups',
      id: ups.id,
      name: ups.name,
      side: ups.side,
      parent: (ups.utility === undefined ? undefined : placed.utilities.get(ups.utility)) ?? NONE,
      limitWatts: upsWatts(ups),
      lineLimitAmperes: undefined,
      efficiency: ups.efficiency ?? 1,
      rack: undefined,
    });
  for (const pdu of Object.values(electrical.pdus).sort(byId))
    add(placed.pdus, {
      kind: 'pdu',
      id: pdu.id,
      name: pdu.name,
      side: pdu.side,
      parent: (pdu.ups === undefined ? undefined : placed.ups.get(pdu.ups)) ?? NONE,
      limitWatts: usableWatts(pdu, share),
      lineLimitAmperes: pdu.phases === 3 ? continuousAmperesOf(pdu, share) : undefined,
      efficiency: 1,
      rack: undefined,
    });
  return placed;
}

/** What a watt at an outlet pulls through its strip, its feed and the PDU above, each where it has three lines. */
function pullsOf(
  outlet: { readonly feed: Feed; readonly pdu: Pdu | undefined; readonly line: Line | undefined },
  nodes: { readonly strip: number | undefined; readonly feed: number; readonly pdu: number | undefined },
): readonly Pull[] {
  const { feed, pdu, line } = outlet;
  const pulls: Pull[] = [];
  const here = feed.phases === 3 ? phasorsPerWatt(line, feed.volts) : undefined;
  if (here !== undefined) pulls.push({ node: nodes.feed, perWatt: here });
  if (here !== undefined && nodes.strip !== undefined) pulls.push({ node: nodes.strip, perWatt: here });
  // Through a transformer the power goes on at the voltage above.
  const hung = feed.phases === 3 ? line : feed.line;
  if (pdu?.phases === 3 && nodes.pdu !== undefined)
    pulls.push({ node: nodes.pdu, perWatt: phasorsPerWatt(hung, pdu.volts) });
  return pulls;
}

interface StripNodes {
  readonly strip: number;
  readonly firstBank: number;
}

/** Adds the strips of a rack and their banks below its feeds; the nodes of each. */
function addStrips(
  nodes: ChainNode[],
  { rack, strips }: RackWiring,
  {
    firstFeed,
    rackIndex,
    share,
  }: { readonly firstFeed: number; readonly rackIndex: number; readonly share: number },
): readonly StripNodes[] {
  return strips.map((strip, index): StripNodes => {
    const { device } = strip.placed;
    const feed = rack.feeds[strip.feed];
    const at = nodes.length;
    const common = { side: feed?.side, efficiency: 1, rack: rackIndex, strip: index };
    nodes.push({
      ...common,
      kind: 'strip',
      id: device.id,
      name: device.name,
      parent: firstFeed + strip.feed,
      ...limitsOfStrip(strip, feed, share),
    });
    strip.banks.forEach(({ limitWatts }, bank) =>
      nodes.push({
        ...common,
        kind: 'bank',
        id: `${device.id}/${bank + 1}`,
        name: `${device.name}/${bank + 1}`,
        parent: at,
        limitWatts,
        lineLimitAmperes: undefined,
      }),
    );
    return { strip: at, firstBank: at + 1 };
  });
}

/** What a strip carries, in all and through each of its lines; one that is rated like its feed is guarded by it. */
function limitsOfStrip(
  { capacity, isThreePhase }: RackStrip,
  feed: Feed | undefined,
  share: number,
): Pick<ChainNode, 'limitWatts' | 'lineLimitAmperes'> {
  const rated = capacity?.typical ?? Infinity;
  if (feed === undefined || rated > usableWatts(feed, share) * ALIKE)
    return { limitWatts: Infinity, lineLimitAmperes: undefined };
  return {
    limitWatts: rated,
    lineLimitAmperes: isThreePhase ? rated / (ROOT_OF_THREE * feed.volts) : undefined,
  };
}

// Data sheets round ratings; what differs by less than a thousandth is the same breaker.
const ALIKE = 0.999;

/** The network of a site: its chain, the feeds of its racks in the order given with their strips, and their devices. */
export function networkOf(
  wirings: readonly RackWiring[],
  { electrical, share }: { readonly electrical: Chain; readonly share: number },
): Network {
  const { nodes, pdus, utilities } = chainAbove(electrical, share);
  const pduById = new Map<string, Pdu>(Object.values(electrical.pdus).map((pdu) => [pdu.id, pdu]));
  const parentOf = ({ pdu, utility }: Feed): number => {
    if (pdu !== undefined) return pdus.get(pdu) ?? NONE;
    return (utility === undefined ? undefined : utilities.get(utility)) ?? NONE;
  };
  const devices: NetworkDevice[] = [];
  wirings.forEach((wiring, rackIndex) => {
    const { rack } = wiring;
    const first = nodes.length;
    for (const feed of rack.feeds)
      nodes.push({
        kind: 'feed',
        id: feed.id,
        name: feedName(rack.name, feed.id),
        side: feed.side,
        parent: parentOf(feed),
        limitWatts: usableWatts(feed, share),
        lineLimitAmperes: feed.phases === 3 ? continuousAmperesOf(feed, share) : undefined,
        efficiency: 1,
        rack: rackIndex,
      });
    const strips = addStrips(nodes, wiring, { firstFeed: first, rackIndex, share });
    for (const device of wiring.devices) {
      // Nothing is known of how a device without any feed is supplied, so that no failure can be said to reach it.
      if (device.plugs.every((plug) => plug < 0)) continue;
      const deviceNodes = device.plugs.map((plug, supply) => {
        const outlet = device.outlets[supply];
        const strip = outlet && strips[outlet.strip];
        if (plug < 0) return NONE;
        if (outlet === undefined || strip === undefined) return first + plug;
        return outlet.bank < 0 ? strip.strip : strip.firstBank + outlet.bank;
      });
      const pulls = device.plugs.map((plug, supply): readonly Pull[] => {
        const feed = rack.feeds[plug];
        const outlet = device.outlets[supply];
        const above = feed?.pdu === undefined ? undefined : pdus.get(feed.pdu);
        const pdu = feed?.pdu === undefined ? undefined : pduById.get(feed.pdu);
        const strip = outlet && strips[outlet.strip]?.strip;
        const hasLines = strip !== undefined && nodes[strip]?.lineLimitAmperes !== undefined;
        return feed === undefined
          ? []
          : pullsOf(
              { feed, pdu, line: device.lines[supply] },
              { strip: hasLines ? strip : undefined, feed: first + plug, pdu: above },
            );
      });
      devices.push({ wired: device, rack: rackIndex, nodes: deviceNodes, pulls });
    }
  });
  return { nodes, devices, racks: wirings.map(({ rack }) => rack) };
}
