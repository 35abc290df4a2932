import type { LoadSharing } from '#shared/scenario/electrical';
import {
  acceptFlow,
  flowThrough,
  linesAt,
  loseFirstSupplies,
  loseNodes,
  revertFlow,
  type Flow,
} from './grid-flow';
import { tripOrder, type Network } from './network';
import { write } from './revertible';

/** What trips and what goes dark in a network once something fails. */

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

/** A network under load, that can be broken and made whole again. */
export interface Grid {
  /** What follows from an event, to the fixed point; the grid is whole again afterwards. */
  readonly after: (event: Event) => Outcome;
  /** What trips with nothing lost; the grid stays as that leaves it, and further events start from there. */
  readonly settle: () => Outcome;
}

// Sums of floating-point watts may miss an equal limit by a hair; a milliwatt trips nothing.
const TOLERANCE_WATTS = 1e-3;
const TOLERANCE_AMPERES = 1e-6;

const LINES = ['L1', 'L2', 'L3'] as const;

function lineOver(flow: Flow, node: number): LineOver | undefined {
  const limitAmperes = flow.network.nodes[node]?.lineLimitAmperes;
  const carried = limitAmperes === undefined ? undefined : linesAt(flow, node)?.currents;
  if (limitAmperes === undefined || carried === undefined) return undefined;
  const amperes = Math.max(...carried);
  const line = LINES[carried.indexOf(amperes)];
  return line === undefined || amperes <= limitAmperes + TOLERANCE_AMPERES
    ? undefined
    : { line, amperes, limitAmperes };
}

/** The trip of a node that carries more than it may, in watts before amperes; nothing where it does not. */
function tripOf(flow: Flow, node: number, step: number): Trip | undefined {
  if (flow.dead.now[node] === 1) return undefined;
  const [watts, limitWatts] = [flow.loads.now[node] ?? 0, flow.limits.now[node] ?? Infinity];
  if (watts > limitWatts + TOLERANCE_WATTS) return { node, step, watts, limitWatts, line: undefined };
  const line = lineOver(flow, node);
  return line === undefined ? undefined : { node, step, watts, limitWatts, line };
}

/** The trips nearest to the loads among these nodes, in order of nodes. */
function nextTrips(flow: Flow, candidates: Iterable<number>, step: number): readonly Trip[] {
  const { nodes } = flow.network;
  const over: Trip[] = [];
  for (const node of candidates) {
    const trip = tripOf(flow, node, step);
    if (trip !== undefined) over.push(trip);
  }
  const kind = tripOrder.find((each) => over.some(({ node }) => nodes[node]?.kind === each));
  return over.filter(({ node }) => nodes[node]?.kind === kind).sort((a, b) => a.node - b.node);
}

/** Lets trips follow trips until nothing more does, beginning from what an event darkened. */
function cascade(flow: Flow, darkened: readonly number[], candidates: () => Iterable<number>): Outcome {
  const dark = [...darkened];
  const trips: Trip[] = [];
  for (let step = 1; ; step += 1) {
    const now = nextTrips(flow, candidates(), step);
    if (now.length === 0) return { trips, dark: dark.sort((a, b) => a - b) };
    trips.push(...now);
    dark.push(
      ...loseNodes(
        flow,
        now.map(({ node }) => node),
      ),
    );
  }
}

function follow(flow: Flow, { lostNodes = [], limits = [], lostSupply = false }: Event): Outcome {
  for (const { node, watts } of limits) write(flow.limits, node, watts);
  const darkened = [...loseNodes(flow, lostNodes), ...(lostSupply ? loseFirstSupplies(flow) : [])];
  // Only a node that carries more, or may carry less, than before can trip.
  return cascade(flow, darkened, () => new Set([...flow.loads.noted, ...flow.limits.noted]));
}

/** A network whose devices draw these watts, by index, and share them so over their live supplies. */
export function gridOf(network: Network, watts: readonly number[], sharing: LoadSharing): Grid {
  const flow = flowThrough(network, watts, sharing);
  return {
    settle: () => {
      const outcome = cascade(flow, [], () => network.nodes.keys());
      acceptFlow(flow);
      return outcome;
    },
    after: (event) => {
      const outcome = follow(flow, event);
      revertFlow(flow);
      return outcome;
    },
  };
}
