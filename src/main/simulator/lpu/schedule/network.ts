import { CLOCK_HERTZ, LANES } from '../chip/geometry';

/**
 * The chip-to-chip network (Abts et al., ISCA 2022; facts.md section 1): eight chips of a node fully connected by one link
 * each, four links of every chip going out to a Dragonfly of nodes.
 */
export const CHIPS_PER_NODE = 8;
export const LOCAL_LINKS = 7;
export const GLOBAL_LINKS = 4;
/** A 320-byte vector takes 328 bytes on the wire. */
export const WIRE_SHARE = 320 / 328;
/** End to end per hop, as the paper's model of collectives has it. */
export const HOP_SECONDS = 722e-9;
/** Bytes per second and direction that were published for one link. */
export const linkRates = { '2022-system': 12.5e9, '2020-cabled': 14e9, '2020-paper': 15e9 } as const;
export type LinkRate = keyof typeof linkRates;
export const linkRateNames = Object.keys(linkRates) as readonly LinkRate[];
/** The rate at which the multi-chip system of ISCA 2022 ran. */
export const DEFAULT_LINK_RATE: LinkRate = '2022-system';
/** Below this a detour over other chips gains nothing (ISCA 2022, section 4.3). */
const DETOUR_FROM_BYTES = 8_192;

const toCycles = (seconds: number): number => Math.ceil(seconds * CLOCK_HERTZ);

export const HOP_CYCLES = toCycles(HOP_SECONDS);

/** Whole vectors that bytes take. */
export const wholeVectors = (bytes: number): number => Math.ceil(bytes / LANES);

/** Cycles during which bytes occupy one link. */
export const linkCycles = (bytes: number, rate: LinkRate = DEFAULT_LINK_RATE): number =>
  toCycles((wholeVectors(bytes) * LANES) / (linkRates[rate] * WIRE_SHARE));

export interface Route {
  /** Links of the sender that carry a share each. */
  readonly paths: number;
  readonly hops: number;
  readonly busyCycles: number;
  readonly latencyCycles: number;
}

/**
 * How a tensor goes from one chip of a node to another: by the link between them, or spread over all seven links, six of
 * them by way of another chip, where that is faster.
 */
export function routeInNode(bytes: number, rate: LinkRate = DEFAULT_LINK_RATE): Route {
  const direct = routeOver(bytes, 1, rate);
  if (bytes <= DETOUR_FROM_BYTES) return direct;
  const spread = routeOver(bytes, LOCAL_LINKS, rate);
  return spread.busyCycles + spread.latencyCycles < direct.busyCycles + direct.latencyCycles
    ? spread
    : direct;
}

function routeOver(bytes: number, paths: number, rate: LinkRate): Route {
  const hops = paths === 1 ? 1 : 2;
  return {
    paths,
    hops,
    busyCycles: linkCycles(bytes / paths, rate),
    latencyCycles: hops * HOP_CYCLES,
  };
}

/**
 * Cycles of an all-reduce over `chips`: reduce-scatter and all-gather, each in one exchange within a node, where every chip
 * reaches every other; above, the nodes exchange their shares over the global links in between.
 */
export function allReduceCycles(bytes: number, chips: number, rate: LinkRate = DEFAULT_LINK_RATE): number {
  if (chips <= 1) return 0;
  const inNode = Math.min(chips, CHIPS_PER_NODE);
  const share = bytes / inNode;
  const local = 2 * (linkCycles(share, rate) + HOP_CYCLES);
  const nodes = Math.ceil(chips / CHIPS_PER_NODE);
  if (nodes <= 1) return local;
  // Every chip owns one share; the same share of all nodes is summed over the chip's four global links.
  const sent = (2 * share * (nodes - 1)) / nodes / GLOBAL_LINKS;
  return local + linkCycles(sent, rate) + hopsBetweenNodes(nodes) * HOP_CYCLES;
}

/** facts.md section 1: three hops up to 33 nodes, of which two stay local; five beyond. */
export const hopsBetweenNodes = (nodes: number): number => (nodes <= 33 ? 1 : 3);

/** facts.md A1.4. */
export const dragonfly = { nodes: 33, chips: 264, nodesPerRack: 9, racks: 145 } as const;
export const MOST_CHIPS = dragonfly.racks * dragonfly.nodesPerRack * CHIPS_PER_NODE;
