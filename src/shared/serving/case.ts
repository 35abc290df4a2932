import { EstimateCase, estimateLimits, LengthDistribution } from '#shared/estimate/case';
import { z } from '#shared/schema/zod';

/** The question that `fleetwright simulate` answers: an estimate's case in serving mode, and how it is asked. */

export const servingLimits = { traceCharacters: 100_000_000, replicas: 10_000 } as const;

const positive = (maximum: number) => z.number().positive().max(maximum);

export const ArrivalProcess = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('poisson') }),
  z.strictObject({ kind: z.literal('constant') }),
  z.strictObject({ kind: z.literal('gamma'), coefficientOfVariation: z.number().min(0.05).max(20) }),
  z.strictObject({
    kind: z.literal('on-off'),
    onSeconds: positive(1e6).min(1e-6),
    offSeconds: positive(1e6),
  }),
  /** A CSV text with the columns time, input, output; it sets the lengths as well. */
  z.strictObject({ kind: z.literal('trace'), text: z.string().max(servingLimits.traceCharacters) }),
]);
export type ArrivalProcess = Readonly<z.infer<typeof ArrivalProcess>>;

const tokens = z.int().min(1).max(10_000_000);

export const ReplicaFailure = z.strictObject({
  replica: z.int().min(0),
  atSeconds: z.number().min(0).max(1e9),
  /** Seconds until it takes requests again; left out, it stays down. */
  forSeconds: positive(1e9).optional(),
});
export type ReplicaFailure = Readonly<z.infer<typeof ReplicaFailure>>;

/**
 * Beginnings of prompts whose cache is kept for the next request that begins alike: a share of every prompt that is stated to
 * be found, or groups of requests that share a beginning of so many tokens, found where a replica still holds it. A trace
 * may name groups itself, in the columns prefix and prefixTokens.
 */
export const PrefixCaching = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), share: z.number().min(0).max(0.99) }),
  z.strictObject({ kind: z.literal('groups'), groups: z.int().min(1).max(100_000), tokens }),
  z.strictObject({ kind: z.literal('trace') }),
]);
export type PrefixCaching = Readonly<z.infer<typeof PrefixCaching>>;

/** Prompts read on replicas of their own, whose caches then go over a link to those that decode. */
export const Disaggregation = z.strictObject({
  prefillReplicas: z.int().min(1).max(servingLimits.replicas),
  /** Of one prefill replica, out of it; 50 GB/s for each of its accelerators where left out. */
  linkBytesPerSecond: positive(1e15).optional(),
  linkLatencySeconds: z.number().min(0).max(10).default(10e-6),
});
export type Disaggregation = Readonly<z.infer<typeof Disaggregation>>;

export const ServingCase = EstimateCase.extend({
  mode: z.literal('serving').default('serving'),
  requests: z.int().min(1).max(estimateLimits.requests).default(1_000),
  seed: z.int().min(0).default(1),
  arrivals: ArrivalProcess.default({ kind: 'poisson' }),
  lengths: LengthDistribution.default({ kind: 'fixed' }),
  routing: z.enum(['round-robin', 'least-loaded']).default('least-loaded'),
  /** Prompts in steps of their own before all decoding, or alongside it. */
  scheduling: z.enum(['prefill-first', 'chunked']).default('chunked'),
  /** Prompt tokens in one step at most; the engine's own limit where left out. */
  chunkTokens: z.int().min(1).max(1_000_000).optional(),
  /** Whether cache is set aside for a whole request at once, or taken as it grows and won back by preemption. */
  cachePolicy: z.enum(['reserve', 'preempt']).optional(),
  /** Requests that wait at one replica at most; later ones are turned away. */
  queueLimit: z.int().min(0).max(10_000_000).optional(),
  objective: z
    .strictObject({
      timeToFirstTokenSeconds: positive(1e6).optional(),
      timePerOutputTokenSeconds: positive(1e6).optional(),
    })
    .optional(),
  prefixCaching: PrefixCaching.optional(),
  disaggregated: Disaggregation.optional(),
  failures: z.array(ReplicaFailure).max(1_000).default([]),
  /** When to stop; left out, the run ends when the last request has left. */
  untilSeconds: positive(1e9).optional(),
});
export type ServingCase = Readonly<z.infer<typeof ServingCase>>;
