import type { LoadSharing } from '#shared/scenario/electrical';
import type { Side } from '#shared/scenario/schema';
import { carriersOf } from './supplies';
import { nodeLines, PHASOR_PARTS, type NodeLines } from './phases';
import { tripOrder, type Network, type Pull } from './network';

/**
 * A network under load, that can be broken and made whole again. Everything that an event touches is written down, so
 * that a thousand events cost what they touch and not what the hall holds.
 */

/** A breaker or a UPS that carried more than it may, in the step of the cascade in which it went. */
export interface Trip {
  readonly node: number;
  readonly step: number;
  readonly watts: number;
  readonly limitWatts: number;
  /** The line that went first, where one line carried too much rather than all together. */
  readonly line: LineOver | undefined;
}

/** A line of a breaker that carries more than it may. */
export interface LineOver {
  readonly line: 'L1' | 'L2' | 'L3';
  readonly amperes: number;
  readonly limitAmperes: number;
}

export interface Outcome {
  readonly trips: readonly Trip[];
  /** Indices of the devices that went dark, in order. */
  readonly dark: readonly number[];
}

/** What fails at once: nodes, the limit that a node is left with, or the first supply of every device. */
export interface Event {
  readonly lostNodes?: readonly number[];
  readonly limits?: readonly { readonly node: number; readonly watts: number }[];
  readonly lostSupply?: boolean;
}

export interface Grid {
  /** What each node carries now, in watts. */
  readonly loads: Float64Array;
  /** The currents in the lines of a node now, in amperes, with that of the neutral; nothing where it has no three lines. */
  readonly linesOf: (node: number) => NodeLines | undefined;
  /** Whether a device runs, by index. */
  readonly isDark: (device: number) => boolean;
  /** What follows from an event, to the fixed point; the grid is whole again afterwards. */
  readonly after: (event: Event) => Outcome;
  /** What trips with nothing lost; the grid stays as that leaves it, and further events start from there. */
  readonly settle: () => Outcome;
  /** What every node carries right after the loss of nodes, before anything trips; the grid is whole again. */
  readonly loadsWithout: (lost: readonly number[]) => Float64Array;
}

// Sums of floating-point watts may miss an equal limit by a hair; a milliwatt trips nothing.
const TOLERANCE_WATTS = 1e-3;
const TOLERANCE_AMPERES = 1e-6;

const LINES = ['L1', 'L2', 'L3'] as const;

interface Drawing {
  readonly node: number;
  readonly pulls: readonly Pull[];
  readonly now: number;
}

interface Shape {
  /** Devices below each feed node. */
  readonly below: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
}

function shapeOf({ nodes, devices }: Network): Shape {
  const below: number[][] = nodes.map(() => []);
  const children: number[][] = nodes.map(() => []);
  nodes.forEach(({ parent }, index) => children[parent]?.push(index));
  devices.forEach(({ nodes: plugs }, index) => {
    for (const node of new Set(plugs)) below[node]?.push(index);
  });
  return { below, children };
}

