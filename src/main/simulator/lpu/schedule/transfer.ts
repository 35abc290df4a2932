import type { Dependency, GraphBuilder } from './graph';
import { streamed } from './graph';
import { DEFAULT_LINK_RATE, HOP_CYCLES, linkCycles, type LinkRate } from './network';
import { transferOperation } from './operations';
import { pathsBetween, type Hop } from './topology';

export interface Transfer {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Of the whole system, which says how it is cabled. */
  readonly chips: number;
  readonly bytes: number;
  readonly after: readonly Dependency[];
  readonly link?: LinkRate;
}

/**
 * Adds a tensor's way from one chip to another, hop by hop: over one path, or in equal parts over all there are where that is
 * over sooner, as it is from some 8 kB on (ISCA 2022, section 4.3). Returns the last hop of every part.
 */
export function addTransfer(builder: GraphBuilder, transfer: Transfer): readonly number[] {
  const { from, to, chips, bytes, link = DEFAULT_LINK_RATE } = transfer;
  const paths = pathsBetween(from, to, chips);
  const [direct = []] = paths;
  const cyclesOver = (used: readonly (readonly Hop[])[]): number =>
    linkCycles(bytes / used.length, link) + HOP_CYCLES * Math.max(...used.map((path) => path.length));
  const used = cyclesOver(paths) < cyclesOver([direct]) ? paths : [direct];
  return used.map((path) => addPath(builder, { ...transfer, bytes: bytes / used.length }, path));
}

/** Adds one path's hops, each passing vectors on as they come; returns the number of the last. */
export function addPath(builder: GraphBuilder, transfer: Transfer, path: readonly Hop[]): number {
  const busyCycles = linkCycles(transfer.bytes, transfer.link);
  let after = transfer.after;
  let last = -1;
  for (const { from, lane, to } of path) {
    last = builder.add(
      transferOperation({
        name: `${transfer.name} (${from} → ${to})`,
        chip: from,
        link: lane,
        busyCycles,
        latencyCycles: HOP_CYCLES,
        after,
        // What is under way lies on the links; where it arrives it is the next operation's operand.
        resultBytes: 0,
      }),
    );
    after = streamed(last);
  }
  return last;
}

/** Cycles until the last of some paths that begin at once has delivered `bytes`, in the order in which they take links. */
export function pathsCycles(paths: readonly (readonly Hop[])[], bytes: number, link: LinkRate): number {
  const busy = linkCycles(bytes, link);
  const free = new Map<number, number>();
  let latest = 0;
  for (const path of paths) {
    let [firstResult, end] = [0, 0];
    for (const { from, lane } of path) {
      const cable = from * LANES_OF_A_CHIP + lane;
      const start = Math.max(free.get(cable) ?? 0, firstResult, end - busy);
      free.set(cable, start + busy);
      firstResult = start + HOP_CYCLES;
      end = start + busy + HOP_CYCLES;
    }
    latest = Math.max(latest, end);
  }
  return latest;
}

const LANES_OF_A_CHIP = 16;
