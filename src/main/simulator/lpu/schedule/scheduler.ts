import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { SRAM_BYTES } from '../chip/geometry';
import type { Graph, GraphOperation } from './graph';
import { sramAllocator } from './sram';
import type { Schedule, ScheduledOperation } from './schedule';
import { summariseSchedule } from './summary';

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
    `${graph.name} does not fit on ${graph.chips} chips: at ${operation.name} chip ${operation.chip} would need ` +
    `${((held + operation.resultBytes) / 1e6).toFixed(1)} MB of its ${(capacityBytes / 1e6).toFixed(1)} MB of SRAM.`,
  limit: capacityBytes,
  demand: held + operation.resultBytes,
  unit: 'B',
  remedy: 'Use more chips, a narrower precision or a smaller batch.',
  params: { graph: graph.name, chips: graph.chips, operation: operation.name, chip: operation.chip },
});
