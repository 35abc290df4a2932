import { CLOCK_HERTZ, MEM_SLICES, SRAM_BYTES, SUPERLANE_DELAY } from '#main/simulator/lpu/chip/geometry';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { type Graph, type GraphOperation, type Unit, units } from './graph';
import { GLOBAL_LINKS, LOCAL_LINKS } from './network';
import { counted } from '#shared/text/plural';

interface ScheduledOperation {
  readonly name: string;
  readonly chip: number;
  readonly unit: Unit;
  readonly lane: number;
  readonly startCycle: number;
  /** When its last result can be read. */
  readonly endCycle: number;
  /** When the unit is free again. */
  readonly releaseCycle: number;
  /** Where its results lie in the chip's SRAM. */
  readonly place: { readonly address: number; readonly bytes: number };
}

interface Schedule {
  readonly cycles: number;
  readonly latencySeconds: number;
  readonly operations: readonly ScheduledOperation[];
  /** Cycles that one inference occupies the busiest chip or link: how often the pipeline of chips can start anew. */
  readonly stageCycles: number;
  readonly utilisation: Readonly<Record<Unit, number>>;
  readonly peakSramBytes: readonly number[];
}

/** Bytes that a tensor takes from the operation that makes it to the last one that reads it. */
interface Lifetime {
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

interface SramAllocator {
  /** The address of a tensor; undefined where nothing is left that is large enough. */
  allocate(lifetime: Lifetime): number | undefined;
  /** The most that was ever in use, weights included. */
  peak(): number;
}

interface Held {
  readonly address: number;
  readonly end: number;
  readonly to: number;
}

/** Weights stay at the bottom; results take the lowest gap above them that is free while they live. */
function sramAllocator(residentBytes: number, capacityBytes: number): SramAllocator {
  let held: Held[] = [];
  let peak = residentBytes;
  return {
    allocate({ bytes, from, to }) {
      held = held.filter((each) => each.to >= from);
      let address = residentBytes;
      for (const each of held) {
        if (each.address - address >= bytes) break;
        address = Math.max(address, each.end);
      }
      const end = address + bytes;
      if (end > capacityBytes) return undefined;
      held.push({ address, end, to });
      held.sort((a, b) => a.address - b.address);
      peak = Math.max(peak, end);
      return address;
    },
    peak: () => peak,
  };
}

/** How many of a chip's units of each kind count as one whole; memory serves a read and a write per slice and cycle. */
const capacityOf: Readonly<Record<Unit, number>> = {
  mxm: 1,
  vxm: 1,
  sxm: 1,
  mem: 2 * MEM_SLICES,
  c2c: LOCAL_LINKS + GLOBAL_LINKS,
};

/** What is to be said of placed operations as a whole. */
function summariseSchedule(
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

export type { Schedule, ScheduledOperation };

interface Timed {
  readonly start: number;
  readonly firstResult: number;
  readonly end: number;
}

/**
 * Places a graph ahead of time, in the order of its operations: each starts as soon as its unit is free and its operands are
 * there. A streaming consumer may follow its producer vector by vector, but never overtake it. Refuses what does not fit
 * into SRAM, of which a chip has what is stated, or what its floor plan shows.
 */
export function scheduleGraph(graph: Graph, capacityBytes: number = SRAM_BYTES): Result<Schedule, Refusal> {
  const free = new Map<string, number>();
  const timed: Timed[] = [];
  const lastUse = lastUses(graph);
  const operations: ScheduledOperation[] = [];
  const allocators = graph.residentBytes.map((bytes) => sramAllocator(bytes, capacityBytes));
  for (const [index, operation] of graph.operations.entries()) {
    const unit = unitKey(operation);
    const start = Math.max(free.get(unit) ?? 0, readyCycle(operation, timed));
    const release = start + operation.busyCycles;
    const end = release + operation.fillCycles;
    free.set(unit, release);
    timed.push({ start, firstResult: end - operation.resultCycles, end });
    const allocator = allocators[operation.chip];
    // What only passes a chip, which may be one of the node beyond those in use, is kept nowhere.
    const address =
      operation.resultBytes === 0
        ? 0
        : allocator?.allocate({ bytes: operation.resultBytes, from: index, to: lastUse[index] ?? index });
    if (address === undefined)
      return failure(doesNotFit(graph, operation, { held: allocator?.peak() ?? 0, capacityBytes }));
    operations.push({
      name: operation.name,
      chip: operation.chip,
      unit: operation.unit,
      lane: operation.lane,
      startCycle: start,
      endCycle: end,
      releaseCycle: release,
      place: { address, bytes: operation.resultBytes },
    });
  }
  return success(
    summariseSchedule(
      graph,
      operations,
      allocators.map((allocator) => allocator.peak()),
    ),
  );
}

const unitKey = ({ chip, unit, lane }: GraphOperation): string => `${chip} ${unit} ${lane}`;

function readyCycle(operation: GraphOperation, timed: readonly Timed[]): number {
  let ready = 0;
  for (const { operation: index, streaming } of operation.after) {
    const producer = timed[index];
    if (producer === undefined) throw new RangeError(`${operation.name} depends on what comes after it`);
    const lead = Math.ceil(operation.lead * (producer.end - producer.firstResult));
    const from = streaming
      ? Math.max(producer.firstResult + lead, producer.end - operation.operandCycles)
      : producer.end;
    ready = Math.max(ready, from);
  }
  return ready;
}

function lastUses(graph: Graph): readonly number[] {
  const last = graph.operations.map((_, index) => index);
  for (const [index, { after }] of graph.operations.entries()) {
    for (const { operation } of after) last[operation] = index;
  }
  return last;
}

interface Sram {
  readonly held: number;
  readonly capacityBytes: number;
}

const doesNotFit = (graph: Graph, operation: GraphOperation, { held, capacityBytes }: Sram): Refusal => ({
  code: 'lpu-sram',
  message:
    `${graph.name} does not fit on ${counted(graph.chips, 'chip')}: at ${operation.name} chip ${operation.chip} would need ` +
    `${((held + operation.resultBytes) / 1e6).toFixed(1)} MB of its ${(capacityBytes / 1e6).toFixed(1)} MB of SRAM.`,
  limit: capacityBytes,
  demand: held + operation.resultBytes,
  unit: 'B',
  remedy: 'Use more chips, a narrower precision or a smaller batch.',
  params: { graph: graph.name, chips: graph.chips, operation: operation.name, chip: operation.chip },
});
