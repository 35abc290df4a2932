import type { ResolvedCase } from '../resolved-case';
import type { EngineConstants, uncertainConstants } from './engine/constants';
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
