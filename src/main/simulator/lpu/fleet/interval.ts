import type { Interval } from '#shared/estimate/result';
import { filledPipelineShare, speedInterval } from './constants';
import type { LpuGeneration } from './generation';

export interface Predicted {
  readonly generation: LpuGeneration;
  readonly users: number;
  readonly tokensPerSecond: number;
  readonly requestLatency: number;
}

/** Where the truth lies four times in five; wider for totals of several users, for which nothing measured exists. */
export function intervalOf({ generation, users, tokensPerSecond, requestLatency }: Predicted): Interval {
  const low = speedInterval.low * generation.interval.low;
  const high = speedInterval.high * generation.interval.high;
  const filled = users > 1 ? filledPipelineShare : 1;
  return {
    level: 0.8,
    outputTokensPerSecond: [tokensPerSecond * low * filled, tokensPerSecond * high],
    requestLatencySeconds: [requestLatency / high, requestLatency / low],
  };
}
