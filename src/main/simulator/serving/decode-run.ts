import type { StepTimes } from './engine';
import { NANOSECONDS } from './requests';

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

export interface RunStart {
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
