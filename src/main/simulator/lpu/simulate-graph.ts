import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import type { ModelShape } from '../resolved-case';
import { CLOCK_HERTZ } from './chip/geometry';
import { runProductOnChip } from './chip/kernels/run-product';
import { graphNamed, type NamedGraph } from './graph-names';
import type { GraphRequest } from './graph-request';
import type { Unit } from './schedule/graph';
import { MOST_CHIPS } from './schedule/network';
import { scheduleGraph, type Schedule } from './schedule/scheduler';

export interface GraphAnswer {
  readonly graph: string;
  readonly level: 'cycle' | 'schedule';
  /** From the first operand to the last result of the batch. */
  readonly latencySeconds: number;
  readonly inferencesPerSecond: number;
  readonly cycles: number;
  readonly chips: number;
  readonly batch: number;
  readonly precision: 'int8' | 'fp16';
  readonly utilisation: Readonly<Record<Unit, number>>;
  readonly energyJoules: number;
  readonly energyRangeJoules: readonly [number, number];
  /** Arithmetic operations per second over the peak of all chips; absent where the graph does no counted arithmetic. */
  readonly peakShare?: number;
  readonly operations: number;
  readonly sramBytesPerChip: number;
  readonly notes: readonly string[];
}

/** Watts of one chip in operation: average, design power, maximum (facts.md section 1). */
const CHIP_WATTS = { low: 185, typical: 215, high: 300 } as const;
const MOST_BATCH = 1_000_000;

/** Simulates a named graph; refuses names, sizes and levels that cannot be, and what does not fit. */
export function simulateGraph(
  request: GraphRequest,
  models: ReadonlyMap<string, ModelShape>,
): Result<GraphAnswer, Refusal> {
  const { chips, batch = 1 } = request;
  if (chips !== undefined && !isCount(chips, MOST_CHIPS)) return failure(outside('chips', chips, MOST_CHIPS));
  if (!isCount(batch, MOST_BATCH)) return failure(outside('batch', batch, MOST_BATCH));
  const named = graphNamed(request, models);
  if (!named.ok) return named;
  return request.level === 'cycle' ? onTheChip(named.value, batch) : onSchedule(named.value, batch);
}

const isCount = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 1 && value <= most;

const outside = (what: string, value: number, limit: number): Refusal => ({
  code: 'lpu-size',
  message: `${what} must be a whole number from 1 to ${limit}, not ${value}.`,
  path: what,
  limit,
  demand: value,
});

function onSchedule(named: NamedGraph, batch: number): Result<GraphAnswer, Refusal> {
  const schedule = scheduleGraph(named.graph);
  if (!schedule.ok) return schedule;
  const { value } = schedule;
  return success({
    ...timesOf(named, batch, value),
    level: 'schedule',
    utilisation: value.utilisation,
    operations: value.operations.length,
    sramBytesPerChip: Math.max(0, ...value.peakSramBytes),
    notes: named.graph.notes,
  });
}

type Times = Pick<Schedule, 'cycles' | 'stageCycles'>;

/** Every further inference of a batch follows as soon as the busiest chip is free; copies work beside each other. */
function timesOf({ name, graph, chips, copies, passes, precision }: NamedGraph, batch: number, times: Times) {
  const rounds = Math.ceil(batch / copies) * passes;
  const cycles = times.cycles + (rounds - 1) * times.stageCycles;
  const latencySeconds = cycles / CLOCK_HERTZ;
  const stageSeconds = Math.max(1, times.stageCycles) / CLOCK_HERTZ;
  const energy = (watts: number): number => watts * chips * latencySeconds;
  const peak = (precision === 'int8' ? 819_200 : 204_800) * CLOCK_HERTZ * chips;
  const operations = graph.operationsPerInference * passes * batch;
  return {
    graph: name,
    latencySeconds,
    inferencesPerSecond: batch === 1 ? copies / (stageSeconds * passes) : batch / latencySeconds,
    cycles,
    chips,
    batch,
    precision,
    energyJoules: energy(CHIP_WATTS.typical),
    energyRangeJoules: [energy(CHIP_WATTS.low), energy(CHIP_WATTS.high)] as const,
    ...(operations > 0 ? { peakShare: operations / latencySeconds / peak } : {}),
  };
}

/** Runs on the cycle-exact chip with real values, and holds the result against plain arithmetic. */
function onTheChip(named: NamedGraph, batch: number): Result<GraphAnswer, Refusal> {
  const { product, chips } = named;
  if (product === undefined || chips > 1) return failure(onlyProducts(named.name));
  const run = runProductOnChip(product);
  if (!run.ok) return run;
  const { cycles, utilisation, issues, sramBytes, checked } = run.value;
  return success({
    ...timesOf(named, batch, { cycles, stageCycles: cycles }),
    level: 'cycle',
    utilisation,
    operations: issues,
    sramBytesPerChip: sramBytes,
    notes: [checked],
  });
}

const onlyProducts = (name: string): Refusal => ({
  code: 'lpu-level',
  message: `${name} does not run at cycle level; a gemm:MxKxN on one chip does. Use --level schedule.`,
  path: 'level',
});
