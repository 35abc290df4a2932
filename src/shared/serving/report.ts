import type { EstimateInvalid, EstimateRefused, Remark } from '#shared/estimate/result';
import type { Joules, Seconds, Watts } from '#shared/units/units';

/** The answer of `fleetwright simulate`. */

export interface Percentiles {
  readonly mean: Seconds;
  readonly p50: Seconds;
  readonly p90: Seconds;
  readonly p95: Seconds;
  readonly p99: Seconds;
  readonly most: Seconds;
}

/** Where every request went: in = completed + rejected + in flight. */
export interface RequestCounts {
  readonly arrived: number;
  readonly completed: number;
  readonly rejected: number;
  readonly inFlight: number;
  /** Times that a request lost its cache to pressure and was read again. */
  readonly preemptions: number;
  /** Times that a request lost its replica and went to another. */
  readonly restarts: number;
}

/** Means over buckets of equal width from the start of the run, of the whole deployment. */
export interface ServingTimeline {
  readonly bucketSeconds: Seconds;
  readonly waiting: readonly number[];
  readonly running: readonly number[];
  /** Share of the cache that holds something. */
  readonly cacheOccupancy: readonly number[];
  readonly outputTokensPerSecond: readonly number[];
  /** Absent where no power is published. */
  readonly serverPowerWatts?: readonly Watts[];
}

export interface ServingAnswer {
  readonly id: string;
  readonly fits: true;
  readonly seed: number;
  readonly replicas: number;
  readonly counts: RequestCounts;
  readonly elapsedSeconds: Seconds;
  readonly timeToFirstTokenSeconds: Percentiles;
  /** What each request met: the mean time between its tokens after the first, whatever was read in between. */
  readonly timePerOutputTokenSeconds: Percentiles;
  /** Every gap between two tokens of one request. */
  readonly interTokenLatencySeconds: Percentiles;
  readonly requestLatencySeconds: Percentiles;
  readonly queueSeconds: Percentiles;
  /** Largest relative error of every percentile; means are exact. */
  readonly percentilePrecision: number;
  /** Share of the prompts' tokens whose cache was found; absent where none is kept. */
  readonly prefixHitShare?: number;
  /** From the end of the prompt to the arrival of its cache where it decodes; absent where both are in one place. */
  readonly cacheTransferSeconds?: Percentiles;
  readonly requestsPerSecond: number;
  readonly outputTokensPerSecond: number;
  /** Completed requests per second that met the objective; absent where none was given. */
  readonly goodputRequestsPerSecond?: number;
  readonly objectiveMetShare?: number;
  readonly serverEnergyJoules?: Joules;
  readonly serverPowerWatts?: Watts;
  readonly energyPerOutputTokenJoules?: Joules;
  readonly timeline: ServingTimeline;
  /** In English sentences, each of the remark at the same place. */
  readonly warnings: readonly string[];
  readonly remarks: readonly Remark[];
}

export type ServingResult = ServingAnswer | EstimateRefused | EstimateInvalid;
