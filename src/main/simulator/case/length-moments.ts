import type { LengthDistribution } from '#shared/estimate/case';
import { assertNever } from '#shared/refusal/refusal';

/** What closed forms need to know of how long requests are. */
export interface LengthMoments {
  /** Means in tokens. */
  readonly input: number;
  readonly output: number;
  readonly variation: LengthVariation;
}

/** How far lengths spread, as squares of their coefficients of variation; 0 where all are alike. */
export interface LengthVariation {
  readonly input: number;
  readonly output: number;
}

export const noVariation: LengthVariation = { input: 0, output: 0 };

/** The moments of a distribution around the means of a case; pairs of measured lengths have means of their own. */
export function lengthMoments(
  { input, output }: { readonly input: number; readonly output: number },
  distribution: LengthDistribution,
): LengthMoments {
  switch (distribution.kind) {
    case 'fixed':
      return { input, output, variation: noVariation };
    case 'log-normal': {
      const { inputSigma, outputSigma } = distribution;
      const variation = { input: Math.expm1(inputSigma ** 2), output: Math.expm1(outputSigma ** 2) };
      return { input, output, variation };
    }
    case 'empirical': {
      const inputs = momentsOf(distribution.pairs.map(([length]) => length));
      const outputs = momentsOf(distribution.pairs.map(([, length]) => length));
      const variation = { input: inputs.variation, output: outputs.variation };
      return { input: Math.round(inputs.mean), output: Math.round(outputs.mean), variation };
    }
    default:
      return assertNever(distribution);
  }
}

function momentsOf(lengths: readonly number[]): { readonly mean: number; readonly variation: number } {
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const square = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / lengths.length;
  return { mean, variation: square / mean ** 2 };
}

interface Answered {
  readonly input: number;
  readonly output: number;
  readonly lengthVariation: LengthVariation;
}

/** Tokens in the cache of a request while it is answered, on average over time: those with long answers are there for longer. */
export const meanContext = ({ input, output, lengthVariation }: Answered): number =>
  input + (output / 2) * (1 + lengthVariation.output);

/** Tokens that the whole request of somebody who is being answered takes, on average over time. */
export const meanWhole = ({ input, output, lengthVariation }: Answered): number =>
  input + output * (1 + lengthVariation.output);