/** A network whose devices draw these watts, by index, and share them so over their live supplies. */
export function gridOf(network: Network, watts: readonly number[], sharing: LoadSharing): Grid {
  const { nodes, devices } = network;
  const { below, children } = shapeOf(network);
  const loads = new Float64Array(nodes.length);
  const limits = Float64Array.from(nodes, ({ limitWatts }) => limitWatts);
  const dead = new Uint8Array(nodes.length);
  const dark = new Uint8Array(devices.length);
  const offsets: number[] = [];
  let supplies = 0;
  for (const { nodes: plugs } of devices) {
    offsets.push(supplies);
    supplies += plugs.length;
  }
  const drawn = new Float64Array(supplies);
  const phasors = new Float64Array(nodes.length * PHASOR_PARTS);
  const lostSupply = { value: false };

  let journal: (() => void)[] | undefined;
  const loadBefore = new Map<number, number>();
  const drawnBefore = new Map<number, number>();
  const phasorsBefore = new Map<number, Float64Array>();

  const isLive = (node: number): boolean => {
    for (let at = node; at >= 0; at = nodes[at]?.parent ?? -1) if (dead[at] === 1) return false;
    return node >= 0;
  };

  const touched = new Set<number>();
  const pull = ({ node, perWatt }: Pull, watts: number): void => {
    const at = node * PHASOR_PARTS;
    if (journal !== undefined && !phasorsBefore.has(node))
      phasorsBefore.set(node, phasors.slice(at, at + PHASOR_PARTS));
    for (let part = 0; part < PHASOR_PARTS; part += 1)
      phasors[at + part] = (phasors[at + part] ?? 0) + watts * (perWatt[part] ?? 0);
  };

  const linesOf = (node: number): NodeLines | undefined =>
    nodes[node]?.lineLimitAmperes === undefined
      ? undefined
      : nodeLines(phasors.subarray(node * PHASOR_PARTS, (node + 1) * PHASOR_PARTS));

  const draw = (supply: number, { node, pulls, now }: Drawing): void => {
    const before = drawn[supply] ?? 0;
    if (before === now) return;
    if (journal !== undefined && !drawnBefore.has(supply)) drawnBefore.set(supply, before);
    drawn[supply] = now;
    let change = now - before;
    for (const each of pulls) pull(each, change);
    for (let at = node; at >= 0; at = nodes[at]?.parent ?? -1) {
      const load = loads[at] ?? 0;
      if (journal !== undefined && !loadBefore.has(at)) loadBefore.set(at, load);
      loads[at] = load + change;
      change /= nodes[at]?.efficiency ?? 1;
      touched.add(at);
    }
  };

  /** Which supplies of a device carry it now; none where too few live. */
  const carriers = (index: number): readonly number[] => {
    const device = devices[index];
    if (device === undefined || dark[index] === 1) return [];
    const live: { readonly supply: number; readonly side: Side | undefined }[] = [];
    device.nodes.forEach((node, supply) => {
      if (!(lostSupply.value && supply === 0) && isLive(node)) live.push({ supply, side: nodes[node]?.side });
    });
    const { supplies } = device.wired;
    return carriersOf(live, { supplies, watts: watts[index] ?? 0, sharing }).map(({ supply }) => supply);
  };

  const supplyAnew = (index: number): boolean => {
    const device = devices[index];
    const load = watts[index] ?? 0;
    if (device === undefined || load === 0) return false;
    const carrying = carriers(index);
    const each = carrying.length === 0 ? 0 : load / carrying.length;
    const offset = offsets[index] ?? 0;
    device.nodes.forEach((node, supply) => {
      const pulls = device.pulls[supply] ?? [];
      draw(offset + supply, { node, pulls, now: carrying.includes(supply) ? each : 0 });
    });
    if (carrying.length > 0 || dark[index] === 1) return false;
    dark[index] = 1;
    journal?.push(() => {
      dark[index] = 0;
    });
    return true;
  };

  const devicesUnder = (node: number, into: Set<number>): void => {
    for (const device of below[node] ?? []) into.add(device);
    for (const child of children[node] ?? []) devicesUnder(child, into);
  };

  const lose = (lost: readonly number[], darkened: number[]): void => {
    const affected = new Set<number>();
    for (const node of lost) {
      if (dead[node] === 1) continue;
      dead[node] = 1;
      journal?.push(() => {
        dead[node] = 0;
      });
      devicesUnder(node, affected);
    }
    for (const device of affected) if (supplyAnew(device)) darkened.push(device);
  };

  const lineOver = (node: number): LineOver | undefined => {
    const limitAmperes = nodes[node]?.lineLimitAmperes;
    const carried = limitAmperes === undefined ? undefined : linesOf(node)?.currents;
    if (limitAmperes === undefined || carried === undefined) return undefined;
    const amperes = Math.max(...carried);
    const line = LINES[carried.indexOf(amperes)];
    return line === undefined || amperes <= limitAmperes + TOLERANCE_AMPERES
      ? undefined
      : { line, amperes, limitAmperes };
  };

  /** The overloaded nodes nearest to the loads among those that the last step touched. */
  const overloaded = (): readonly number[] => {
    const over = [...touched].filter(
      (node) =>
        dead[node] === 0 &&
        ((loads[node] ?? 0) > (limits[node] ?? Infinity) + TOLERANCE_WATTS || lineOver(node) !== undefined),
    );
    const kind = tripOrder.find((each) => over.some((node) => nodes[node]?.kind === each));
    return over.filter((node) => nodes[node]?.kind === kind).sort((a, b) => a - b);
  };

  const tripOf = (node: number, step: number): Trip => {
    const [load, limitWatts] = [loads[node] ?? 0, limits[node] ?? Infinity];
    const line = load > limitWatts + TOLERANCE_WATTS ? undefined : lineOver(node);
    return { node, step, watts: load, limitWatts, line };
  };

  const follow = ({ lostNodes = [], limits: left = [], lostSupply: lostOne = false }: Event): Outcome => {
    const darkened: number[] = [];
    const trips: Trip[] = [];
    for (const { node, watts: limit } of left) {
      const before = limits[node] ?? Infinity;
      limits[node] = limit;
      journal?.push(() => {
        limits[node] = before;
      });
      touched.add(node);
    }
    lose(lostNodes, darkened);
    if (lostOne) {
      lostSupply.value = true;
      journal?.push(() => {
        lostSupply.value = false;
      });
      devices.forEach((_, device) => {
        if (supplyAnew(device)) darkened.push(device);
      });
    }
    for (let step = 1; ; step += 1) {
      const over = overloaded();
      if (over.length === 0) break;
      for (const node of over) trips.push(tripOf(node, step));
      lose(over, darkened);
    }
    return { trips, dark: darkened.sort((a, b) => a - b) };
  };

  const whileBroken = <Value>(run: () => Value): Value => {
    journal = [];
    const value = run();
    for (const mend of journal) mend();
    for (const [node, load] of loadBefore) loads[node] = load;
    for (const [supply, load] of drawnBefore) drawn[supply] = load;
    loadBefore.clear();
    for (const [node, before] of phasorsBefore) phasors.set(before, node * PHASOR_PARTS);
    drawnBefore.clear();
    phasorsBefore.clear();
    journal = undefined;
    return value;
  };

  devices.forEach((_, device) => supplyAnew(device));

  return {
    loads,
    linesOf,
    isDark: (device) => dark[device] === 1,
    settle: () => {
      nodes.forEach((_, node) => touched.add(node));
      return follow({});
    },
    after: (event) =>
      whileBroken(() => {
        touched.clear();
        return follow(event);
      }),
    loadsWithout: (lost) =>
      whileBroken(() => {
        lose(lost, []);
        return loads.slice();
      }),
  };
}
