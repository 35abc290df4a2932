import { CLOCK_HERTZ, LANES } from '#main/simulator/lpu/chip/geometry';

/**
 * The chip-to-chip network (Abts et al., ISCA 2022; docs/facts.md section 1): eight chips of a node fully connected by one link
 * each, four links of every chip going out to a Dragonfly of nodes.
 */
export const CHIPS_PER_NODE = 8;
export const LOCAL_LINKS = 7;
export const GLOBAL_LINKS = 4;
/** A 320-byte vector takes 328 bytes on the wire. */
const WIRE_SHARE = 320 / 328;
/** End to end per hop, as the paper's model of collectives has it. */
export const HOP_SECONDS = 722e-9;
/** Bytes per second and direction that were published for one link. */
const linkRates = { '2022-system': 12.5e9, '2020-cabled': 14e9, '2020-paper': 15e9 } as const;
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

/**
 * Which cable runs where, and over which of them data goes from chip to chip. Within a node every chip has a link to each
 * other. Up to 33 nodes are cabled all to all, each pair by as many cables as ports allow; beyond, nine nodes of a rack are
 * cabled all to all by half of their ports and racks to each other by the rest (ISCA 2022). The paper gives the counts, not
 * the ports: taking them in turn, one chip after another, is an assumption.
 */
export interface Hop {
  readonly from: number;
  readonly to: number;
  /** The sender's link: 0–6 within the node, 7–10 out of it. */
  readonly lane: number;
}

const nodeOf = (chip: number): number => Math.floor(chip / CHIPS_PER_NODE);
const rankOf = (chip: number): number => chip % CHIPS_PER_NODE;

/** Cables between each pair of `members` that share out `ports` of each. */
export const cablesPerPair = (members: number, ports: number): number =>
  members <= 1 ? 0 : Math.max(1, Math.floor(ports / (members - 1)));

/** The port of a member that a cable to the one `offset` further on takes; `copy` tells cables of one pair apart. */
const portOf = (members: number, offset: number, copy: number): number => copy * (members - 1) + offset - 1;

const chipAt = (node: number, port: number): number => node * CHIPS_PER_NODE + (port % CHIPS_PER_NODE);

const localHop = (from: number, to: number): readonly Hop[] =>
  from === to
    ? []
    : [{ from, to, lane: ((rankOf(to) - rankOf(from) + CHIPS_PER_NODE) % CHIPS_PER_NODE) - 1 }];

const globalLane = (port: number): number => LOCAL_LINKS + (Math.floor(port / CHIPS_PER_NODE) % GLOBAL_LINKS);

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

/** The cable of a pair of nodes within a group that are all cabled to each other by some of their ports. */
interface Group {
  readonly first: number;
  readonly members: number;
  readonly ports: number;
}

function crossing({ first, members, ports }: Group, from: number, to: number, preferred: number) {
  const [a, b] = [from - first, to - first];
  const copy = preferred % cablesPerPair(members, ports);
  const out = portOf(members, modulo(b - a, members), copy);
  const back = portOf(members, modulo(a - b, members), copy);
  return { exit: chipAt(from, out), entry: chipAt(to, back), lane: globalLane(out) };
}

/** From a chip to another node of its group: to the chip that has the cable, and over it. */
function between(group: Group, from: number, node: number, preferred: number): readonly Hop[] {
  if (nodeOf(from) === node) return [];
  const { exit, entry, lane } = crossing(group, nodeOf(from), node, preferred);
  return [...localHop(from, exit), { from: exit, to: entry, lane }];
}

/**
 * The hops from one chip to another in a system of so many: at most one in a node, three up to 264 chips, five beyond. Where
 * several cables lead there, `cable` chooses one; chips of a node that send at once take different ones by their rank. Beyond 264 chips a path may leave a node by
 * another chip than the one it entered it by: the published five hops leave none for the passage between the two.
 */
