import type { LengthDistribution } from '#shared/estimate/lengths';
import { assertNever } from '#shared/result';
import type { RandomStream } from './random';

export interface Lengths {
  readonly inputs: Uint32Array;
  readonly outputs: Uint32Array;
}

export interface DrawnLengths {
  readonly count: number;
  /** Means in tokens, where the distribution has them from the case. */
  readonly input: number;
  readonly output: number;
  readonly distribution: LengthDistribution;
}

const LONGEST = 10_000_000;

/** Input and output tokens of each request. */
export function drawLengths(drawn: DrawnLengths, stream: RandomStream): Lengths {
  const { count, input, output, distribution } = drawn;
  const inputs = new Uint32Array(count);
  const outputs = new Uint32Array(count);
  switch (distribution.kind) {
    case 'fixed':
      inputs.fill(input);
      outputs.fill(output);
      break;
    case 'log-normal':
      for (let request = 0; request < count; request++) {
        inputs[request] = logNormal(input, distribution.inputSigma, stream);
        outputs[request] = logNormal(output, distribution.outputSigma, stream);
      }
      break;
    case 'empirical':
      for (let request = 0; request < count; request++) {
        const chosen = distribution.pairs[Math.floor(stream.uniform() * distribution.pairs.length)];
        inputs[request] = chosen?.[0] ?? input;
        outputs[request] = chosen?.[1] ?? output;
      }
      break;
    default:
      assertNever(distribution);
  }
  return { inputs, outputs };
}

/** A whole number of tokens, at least one, whose logarithm spreads by sigma and whose mean is as given. */
function logNormal(mean: number, sigma: number, stream: RandomStream): number {
  const drawn = Math.round(mean * Math.exp(sigma * stream.normal() - sigma ** 2 / 2));
  return Math.min(LONGEST, Math.max(1, drawn));
}
