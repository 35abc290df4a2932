import type { Interval } from '#shared/estimate/result';
import type { ResolvedCase } from '../resolved-case';
import { splitName, type EngineConstants } from './engine/constants';
import type { Run } from './run';
import { sensitivitiesOf, uncertaintyOf } from './sensitivity';

const LEVEL = 0.8;
/** Of a normal distribution, 80 % lie within this many standard deviations. */
export const DEVIATIONS = 1.2816;

/**
 * What is added away from what was calibrated, as standard deviations of the logarithm; docs/models/gpu.md says what each
 * rests on.
 */
export const widening = {
  /** Another part of the generation that the kernels were measured on, and one of another. */
  sibling: 0.07,
  part: 0.15,
  /** A model, or a split of it, that the engine's constants have not seen. */
  model: 0.03,
  /** More devices per layer than any collective was calibrated on, or stages. */
  wide: 0.05,
  /** Routed experts, which no calibration has seen. */
  experts: 0.12,
  /** Latent or windowed attention. */
  attention: 0.12,
  /** Batches that run in waves. */
  waves: 0.06,
  /** Weights narrower than the part multiplies. */
  weightOnly: 0.12,
} as const;

const USUAL_TENSOR = 4;
const MEASURED_PART = 'h100-sxm';
const siblings: readonly string[] = ['h100-pcie', 'h100-nvl', 'h200-sxm'];

interface Known {
  readonly engine: EngineConstants;
  readonly run: Run;
  readonly weightOnly: boolean;
  readonly inWaves: boolean;
}

/** The standard deviation of ln(measured / predicted) that a case is given. */
export function spreadOf(resolved: ResolvedCase, { engine, run, weightOnly, inWaves }: Known): number {
  const { hardware, model, parallelism } = resolved;
  const part = siblings.includes(hardware.id) ? widening.sibling : widening.part;
  const wide = parallelism.tensor > USUAL_TENSOR || parallelism.pipeline > 1;
  return Math.hypot(
    engine.spread,
    uncertaintyOf(sensitivitiesOf(resolved, engine, run), engine.covariance),
    hardware.id === MEASURED_PART ? 0 : part,
    wasCalibrated(resolved, engine) ? 0 : widening.model,
    wide ? widening.wide : 0,
    model.experts === undefined ? 0 : widening.experts,
    model.attention.kind === 'grouped-query' ? 0 : widening.attention,
    inWaves ? widening.waves : 0,
    weightOnly ? widening.weightOnly : 0,
  );
}

/** Whether the engine was calibrated on this model split in this way. */
function wasCalibrated({ model, parallelism }: ResolvedCase, { calibratedOn }: EngineConstants): boolean {
  return calibratedOn.splits.includes(splitName(model.id, parallelism.tensor, parallelism.pipeline));
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