export function routeBetween(
  from: number,
  to: number,
  chips: number,
  cable: number = rankOf(from),
): readonly Hop[] {
  if (nodeOf(from) === nodeOf(to)) return localHop(from, to);
  const nodes = Math.ceil(chips / CHIPS_PER_NODE);
  if (nodes <= dragonfly.nodes) {
    const group = { first: 0, members: nodes, ports: PORTS_PER_NODE };
    const path = between(group, from, nodeOf(to), cable);
    return [...path, ...localHop(path.at(-1)?.to ?? from, to)];
  }
  return acrossRacks({ from, to, nodes, cable });
}

const rackOf = (node: number): number => Math.floor(node / dragonfly.nodesPerRack);
/** The nodes of a node's rack; the last rack may not be full. */
function inRack(node: number, nodes: number): Group {
  const first = rackOf(node) * dragonfly.nodesPerRack;
  return { first, members: Math.min(dragonfly.nodesPerRack, nodes - first), ports: PORTS_PER_NODE / 2 };
}

interface FarRoute {
  readonly from: number;
  readonly to: number;
  readonly nodes: number;
  readonly cable: number;
}

function acrossRacks({ from, to, nodes, cable }: FarRoute): readonly Hop[] {
  const [source, target] = [rackOf(nodeOf(from)), rackOf(nodeOf(to))];
  if (source === target) {
    const path = between(inRack(nodeOf(from), nodes), from, nodeOf(to), cable);
    return [...path, ...localHop(path.at(-1)?.to ?? from, to)];
  }
  const racks = Math.ceil(nodes / dragonfly.nodesPerRack);
  const copy = cable % cablesPerPair(racks, PORTS_OUT_OF_RACK);
  const out = portOf(racks, modulo(target - source, racks), copy);
  const back = portOf(racks, modulo(source - target, racks), copy);
  const [exit, entry] = [rackPort(source, out, nodes), rackPort(target, back, nodes)];
  const path = [...between(inRack(nodeOf(from), nodes), from, exit.node, cable)];
  const leaving = path.length === 0 ? localHop(from, exit.chip) : [];
  path.push(...leaving, { from: exit.chip, to: entry.chip, lane: exit.lane });
  path.push(...between(inRack(nodeOf(to), nodes), entry.chip, nodeOf(to), cable).slice(-1));
  const landed = path.at(-1)?.to ?? entry.chip;
  return [...path, ...localHop(landed, to)];
}

/** The chip and lane of a rack's port; ports are dealt out node by node, more than once where a rack is not full. */
function rackPort(rack: number, port: number, nodes: number) {
  const { first, members, ports } = inRack(rack * dragonfly.nodesPerRack, nodes);
  const node = first + (port % members);
  const own = ports + (Math.floor(port / members) % ports);
  return { node, chip: chipAt(node, own), lane: globalLane(own) };
}

/** Every way between two chips that shares no cable with another: past each chip of the node, or over each cable of a pair. */
export function pathsBetween(from: number, to: number, chips: number): readonly (readonly Hop[])[] {
  const node = nodeOf(from);
  if (node === nodeOf(to)) {
    const first = node * CHIPS_PER_NODE;
    const others = Array.from({ length: Math.min(CHIPS_PER_NODE, chips - first) }, (_, rank) => first + rank);
    const detours = others.filter((chip) => chip !== from && chip !== to);
    return [localHop(from, to), ...detours.map((chip) => [...localHop(from, chip), ...localHop(chip, to)])];
  }
  const nodes = Math.ceil(chips / CHIPS_PER_NODE);
  const cables =
    nodes <= dragonfly.nodes
      ? cablesPerPair(nodes, PORTS_PER_NODE)
      : rackOf(node) === rackOf(nodeOf(to))
        ? cablesPerPair(inRack(node, nodes).members, PORTS_PER_NODE / 2)
        : 1;
  return Array.from({ length: cables }, (_, cable) => routeBetween(from, to, chips, cable));
}
