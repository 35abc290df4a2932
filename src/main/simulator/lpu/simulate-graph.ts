import { sentenceOf } from '#main/simulator/case/remark-text';
import type { Remark } from '#shared/estimate/result';
import type { Range } from '#shared/units/range';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { ModelShape } from '#main/simulator/case/resolved-case';
import { CLOCK_HERTZ, FP16_OPERATIONS_PER_CYCLE, INT8_OPERATIONS_PER_CYCLE } from './chip/geometry';
import { graphNamed } from './graph-names';
import type { GraphRequest, NamedGraph, UsersHeld } from './named-graph';
import type { Unit } from './schedule/graph';
import { MOST_CHIPS } from './schedule/network';
import { scheduleGraph, type Schedule } from './schedule/scheduler';

export interface GraphAnswer {
  readonly graph: string;
  readonly level: 'cycle' | 'schedule';
  /** From the first operand to the last result of the batch. */
  readonly latencySeconds: number;
  /** While inferences follow each other without end, each as soon as the busiest chip or link is free; whatever the batch. */
  readonly inferencesPerSecond: number;
  readonly cycles: number;
  readonly chips: number;
  readonly batch: number;
  readonly precision: 'int8' | 'fp16';
  /** Share of each kind of unit that works while one inference runs, on the chips of one copy. */
  readonly utilisation: Readonly<Record<Unit, number>>;
  /** Of all chips while the batch runs; at design power, and from average to maximum. Absent where no power is known. */
  readonly energyJoules?: number;
  readonly energyRangeJoules?: readonly [number, number];
  /** Of all chips per inference where they follow each other without end. */
  readonly energyPerInferenceJoules?: number;
  /** Arithmetic operations per second over the peak of all chips while the batch runs; absent where none are counted. */
  readonly peakShare?: number;
  /** Where the truth is taken to lie; docs/models/lpu.md says what from. */
  readonly interval: {
    readonly level: number;
    readonly latencySeconds: readonly [number, number];
    readonly inferencesPerSecond: readonly [number, number];
  };
  /** Users that a language model serves at once at that throughput: those whose caches fit, and no more than fill it. */
  readonly users?: number;
  readonly operations: number;
  readonly sramBytesPerChip: number;
  readonly notes: readonly string[];
}

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
  return request.level === 'cycle'
    ? onChips(named.value, batch, request.chipWatts)
    : onSchedule(named.value, batch, request);
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

function onSchedule(
  named: NamedGraph,
  batch: number,
  { sramBytes, chipWatts }: Pick<GraphRequest, 'sramBytes' | 'chipWatts'>,
): Result<GraphAnswer, Refusal> {
  const { users } = named;
  const schedule = scheduleGraph(named.graph, sramBytes);
  if (!schedule.ok) return schedule;
  const { value } = schedule;
  const atOnce = users === undefined ? undefined : usersAtOnce(named, users, value);
  return success({
    ...timesOf(named, { batch, chipWatts }, value),
    ...(atOnce === undefined ? {} : { users: atOnce * named.copies }),
    level: 'schedule',
    utilisation: value.utilisation,
    operations: value.operations.length,
    // The schedule holds one user's cache; those of the others that are in the pipeline lie beside it.
    sramBytesPerChip: Math.max(0, ...value.peakSramBytes) + ((atOnce ?? 1) - 1) * (users?.bytes ?? 0),
    notes: [...named.graph.notes, ...fewerUsers(users, atOnce)].map(sentenceOf),
  });
}

type Times = Pick<Schedule, 'cycles' | 'stageCycles'>;

const cyclesAlone = ({ passes }: NamedGraph, { cycles, stageCycles }: Times): number =>
  cycles + (passes - 1) * stageCycles;

/** Users that one copy serves at once: as many as keep its busiest chip busy, or as its SRAM has caches for. */
const usersAtOnce = (named: NamedGraph, { held }: UsersHeld, times: Times): number =>
  Math.max(1, Math.min(held, Math.ceil(cyclesAlone(named, times) / (times.stageCycles * named.passes))));

function fewerUsers(users: UsersHeld | undefined, atOnce: number | undefined): readonly Remark[] {
  if (users === undefined || atOnce !== users.held || users.held >= users.stages) return [];
  return [{ code: 'sram-holds-fewer', params: { users: users.held, stages: users.stages } }];
}

interface Asked {
  readonly batch: number;
  readonly chipWatts: Range | undefined;
}

/** Every further inference of a batch follows as soon as the busiest chip is free; copies work beside each other. */
function timesOf(named: NamedGraph, { batch, chipWatts }: Asked, times: Times) {
  const { name, graph, chips, copies, passes, precision, spread, users } = named;
  const alone = cyclesAlone(named, times);
  const apart = Math.max(1, times.stageCycles) * passes;
  // Nobody enters before somebody leaves where the caches of no more users have room.
  const sustained = Math.max(apart, alone / (users?.held ?? Infinity));
  const each = Math.ceil(batch / copies);
  const cycles = Math.ceil(alone + (each - 1) * (each <= (users?.held ?? Infinity) ? apart : sustained));
  const latencySeconds = cycles / CLOCK_HERTZ;
  const inferencesPerSecond = (copies * CLOCK_HERTZ) / sustained;
  const energy = (watts: number): number => watts * chips * latencySeconds;
  const peak = (precision === 'int8' ? INT8_OPERATIONS_PER_CYCLE : FP16_OPERATIONS_PER_CYCLE) * CLOCK_HERTZ;
  const operations = graph.operationsPerInference * passes * batch;
  return {
    graph: name,
    latencySeconds,
    inferencesPerSecond,
    cycles,
    chips,
    batch,
    precision,
    ...(chipWatts && {
      energyJoules: energy(chipWatts.typical),
      energyRangeJoules: [energy(chipWatts.low), energy(chipWatts.high)] as const,
      energyPerInferenceJoules: (chipWatts.typical * chips) / inferencesPerSecond,
    }),
    ...(operations > 0 ? { peakShare: operations / latencySeconds / (peak * chips) } : {}),
    interval: {
      level: 0.8,
      latencySeconds: [latencySeconds / spread.high, latencySeconds / spread.low] as const,
      inferencesPerSecond: [inferencesPerSecond * spread.low, inferencesPerSecond * spread.high] as const,
    },
  };
}

/** Runs on cycle-exact chips with real values, and holds the result against plain arithmetic. */
function onChips(
  named: NamedGraph,
  batch: number,
  chipWatts: Range | undefined,
): Result<GraphAnswer, Refusal> {
  if (named.onChips === undefined) return failure(noKernel(named.name));
  const run = named.onChips();
  if (!run.ok) return run;
  const { cycles, utilisation, issues, sramBytes, checked } = run.value;
  return success({
    ...timesOf(named, { batch, chipWatts }, { cycles, stageCycles: cycles }),
    level: 'cycle',
    utilisation,
    operations: issues,
    sramBytesPerChip: sramBytes,
    notes: [checked, ...named.graph.notes.map(sentenceOf)],
  });
}

const noKernel = (name: string): Refusal => ({
  code: 'lpu-level',
  message:
    `${name} does not run at cycle level. There are kernels for gemm, add, softmax, rmsnorm and attention, on chips that ` +
    `do not add up parts of sums for each other, and for allreduce within a node of eight. Use --level schedule.`,
  path: 'level',
});
