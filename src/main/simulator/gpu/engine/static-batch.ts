import type { MemoryFit } from '#main/simulator/case/kv-cache';
import { scaled, sum, type StepTime, type Steps } from './steps';

/** How many requests the cache holds, and how it counts them. */
type Room = Pick<MemoryFit, 'requestsThatFit' | 'cache'>;

/** A batch from start to end. */
export interface BatchRun {
  /** Of all requests on average: those of later waves wait for the ones before. */
  readonly timeToFirstTokenSeconds: number;
  readonly meanStep: StepTime;
  readonly prefill: StepTime;
  readonly batchSeconds: number;
  /** Requests at once. */
  readonly atOnce: number;
}

/**
 * Runs a batch whole where it fits. Else it runs in waves, each as large as the cache allows at full length; where the
 * engine preempts, what is left over by whole waves starts with one of them, and the latest give way as the cache fills. */
export function runBatch(steps: Steps, batch: number, memory: Room): BatchRun {
  const { requestsThatFit } = memory;
  const atOnce = Math.min(batch, requestsThatFit, steps.engine.mostRequests);
  if (batch > atOnce && steps.engine.cachePolicy === 'preempt') {
    const wave = runWave(steps, atOnce);
    const waves = Math.floor(batch / atOnce) - 1;
    const { input, output } = steps.resolved;
    const rest = { batch: batch - waves * atOnce, input, output };
    const batchSeconds = waves * wave.batchSeconds + preemptingSeconds(steps, rest, memory);
    return { ...wave, timeToFirstTokenSeconds: firstOfWaves(wave, batch), batchSeconds };
  }
  const first = runWave(steps, atOnce);
  const whole = Math.floor(batch / atOnce);
  const rest = batch - whole * atOnce;
  const last = rest > 0 ? runWave(steps, rest).batchSeconds : 0;
  const timeToFirstTokenSeconds = firstOfWaves(first, batch);
  return { ...first, timeToFirstTokenSeconds, batchSeconds: whole * first.batchSeconds + last, atOnce };
}

/** The mean first token of a batch whose waves follow one another, each as long as the first. */
function firstOfWaves({ timeToFirstTokenSeconds, batchSeconds, atOnce }: BatchRun, batch: number): number {
  const whole = Math.floor(batch / atOnce);
  const waits = (atOnce * whole * (whole - 1)) / 2 + (batch - whole * atOnce) * whole;
  return timeToFirstTokenSeconds + (waits / batch) * batchSeconds;
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

interface Left {
  readonly batch: number;
  readonly input: number;
  readonly output: number;
}

/**
 * Seconds of a batch that outgrows the cache of an engine that preempts. As contexts grow, the latest requests lose their
 * cache; once the others have ended, they are read again with what they had been given. Those left are taken to have come
 * equally far.
 */
function preemptingSeconds(steps: Steps, { batch, input, output }: Left, memory: Room): number {
  const { mostRequests } = steps.engine;
  const { requestsThatFit, cache } = memory;
  const units = requestsThatFit * cache.unitsOf(input + output);
  const started = Math.max(1, Math.min(batch, mostRequests, Math.floor(units / cache.unitsOf(input + 1))));
  const ended = Math.min(started, requestsThatFit);
  const crowded = Math.min(output, cache.tokensIn(units / started) - input);
  const between = (started + ended) / 2;
  const seconds =
    prefillOf(steps, started, input).seconds +
    crowded * steps.decode(started, input + crowded / 2).seconds +
    (output - crowded) * steps.decode(between, input + (crowded + output) / 2).seconds;
  const rest = batch - ended;
  if (rest === 0) return seconds;
  const given = Math.floor(((started - ended) * (crowded + output)) / 2 / rest);
  const left = { batch: rest, input: input + given, output: Math.max(1, output - given) };
  return seconds + preemptingSeconds(steps, left, memory);
}

/**
 * All prompts, in as many steps as the engine's limit on tokens asks for. Steps follow each other through the stages of a pipeline: only the
 * first takes all of its time, and each further one a stage's share.
 */
function prefillOf(steps: Steps, sequences: number, input: number): StepTime {
  const perStep = Math.max(1, Math.min(sequences, Math.floor(steps.engine.mostTokens / input)));
  const whole = Math.floor(sequences / perStep);
  const rest = sequences - whole * perStep;
  const stages = steps.resolved.parallelism.pipeline;
  const full = steps.prefill(perStep, input);
  const together = scaled(full, (whole + stages - 1) / stages);
  return rest === 0 ? together : sum(together, scaled(steps.prefill(rest, input), 1 / stages));
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
