import type { LoadSharing } from '#shared/scenario/electrical';
import type { Side } from '#shared/scenario/schema';
import { carriersOf } from './supplies';
import { nodeLines, PHASOR_PARTS, type NodeLines } from './phases';
import type { Network, NetworkDevice, Pull } from './network';
import { accept, note, revert, revertible, write, type Revertible } from './revertible';

/** What flows where in a network: which nodes and devices are without power, and what that makes the others carry. */
export interface Flow {
  readonly network: Network;
  /** What each device draws, in watts. */
  readonly watts: readonly number[];
  readonly sharing: LoadSharing;
  readonly shape: Shape;
  /** What each node carries, in watts. */
  readonly loads: Revertible;
  /** What each node may carry, in watts. */
  readonly limits: Revertible;
  /** The currents of each node's lines, per node one block of phasors. */
  readonly phasors: Revertible;
  /** What each supply draws, in watts. */
  readonly drawn: Revertible;
  /** 1 for each node that is lost or tripped. */
  readonly dead: Revertible;
  /** 1 for each device without power. */
  readonly dark: Revertible;
  /** A block of one: 1 while the first supply of every device is lost. */
  readonly firstSuppliesLost: Revertible;
}

/** Who hangs where, which no event changes. */
interface Shape {
  /** Devices at each feed. */
  readonly plugged: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
  /** The place of each device's first supply among all supplies. */
  readonly firstSupply: readonly number[];
  readonly supplies: number;
}

function shapeOf({ nodes, devices }: Network): Shape {
  const plugged: number[][] = nodes.map(() => []);
  const children: number[][] = nodes.map(() => []);
  const firstSupply: number[] = [];
  let supplies = 0;
  nodes.forEach(({ parent }, index) => children[parent]?.push(index));
  devices.forEach(({ nodes: plugs }, index) => {
    for (const node of new Set(plugs)) plugged[node]?.push(index);
    firstSupply.push(supplies);
    supplies += plugs.length;
  });
  return { plugged, children, firstSupply, supplies };
}

const stateOf = ({
  loads,
  limits,
  phasors,
  drawn,
  dead,
  dark,
  firstSuppliesLost,
}: Flow): readonly Revertible[] => [loads, limits, phasors, drawn, dead, dark, firstSuppliesLost];

/** Makes the present state the one that events start from. */
export const acceptFlow = (flow: Flow): void => stateOf(flow).forEach(accept);

/** Puts everything back as it was accepted. */
export const revertFlow = (flow: Flow): void => stateOf(flow).forEach(revert);

/** The flow through a network of which nothing has failed. */
export function flowThrough(network: Network, watts: readonly number[], sharing: LoadSharing): Flow {
  const { nodes, devices } = network;
  const shape = shapeOf(network);
  const zeros = (count: number): Float64Array => new Float64Array(count);
  const flow: Flow = {
    network,
    watts,
    sharing,
    shape,
    loads: revertible(zeros(nodes.length)),
    limits: revertible(nodes.map(({ limitWatts }) => limitWatts)),
    phasors: revertible(zeros(nodes.length * PHASOR_PARTS), PHASOR_PARTS),
    drawn: revertible(zeros(shape.supplies)),
    dead: revertible(zeros(nodes.length)),
    dark: revertible(zeros(devices.length)),
    firstSuppliesLost: revertible([0]),
  };
  devices.forEach((_, device) => supplyAnew(flow, device));
  acceptFlow(flow);
  return flow;
}

/** The currents in the lines of a node, in amperes, with that of the neutral; nothing where it has no three lines. */
export const linesAt = ({ network, phasors }: Flow, node: number): NodeLines | undefined =>
  network.nodes[node]?.lineLimitAmperes === undefined
    ? undefined
    : nodeLines(phasors.now.subarray(node * PHASOR_PARTS, (node + 1) * PHASOR_PARTS));

function isLive({ network: { nodes }, dead }: Flow, node: number): boolean {
  for (let at = node; at >= 0; at = nodes[at]?.parent ?? -1) if (dead.now[at] === 1) return false;
  return node >= 0;
}

/** The supplies that carry a device, by their place among its own; none where too few live. */
function carrying(flow: Flow, { nodes, wired }: NetworkDevice, watts: number): readonly number[] {
  const firstLost = flow.firstSuppliesLost.now[0] === 1;
  const live: { readonly supply: number; readonly side: Side | undefined }[] = [];
  nodes.forEach((node, supply) => {
    if (!(firstLost && supply === 0) && isLive(flow, node))
      live.push({ supply, side: flow.network.nodes[node]?.side });
  });
  const { supplies } = wired;
  return carriersOf(live, { supplies, watts, sharing: flow.sharing }).map(({ supply }) => supply);
}

function pull({ phasors }: Flow, { node, perWatt }: Pull, watts: number): void {
  note(phasors, node);
  const at = node * PHASOR_PARTS;
  for (let part = 0; part < PHASOR_PARTS; part += 1)
    phasors.now[at + part] = (phasors.now[at + part] ?? 0) + watts * (perWatt[part] ?? 0);
}

interface Draw {
  /** Where the supply is plugged in. */
  readonly node: number;
  readonly pulls: readonly Pull[];
  readonly watts: number;
}

/** Lets a supply draw so much, and every node above it carry the difference. */
function draw(flow: Flow, supply: number, { node, pulls, watts }: Draw): void {
  const { network, loads, drawn } = flow;
  const before = drawn.now[supply] ?? 0;
  if (before === watts) return;
  write(drawn, supply, watts);
  let change = watts - before;
  for (const each of pulls) pull(flow, each, change);
  for (let at = node; at >= 0; at = network.nodes[at]?.parent ?? -1) {
    write(loads, at, (loads.now[at] ?? 0) + change);
    change /= network.nodes[at]?.efficiency ?? 1;
  }
}

/** Draws a device's power from the supplies that live now; true where that darkens it. A dark device stays dark. */
function supplyAnew(flow: Flow, index: number): boolean {
  const device = flow.network.devices[index];
  const watts = flow.watts[index] ?? 0;
  if (device === undefined || watts === 0) return false;
  const wasDark = flow.dark.now[index] === 1;
  const carriers = wasDark ? [] : carrying(flow, device, watts);
  const each = watts / carriers.length;
  const first = flow.shape.firstSupply[index] ?? 0;
  device.nodes.forEach((node, supply) => {
    const pulls = device.pulls[supply] ?? [];
    draw(flow, first + supply, { node, pulls, watts: carriers.includes(supply) ? each : 0 });
  });
  if (wasDark || carriers.length > 0) return false;
  write(flow.dark, index, 1);
  return true;
}

function addDevicesUnder(shape: Shape, node: number, into: Set<number>): void {
  for (const device of shape.plugged[node] ?? []) into.add(device);
  for (const child of shape.children[node] ?? []) addDevicesUnder(shape, child, into);
}

/** Takes nodes out; the devices that this darkens. */
export function loseNodes(flow: Flow, lost: readonly number[]): readonly number[] {
  const affected = new Set<number>();
  for (const node of lost) {
    if (flow.dead.now[node] === 1) continue;
    write(flow.dead, node, 1);
    addDevicesUnder(flow.shape, node, affected);
  }
  return [...affected].filter((device) => supplyAnew(flow, device));
}

/** Takes out the first supply of every device; the devices that this darkens. */
export function loseFirstSupplies(flow: Flow): readonly number[] {
  write(flow.firstSuppliesLost, 0, 1);
  return flow.network.devices.flatMap((_, device) => (supplyAnew(flow, device) ? [device] : []));
}
