import { SizingRequest } from '#shared/sizing';
import type { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/zod';
import type { RememberedKey } from '../../documents/hooks';

/** What the form holds: the need, the objective, and how the fleet is built. Kept between visits. */
export const Need = z.object({
  model: z.string(),
  inputTokens: z.int().min(1),
  outputTokens: z.int().min(1),
  requestsPerSecond: z.number().positive(),
  peakFactor: z.number().min(1),
  growthPerYear: z.number().min(0),
  growthYears: z.number().min(0),
  timeToFirstTokenSeconds: z.number().positive().optional(),
  timePerOutputTokenSeconds: z.number().positive().optional(),
  percentile: z.number(),
  spareServers: z.int().min(0),
  bits: z.enum(['four', 'eight', 'sixteen']),
  rack: z.string(),
  withSwitch: z.boolean(),
});
export type Need = z.infer<typeof Need>;

export const needKey: RememberedKey<Need> = {
  key: 'size.need',
  schema: Need,
  initial: {
    model: 'llama-3.1-70b',
    inputTokens: 1_024,
    outputTokens: 256,
    requestsPerSecond: 10,
    peakFactor: 2,
    growthPerYear: 0,
    growthYears: 0,
    timeToFirstTokenSeconds: 1,
    timePerOutputTokenSeconds: 0.05,
    percentile: 95,
    spareServers: 1,
    bits: 'eight',
    rack: 'rack-42u',
    withSwitch: true,
  },
};

const precisions = {
  four: ['fp4', 'int4'],
  eight: ['fp8', 'int8'],
  sixteen: ['fp16', 'bf16'],
} as const;

/** The request that a need makes under the terms of a scenario; undefined where it has no objective. */
export function requestOf(need: Need, terms: Scenario): SizingRequest | undefined {
  const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each } = need;
  const parsed = SizingRequest.safeParse({
    workload: {
      model: need.model,
      inputTokens: need.inputTokens,
      outputTokens: need.outputTokens,
      requestsPerSecond: need.requestsPerSecond,
      peakFactor: need.peakFactor,
      growthPerYear: need.growthPerYear,
      growthYears: need.growthYears,
    },
    objective: {
      ...(first === undefined ? {} : { timeToFirstTokenSeconds: first }),
      ...(each === undefined ? {} : { timePerOutputTokenSeconds: each }),
      percentile: need.percentile,
    },
    spareServers: need.spareServers,
    weights: precisions[need.bits],
    rack: { type: need.rack },
    switchPerRack: need.withSwitch ? 'switch-100gbe-32' : null,
    terms,
  });
  return parsed.success ? parsed.data : undefined;
}
