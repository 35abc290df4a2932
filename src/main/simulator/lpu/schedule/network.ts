import { CLOCK_HERTZ, LANES } from '../chip/geometry';

/**
 * The chip-to-chip network (Abts et al., ISCA 2022; docs/facts.md section 1): eight chips of a node fully connected by one link
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
const toCycles = (seconds: number): number => Math.ceil(seconds * CLOCK_HERTZ);

export const HOP_CYCLES = toCycles(HOP_SECONDS);

/** Whole vectors that bytes take. */
export const wholeVectors = (bytes: number): number => Math.ceil(bytes / LANES);

/** Cycles during which bytes occupy one link. */
export const linkCycles = (bytes: number, rate: LinkRate = DEFAULT_LINK_RATE): number =>
  toCycles((wholeVectors(bytes) * LANES) / (linkRates[rate] * WIRE_SHARE));

/** docs/facts.md section 1 and A1.4: 33 nodes connect to each other directly; nine nodes make a rack, 145 racks the largest system. */
export const dragonfly = { nodes: 33, chips: 264, nodesPerRack: 9, racks: 145 } as const;
export const MOST_CHIPS = dragonfly.racks * dragonfly.nodesPerRack * CHIPS_PER_NODE;
/** Ports that a node, and a rack of nodes, has to other nodes. */
export const PORTS_PER_NODE = CHIPS_PER_NODE * GLOBAL_LINKS;
export const PORTS_PER_RACK = dragonfly.nodesPerRack * PORTS_PER_NODE;
/** Half of a rack's ports double up inside it (docs/facts.md section 1), so that each pair of its nodes has two cables. */
export const PORTS_OUT_OF_RACK = PORTS_PER_RACK / 2;
/** Hops between the farthest chips: one in a node, three to 264 chips, five beyond (ISCA 2022; docs/facts.md section 1). */
export function mostHops(chips: number): number {
  if (chips <= 1) return 0;
  if (chips <= CHIPS_PER_NODE) return 1;
  return chips <= dragonfly.chips ? 3 : 5;
}
