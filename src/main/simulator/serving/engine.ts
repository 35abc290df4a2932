import type { KvCache } from '#main/simulator/case/kv-cache';
import { NANOSECONDS } from './requests';

/**
 * What a serving simulation needs to know of one replica, whatever it is made of. Step times are in seconds and follow
 * from what is in the step; the simulation decides what is.
 */
export interface StepTimes {
  /**
   * `batch`: all requests of a replica advance together, one step at a time (GPU engines).
   * `slots`: each request has a place of its own in a pipeline and does not feel the others (LPU fleets).
   */
  readonly discipline: 'batch' | 'slots';
  /** Requests at once. */
  readonly slots: number;
  /** How its cache counts what it holds, and the units that there are. */
  readonly cache: Pick<KvCache, 'perToken' | 'windowOf' | 'unitsOf'>;
  readonly cacheUnits: number;
  /** Tokens in one step at most. */
  readonly stepTokens: number;
  /** A step that reads so many prompt tokens, of prompts of `length` tokens on average. */
  readonly prefill: (tokens: number, length: number) => number;
  /** A step in which `batch` requests, with so many tokens in the cache together, get one token each. */
  readonly decode: (batch: number, contextTokens: number) => number;
  /** Both in one step. */
  readonly mixed: (decoding: Decoding, prompts: PromptTokens) => number;
  /** Seconds that an answer takes in front of and behind the steps: receiving, queueing, sending; none where left out. */
  readonly frontSeconds?: number;
  /** How requests share the stages of a pipeline with places; where left out, they do not feel each other. */
  readonly pipeline?: SharedPipeline;
  /** Mean draw at the wall while some work is done; undefined where no power is published. */
  readonly powerWatts: (work: Work) => number | undefined;
}

interface SharedPipeline {
  readonly stages: number;
  /** For how long a prompt of so many tokens keeps each stage, the first one from other prompts. */
  readonly promptSeconds: (length: number) => number;
}

interface Decoding {
  readonly batch: number;
  readonly contextTokens: number;
}

interface PromptTokens {
  readonly tokens: number;
  readonly length: number;
}

/** What a replica did in some seconds. */
export interface Work {
  readonly seconds: number;
  /** Of these, those in which a step was under way. */
  readonly busySeconds: number;
  /** Steps, each of which read all weights. */
  readonly steps: number;
  readonly outputTokens: number;
  /** Tokens of cache that were read, summed over steps. */
  readonly contextTokens: number;
  readonly promptTokens: number;
  /** Mean length of the prompts. */
  readonly promptLength: number;
}

/** So many seconds of nothing. */
export const idleFor = (seconds: number): Work => ({
  seconds,
  busySeconds: 0,
  steps: 0,
  outputTokens: 0,
  contextTokens: 0,
  promptTokens: 0,
  promptLength: 0,
});

/**
 * Steps that a batch takes without anyone joining or leaving, as one piece: contexts grow by one token a step, so that
 * step n of the run takes `first + n · growth` and the run's length is a parabola in the number of its steps.
 */
export interface DecodeRun {
  readonly batch: number;
  readonly steps: number;
  /** Nanoseconds of the first step. */
  readonly first: number;
  /** Nanoseconds by which each step is longer than the one before it. */
  readonly growth: number;
}

interface RunStart {
  readonly batch: number;
  readonly contextTokens: number;
  readonly steps: number;
}

export function decodeRun(engine: StepTimes, { batch, contextTokens, steps }: RunStart): DecodeRun {
  const first = Math.max(1, engine.decode(batch, contextTokens) * NANOSECONDS);
  if (steps <= 1) return { batch, steps, first, growth: 0 };
  const last = engine.decode(batch, contextTokens + (steps - 1) * batch) * NANOSECONDS;
  return { batch, steps, first, growth: Math.max(0, last - first) / (steps - 1) };
}

/** Nanoseconds of the first so many steps of a run: a whole number, and more the more steps. */
export const runTime = ({ first, growth }: DecodeRun, steps: number): number =>
  Math.round(steps * first + (growth * steps * (steps - 1)) / 2);

/** The fewest steps that take at least so long: those after which a request that arrives meanwhile can join. */
export function stepsUntil(run: DecodeRun, elapsed: number): number {
  const { first, growth } = run;
  const linear = first - growth / 2;
  // The positive root of growth/2 n² + linear n = elapsed, in the form that holds for a growth of zero as well.
  const root = (2 * elapsed) / (linear + Math.sqrt(linear ** 2 + 2 * growth * elapsed));
  let steps = Math.max(1, Math.ceil(root));
  while (steps > 1 && runTime(run, steps - 1) >= elapsed) steps--;
  while (runTime(run, steps) < elapsed) steps++;
  return Math.min(steps, run.steps);
}

/** Whole steps that are over after so long. */
export function stepsOver(run: DecodeRun, elapsed: number): number {
  const steps = stepsUntil(run, elapsed);
  return runTime(run, steps) <= elapsed ? steps : steps - 1;
}

/** Points of a table per doubling of the mean context; between them a step's time is a straight line. */
const POINTS_PER_OCTAVE = 4;
const LARGEST_OCTAVE = 24;
const POINTS = POINTS_PER_OCTAVE * LARGEST_OCTAVE + 2;

/**
 * Decode times from a table that fills as it is asked: a step's time grows in proportion to the context, so that a
 * straight line between points a fifth apart is closer than the model behind it. Takes the context of the whole batch.
 */
export function interpolatedDecode(
  seconds: (batch: number, meanContext: number) => number,
): (batch: number, contextTokens: number) => number {
  const rows: (Float64Array | undefined)[] = [];
  const at = (row: Float64Array, batch: number, point: number): number => {
    const known = row[point] ?? 0;
    if (known > 0) return known;
    const computed = seconds(batch, contextAt(point));
    row[point] = computed;
    return computed;
  };
  return (batch, contextTokens) => {
    while (rows.length <= batch) rows.push(undefined);
    const row = rows[batch] ?? new Float64Array(POINTS);
    rows[batch] = row;
    const context = Math.max(1, contextTokens / batch);
    const point = Math.min(POINTS - 2, Math.floor(Math.log2(context) * POINTS_PER_OCTAVE));
    const [from, to] = [contextAt(point), contextAt(point + 1)];
    const share = (context - from) / (to - from);
    return at(row, batch, point) * (1 - share) + at(row, batch, point + 1) * share;
  };
}

const contexts = Float64Array.from({ length: POINTS }, (_, point) => 2 ** (point / POINTS_PER_OCTAVE));
const contextAt = (point: number): number => contexts[point] ?? 0;
