import { CLOCK_HERTZ, MEM_SLICES } from '../chip/geometry';
import { SUPERLANE_DELAY } from '../chip/latency';
import { units, type Graph, type Unit } from './graph';
import { GLOBAL_LINKS, LOCAL_LINKS } from './network';
import type { Schedule, ScheduledOperation } from './schedule';

/** How many of a chip's units of each kind count as one whole; memory serves a read and a write per slice and cycle. */
const capacityOf: Readonly<Record<Unit, number>> = {
  mxm: 1,
  vxm: 1,
  sxm: 1,
  mem: 2 * MEM_SLICES,
  c2c: LOCAL_LINKS + GLOBAL_LINKS,
};

/** What is to be said of placed operations as a whole. */
export function summariseSchedule(
  graph: Graph,
  operations: readonly ScheduledOperation[],
  peakSramBytes: readonly number[],
): Schedule {
  const last = operations.reduce((latest, { endCycle }) => Math.max(latest, endCycle), 0);
  const cycles = operations.length === 0 ? 0 : last + SUPERLANE_DELAY;
  return {
    cycles,
    latencySeconds: cycles / CLOCK_HERTZ,
    operations,
    stageCycles: stageCyclesOf(operations, last),
    utilisation: utilisationOf(graph, cycles),
    peakSramBytes,
  };
}

/**
 * A chip starts the next inference when it has done with the one before, a link when it has carried its share; what only
 * passes by on the way to another chip does not keep a chip.
 */
function stageCyclesOf(operations: readonly ScheduledOperation[], last: number): number {
  const spans = new Map<number, { readonly first: number; readonly last: number }>();
  const links = new Map<number, number>();
  for (const { chip, unit, lane, startCycle, endCycle, releaseCycle } of operations) {
    if (unit === 'c2c') {
      const link = chip * LINKS_OF_A_CHIP + lane;
      links.set(link, (links.get(link) ?? 0) + releaseCycle - startCycle);
    } else {
      const span = spans.get(chip) ?? { first: startCycle, last: 0 };
      spans.set(chip, { first: Math.min(span.first, startCycle), last: Math.max(span.last, endCycle) });
    }
  }
  if (spans.size === 0) return last;
  let longest = 0;
  for (const span of spans.values()) longest = Math.max(longest, span.last - span.first);
  for (const busy of links.values()) longest = Math.max(longest, busy);
  return longest;
}

const LINKS_OF_A_CHIP = 16;

function utilisationOf(graph: Graph, cycles: number): Readonly<Record<Unit, number>> {
  const busy: Record<Unit, number> = { mxm: 0, vxm: 0, sxm: 0, mem: 0, c2c: 0 };
  for (const {
    unit,
    busyCycles,
    occupancy,
    chainedVectorCycles = 0,
    memoryVectors = 0,
  } of graph.operations) {
    busy[unit] += busyCycles * occupancy;
    busy.vxm += chainedVectorCycles;
    busy.mem += memoryVectors;
  }
  const share = (unit: Unit): number =>
    cycles === 0 ? 0 : Math.min(1, busy[unit] / (cycles * graph.chips * capacityOf[unit]));
  return Object.fromEntries(units.map((unit) => [unit, share(unit)])) as Record<Unit, number>;
}
