import type { Bound } from '#shared/estimate/result';
import type { ResolvedCase } from '../../resolved-case';
import type { SramFit } from './memory';

/** How many users share one pipeline and what that makes of their speed. */
export interface Occupancy {
  /** Users served at once by one replica. */
  readonly users: number;
  /** Times the whole set of requests has to be repeated, in static mode. */
  readonly waves: number;
  /** How much longer a token takes than alone: more users than stages wait for each other. */
  readonly slowdown: number;
  readonly limit: 'asked' | 'memory' | 'stages';
}

/**
 * A pipeline of P stages holds P users, one in each, at the speed of a single one; more share the stages. The cache of
 * every user has to fit as well.
 */
export function occupancyOf(resolved: ResolvedCase, sram: SramFit, pipeline: number): Occupancy {
  const { batch, mode } = resolved;
  const held = Math.min(sram.users, pipeline);
  const asked = batch ?? (mode === 'static' ? 1 : held);
  const users = Math.max(1, Math.min(asked, sram.users, mode === 'static' ? Infinity : held));
  return {
    users,
    waves: mode === 'static' ? Math.ceil(asked / users) : 1,
    slowdown: Math.max(1, users / pipeline),
    limit: users === asked && asked < held ? 'asked' : sram.users < pipeline ? 'memory' : 'stages',
  };
}

export interface RequestTimes {
  readonly firstTokenSeconds: number;
  readonly tokenSeconds: number;
  readonly output: number;
}

export const requestSeconds = ({ firstTokenSeconds, tokenSeconds, output }: RequestTimes): number =>
  firstTokenSeconds + (output - 1) * tokenSeconds;

export interface Served {
  readonly requestsPerSecond: number;
  /** Mean time in the queue before the pipeline takes a request. */
  readonly waitSeconds: number;
  readonly concurrency: number;
  readonly bound: Bound | undefined;
  readonly warnings: readonly string[];
}

/**
 * A replica in serving mode: as many servers as it holds users, each busy for a whole request. The mean wait is Sakasegawa's
 * approximation of M/G/c with requests of one length (Naval Research Logistics 24, 1977).
 */
export function serve(arrivals: number, users: number, serviceSeconds: number): Served {
  const load = (arrivals * serviceSeconds) / users;
  if (load >= 1) {
    const message = `Overloaded: ${arrivals} requests per second to each replica, of which it can serve ${(users / serviceSeconds).toPrecision(3)}; the queue grows without end and waits are left out.`;
    return {
      requestsPerSecond: users / serviceSeconds,
      waitSeconds: 0,
      concurrency: users,
      bound: undefined,
      warnings: [message],
    };
  }
  const poisson = load ** (Math.sqrt(2 * (users + 1)) - 1) / (users * (1 - load));
  return {
    requestsPerSecond: arrivals,
    waitSeconds: (poisson / 2) * serviceSeconds,
    concurrency: arrivals * serviceSeconds,
    bound: 'arrivals',
    warnings: [],
  };
}
