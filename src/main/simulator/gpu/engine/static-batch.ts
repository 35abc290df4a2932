import { scaled, sum, type StepTime, type Steps } from './steps';

/** A batch from start to end. */
export interface BatchRun {
  readonly timeToFirstTokenSeconds: number;
  readonly meanStep: StepTime;
  readonly prefill: StepTime;
  readonly batchSeconds: number;
  /** Requests at once. */
  readonly atOnce: number;
}

/** Runs a batch whole where it fits, else in waves, each as large as the cache allows. */
export function runBatch(steps: Steps, batch: number, requestsThatFit: number): BatchRun {
  const atOnce = Math.min(batch, requestsThatFit, steps.engine.mostRequests);
  const first = runWave(steps, atOnce);
  const whole = Math.floor(batch / atOnce);
  const rest = batch - whole * atOnce;
  const last = rest > 0 ? runWave(steps, rest).batchSeconds : 0;
  return { ...first, batchSeconds: whole * first.batchSeconds + last, atOnce };
}

function runWave(steps: Steps, sequences: number): BatchRun {
  const { input, output } = steps.resolved;
  const prefill = prefillOf(steps, sequences, input);
  const meanStep = meanDecode(steps, sequences);
  return {
    timeToFirstTokenSeconds: prefill.seconds,
    prefill,
    meanStep,
    batchSeconds: prefill.seconds + (output - 1) * meanStep.seconds,
    atOnce: sequences,
  };
}

/** All prompts, in as many steps as the engine's limit on tokens asks for. */
function prefillOf(steps: Steps, sequences: number, input: number): StepTime {
  const perStep = Math.max(1, Math.min(sequences, Math.floor(steps.engine.mostTokens / input)));
  const whole = Math.floor(sequences / perStep);
  const rest = sequences - whole * perStep;
  const full = steps.prefill(perStep, input);
  return rest === 0 ? scaled(full, whole) : sum(scaled(full, whole), steps.prefill(rest, input));
}

// Gauss and Legendre's three points: exact for a step time that is a polynomial of the context up to degree five.
const OFFSET = Math.sqrt(0.15);

/** The mean step while contexts grow from the prompt to the full length. */
export function meanDecode(steps: Steps, sequences: number): StepTime {
  const { input, output } = steps.resolved;
  const first = steps.decode(sequences, input + (0.5 - OFFSET) * output);
  const middle = steps.decode(sequences, input + 0.5 * output);
  const last = steps.decode(sequences, input + (0.5 + OFFSET) * output);
  const mean = (of: (step: StepTime) => number) => (5 * of(first) + 8 * of(middle) + 5 * of(last)) / 18;
  return {
    seconds: mean(({ seconds }) => seconds),
    matrix: mean(({ matrix }) => matrix),
    attention: mean(({ attention }) => attention),
    communication: mean(({ communication }) => communication),
    overhead: mean(({ overhead }) => overhead),
  };
}
