import type { LengthDistribution } from '#shared/estimate/case';
import { assertNever } from '#shared/refusal/refusal';
import type { ArrivalProcess } from '#shared/serving/case';
import type { RandomStream } from './random';
import { NANOSECONDS } from './requests';

interface Lengths {
  readonly inputs: Uint32Array;
  readonly outputs: Uint32Array;
}

interface DrawnLengths {
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

interface DrawnArrivals {
  readonly count: number;
  readonly requestsPerSecond: number;
  readonly process: Exclude<ArrivalProcess, { kind: 'trace' }>;
}

/** Instants at which requests arrive, in integer nanoseconds, with the mean rate asked for whatever the process. */
export function drawArrivals(drawn: DrawnArrivals, stream: RandomStream): Float64Array {
  const gap = gapOf(drawn, stream);
  const arrivals = new Float64Array(drawn.count);
  let at = 0;
  for (let request = 0; request < drawn.count; request++) {
    at += gap();
    arrivals[request] = Math.round(at * NANOSECONDS);
  }
  return arrivals;
}

interface Loop {
  readonly count: number;
  readonly closedLoop: number;
  readonly rampSeconds: number;
}

/**
 * When the first requests of a closed loop come, in integer nanoseconds, spread evenly over the ramp. When the others do follows from
 * when earlier ones end: infinite until then.
 */
export function loopArrivals({ count, closedLoop, rampSeconds }: Loop): Float64Array {
  const first = Math.min(count, closedLoop);
  const gap = (rampSeconds * NANOSECONDS) / first;
  return Float64Array.from({ length: count }, (_, request) =>
    request < first ? Math.round(request * gap) : Infinity,
  );
}

/** Draws the seconds from one arrival to the next. */
function gapOf({ process, requestsPerSecond }: DrawnArrivals, stream: RandomStream): () => number {
  switch (process.kind) {
    case 'poisson':
      return () => stream.exponential() / requestsPerSecond;
    case 'constant':
      return () => 1 / requestsPerSecond;
    case 'gamma': {
      const shape = 1 / process.coefficientOfVariation ** 2;
      return () => stream.gamma(shape) / requestsPerSecond;
    }
    case 'on-off':
      return onOffGap(process, requestsPerSecond, stream);
    default:
      return assertNever(process);
  }
}

/** Poisson arrivals while on, none while off; both last exponentially long with their means. */
function onOffGap(
  { onSeconds, offSeconds }: { readonly onSeconds: number; readonly offSeconds: number },
  requestsPerSecond: number,
  stream: RandomStream,
): () => number {
  const whileOn = (requestsPerSecond * (onSeconds + offSeconds)) / onSeconds;
  let left = stream.exponential() * onSeconds;
  return () => {
    let gap = 0;
    let wanted = stream.exponential() / whileOn;
    while (wanted > left) {
      gap += left + stream.exponential() * offSeconds;
      wanted -= left;
      left = stream.exponential() * onSeconds;
    }
    left -= wanted;
    return gap + wanted;
  };
}
