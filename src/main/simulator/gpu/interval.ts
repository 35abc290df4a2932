import type { Interval } from '#shared/estimate/result';
import type { ResolvedCase } from '../resolved-case';
import { splitName, type EngineConstants } from './engine/constants';

const LEVEL = 0.8;
/** Of a normal distribution, 80 % lie within this many standard deviations. */
export const DEVIATIONS = 1.2816;

/**
 * What is added to an engine's own spread away from what it was calibrated on, as standard deviations of the
 * logarithm; docs/models/gpu.md says what each rests on.
 */
export const widening = {
  /** Another accelerator than the kernels were measured on. */
  part: 0.15,
  /** A model that the engine's constants have not seen. */
  model: 0.07,
  /** Routed experts, which no calibration has seen. */
  experts: 0.12,
  /** Latent or windowed attention. */
  attention: 0.12,
  /** An engine without any calibration. */
  engine: 0.1,
  /** A model that was calibrated at other splits, or a split wider than any. */
  split: 0.07,
  /** Requests more than twice as long as any calibrated, and batches that run in waves or beyond what was calibrated. */
  tokens: 0.05,
  batch: 0.06,
  /** Weights narrower than the part multiplies. */
  weightOnly: 0.12,
} as const;

const USUAL_TENSOR = 4;
const USUAL_BATCH = 1024;

/** The standard deviation of ln(measured / predicted) that a case is given. */
export function spreadOf(
  resolved: ResolvedCase,
  engine: EngineConstants,
  { weightOnly, inWaves }: { readonly weightOnly: boolean; readonly inWaves: boolean },
): number {
  const { hardware, model, parallelism } = resolved;
  const { calibratedOn } = engine;
  const seenModel = calibratedOn.models.includes(model.id);
  const split = splitName(model.id, parallelism.tensor, parallelism.pipeline);
  const wide = parallelism.tensor > USUAL_TENSOR || parallelism.pipeline > 1;
  const unseenSplit = seenModel ? !calibratedOn.splits.includes(split) : wide;
  const away = [
    engine.spread,
    hardware.id === 'h100-sxm' ? 0 : widening.part,
    seenModel ? 0 : widening.model,
    calibratedOn.models.length > 0 ? 0 : widening.engine,
    model.experts === undefined ? 0 : widening.experts,
    model.attention.kind === 'grouped-query' ? 0 : widening.attention,
    unseenSplit ? widening.split : 0,
    inWaves || (resolved.batch ?? 0) > USUAL_BATCH ? widening.batch : 0,
    resolved.input + resolved.output > 2 * calibratedOn.tokens ? widening.tokens : 0,
    weightOnly ? widening.weightOnly : 0,
  ];
  return Math.hypot(...away);
}

export function intervalOf(
  spread: number,
  predicted: { readonly outputTokensPerSecond: number; readonly requestLatencySeconds: number },
): Interval {
  const factor = Math.exp(DEVIATIONS * spread);
  const around = (value: number): readonly [number, number] => [value / factor, value * factor];
  return {
    level: LEVEL,
    outputTokensPerSecond: around(predicted.outputTokensPerSecond),
    requestLatencySeconds: around(predicted.requestLatencySeconds),
  };
}
