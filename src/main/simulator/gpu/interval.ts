import { type ResolvedCase, stageDevices } from '#main/simulator/case/resolved-case';
import type { Interval } from '#shared/estimate/result';
import { measuredLatents } from './engine/attention';
import { type EngineConstants, type uncertainConstants, unseenSpreads } from './engine/constants';
import { cacheStandsIn } from './engine/precision';
import { measuredFor } from './kernels/measured-parts';
import type { Run } from './run';

/**
 * How far a run's time follows each of `uncertainConstants`: the change of its logarithm by that of the constant's. A run
 * is a sum of parts that each grow with one constant, so that this is the part's share of the time.
 */
export function sensitivitiesOf(
  resolved: ResolvedCase,
  engine: EngineConstants,
  run: Run,
): readonly number[] {
  const { busy, steps, promptSeconds } = run;
  const { seconds, matrix, attention, communication, overhead } = busy;
  const layers = steps * resolved.model.layers * engine.secondsPerLayer;
  const perStep = steps * engine.secondsPerStep;
  const requests = steps * run.concurrency * engine.secondsPerRequest;
  // What is left of the overhead are passes over activations, which count with the products.
  const passes = Math.max(0, overhead - layers - perStep - requests);
  const share = (part: number) => Math.min(1, part / seconds);
  return [
    share(matrix + passes),
    share(attention),
    share(communication),
    share(promptSeconds),
    share(layers),
    share(perStep),
    share(requests),
  ] satisfies Record<keyof typeof uncertainConstants & `${number}`, number>;
}

/** The standard deviation of the logarithm of a run's time that the uncertainty of the constants leaves. */
export function uncertaintyOf(
  sensitivities: readonly number[],
  covariance: EngineConstants['covariance'],
): number {
  let variance = 0;
  for (let row = 0; row < covariance.length; row++) {
    const along = covariance[row] ?? [];
    let sum = 0;
    for (let column = 0; column < along.length; column++) {
      sum += (along[column] ?? 0) * (sensitivities[column] ?? 0);
    }
    variance += sum * (sensitivities[row] ?? 0);
  }
  return Math.sqrt(Math.max(0, variance));
}

export const LEVEL = 0.8;
/** Of a normal distribution, 80 % lie within this many standard deviations. */
export const NORMAL_DEVIATIONS = 1.2816;

/**
 * Standard deviations that hold 80 % where the deviation itself was found on so many rows: Student's quantile, by the first two
 * terms of its expansion (Abramowitz and Stegun 26.7.5), within 0.3 % from four rows on.
 */
export function studentDeviations(rows: number): number {
  const z = NORMAL_DEVIATIONS;
  return z + (z ** 3 + z) / (4 * rows) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * rows ** 2);
}

/**
 * What is added away from what was calibrated and measured, as standard deviations of the logarithm, beside what the calibration found
 * for models, parts and splits that an engine has not seen; docs/models/gpu.md says what each rests on.
 */
const widening = {
  /** A part that runs on the kernels of another of its generation, and of another generation. */
  sibling: 0.07,
  part: 0.15,
  /** Stages, with which nothing was measured. */
  stages: 0.05,
  /** Latents of a size that was not measured. */
  attention: 0.12,
  /** Batches that run in waves. */
  waves: 0.06,
  /** Weights or a cache of a width that no kernel was measured in on the part. */
  standIn: 0.12,
} as const;

interface Known {
  readonly engine: EngineConstants;
  readonly run: Run;
  readonly standsIn: boolean;
  readonly inWaves: boolean;
}

/** The standard deviation of ln(measured / predicted) that a case is given. */
export function spreadOf(resolved: ResolvedCase, { engine, run, standsIn, inWaves }: Known): number {
  const { hardware, model, parallelism } = resolved;
  const measured = measuredFor(hardware);
  const carried = hardware.architecture === measured.architecture ? widening.sibling : widening.part;
  const unmeasured = model.attention.kind === 'multi-head-latent' && !measuredLatents(model.attention);
  return Math.hypot(
    engine.spread,
    uncertaintyOf(sensitivitiesOf(resolved, engine, run), engine.covariance),
    unseenBy(engine, resolved),
    hardware.id === measured.id ? 0 : carried,
    parallelism.pipeline > 1 ? widening.stages : 0,
    unmeasured ? widening.attention : 0,
    inWaves ? widening.waves : 0,
    standsIn ? widening.standIn : 0,
    cacheStandsIn(resolved) ? widening.standIn : 0,
  );
}

/** What a calibrated engine has not seen. Where nothing was measured on it at all, its spread is that of engines that were unseen whole. */
function unseenBy({ calibratedOn }: EngineConstants, { hardware, model, parallelism }: ResolvedCase): number {
  const { hardware: parts, models, splits } = calibratedOn;
  if (models.length === 0) return 0;
  const ofModel = model.experts === undefined ? unseenSpreads.model : unseenSpreads.expertsModel;
  return Math.hypot(
    models.includes(model.id) ? 0 : ofModel,
    parts.includes(hardware.id) ? 0 : unseenSpreads.part,
    splits.includes(stageDevices(parallelism)) ? 0 : unseenSpreads.split,
  );
}

/** What is served of requests that arrive by themselves, in output tokens per second of all replicas. */
export interface ServedRate {
  readonly arriving: number;
  /** What would saturate the replicas. */
  readonly most: number;
  /** Requests in flight. */
  readonly concurrency: number;
}

/** Requests of a run whose ends an interval allows for: published runs state so many (TensorRT-LLM 0.14, perf-overview). */
const USUAL_RUN_REQUESTS = 500;

export function intervalOf(
  { deviations }: Pick<EngineConstants, 'deviations'>,
  spread: number,
  predicted: {
    readonly outputTokensPerSecond: number;
    readonly requestLatencySeconds: number;
    readonly served?: ServedRate | undefined;
  },
): Interval {
  const factor = Math.exp(deviations * spread);
  const around = (value: number): readonly [number, number] => [value / factor, value * factor];
  const { outputTokensPerSecond, requestLatencySeconds, served } = predicted;
  return {
    level: LEVEL,
    outputTokensPerSecond:
      served === undefined
        ? around(outputTokensPerSecond)
        : servedInterval(outputTokensPerSecond, served, factor),
    requestLatencySeconds: around(requestLatencySeconds),
  };
}

/**
 * No more is served than arrives. Less is where the replicas saturate at less than was predicted, and in a run whose beginning and end
 * count: that lasts a request longer than its arrivals, whose own rate is uncertain by the root of their number.
 */
function servedInterval(
  predicted: number,
  { arriving, most, concurrency }: ServedRate,
  factor: number,
): readonly [number, number] {
  const late = NORMAL_DEVIATIONS / Math.sqrt(USUAL_RUN_REQUESTS);
  const ended = predicted / (1 + concurrency / USUAL_RUN_REQUESTS + late);
  return [Math.min(ended, most / factor), Math.min(arriving, Math.max(predicted, most * factor))];
}
