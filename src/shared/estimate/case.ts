import { Precision } from '#shared/catalogue/entries';
import { z } from '#shared/schema/zod';

const tokens = z.int().min(1).max(10_000_000);

/** Lengths with the case's `input` and `output` as means, or drawn from pairs of measured ones. */
export const LengthDistribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }),
  z.strictObject({
    kind: z.literal('log-normal'),
    inputSigma: z.number().min(0).max(3),
    outputSigma: z.number().min(0).max(3),
  }),
  z.strictObject({
    kind: z.literal('empirical'),
    pairs: z
      .array(z.tuple([tokens, tokens]))
      .min(1)
      .max(100_000),
  }),
]);
export type LengthDistribution = Readonly<z.infer<typeof LengthDistribution>>;

/** The question that `fleetwright estimate` answers; docs/guide/command-line.md fixes its names. */

const count = (maximum: number) => z.int().min(1).max(maximum);

export const estimateLimits = {
  devices: 100_000,
  tokens: 10_000_000,
  batch: 1_000_000,
  requests: 2_000_000,
  requestsPerSecond: 1e9,
  /** One request in eleven days: below, energy per token leaves the range of numbers. */
  leastRequestsPerSecond: 1e-6,
} as const;

/**
 * A closed loop as benchmarks run it, taken where a case does not say: ten requests for each in flight, whose lengths are drawn evenly
 * from 0.8 to 1 of the longest (InferenceX), a sigma of 0.2 / √12 / 0.9. Requests that were all alike would march in step for ever.
 */
export const usualLoop = { requestsEach: 10, lengthSigma: 0.064 } as const;

export const EstimateMode = z.enum(['static', 'in-flight', 'serving']);
export type EstimateMode = z.infer<typeof EstimateMode>;

export const EstimateCase = z.strictObject({
  id: z.string().max(500),
  hardware: z.string(),
  devices: count(estimateLimits.devices).default(1),
  tensorParallel: count(estimateLimits.devices).optional(),
  pipelineParallel: count(estimateLimits.devices).optional(),
  /** Ranks that attend to requests of their own, each with a tensor split of its own; 1 where left out. */
  attentionDataParallel: count(estimateLimits.devices).optional(),
  /** Shares over which whole experts are spread; each is split by tensors over the rest of a layer's devices. */
  expertParallel: count(estimateLimits.devices).optional(),
  /** Copies of busy experts that each layer keeps beside the model's own. */
  redundantExperts: count(estimateLimits.devices).optional(),
  model: z.string(),
  weights: Precision.optional(),
  kv: Precision.optional(),
  engine: z.string().optional(),
  mode: EstimateMode.default('static'),
  batch: count(estimateLimits.batch).optional(),
  input: count(estimateLimits.tokens),
  output: count(estimateLimits.tokens),
  requestsPerSecond: z
    .number()
    .min(estimateLimits.leastRequestsPerSecond)
    .max(estimateLimits.requestsPerSecond)
    .optional(),
  /** Requests that are kept in flight, over all replicas: as one ends, the next is asked. In place of a rate. */
  closedLoop: count(estimateLimits.batch).optional(),
  /** Seconds over which a closed loop's first requests are spread evenly; they come all at once where left out. */
  rampSeconds: z.number().min(0).max(1e6).optional(),
  /** Requests after which a run ends, its beginning and its end counted; without end where left out. */
  requests: count(estimateLimits.requests).optional(),
  powerCapWatts: z.number().positive().max(10_000).optional(),
  /** How lengths spread around `input` and `output`, in serving and in-flight mode; all alike where left out. */
  lengths: LengthDistribution.optional(),
});
export type EstimateCase = Readonly<z.infer<typeof EstimateCase>>;
