import type { ResolvedCase } from '../resolved-case';
import { uncertainConstants, type EngineConstants } from './engine/constants';
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
  const parts: Readonly<Record<(typeof uncertainConstants)[number], number>> = {
    matrixFactor: matrix + passes,
    attentionFactor: attention,
    communicationFactor: communication,
    prefillFactor: promptSeconds,
    secondsPerLayer: layers,
    secondsPerStep: perStep,
    secondsPerRequest: requests,
  };
  return uncertainConstants.map((name) => Math.min(1, parts[name] / seconds));
}

/** The standard deviation of the logarithm of a run's time that the uncertainty of the constants leaves. */
export function uncertaintyOf(
  sensitivities: readonly number[],
  covariance: EngineConstants['covariance'],
): number {
  let variance = 0;
  for (let row = 0; row < sensitivities.length; row++) {
    for (let column = 0; column < sensitivities.length; column++) {
      variance += (sensitivities[row] ?? 0) * (covariance[row]?.[column] ?? 0) * (sensitivities[column] ?? 0);
    }
  }
  return Math.sqrt(Math.max(0, variance));
}
