import type { ArrivalProcess } from '#shared/serving/case';
import { assertNever } from '#shared/result';
import { NANOSECONDS } from './requests';
import type { RandomStream } from './random';

export interface DrawnArrivals {
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
