import type { Remark } from '#shared/estimate/result';
import { EstimateCase } from '#shared/estimate/case';
import { z } from '#shared/schema/zod';

/** Which schedule of LPUs is to be shown: a named graph, or one token or prompt of a deployment. */
export const TimelineRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('graph'),
    graph: z.string().min(1).max(100),
    chips: z.int().min(1).max(20_000).optional(),
    precision: z.enum(['int8', 'fp16']).optional(),
    context: z.int().min(1).max(1_000_000).optional(),
    phase: z.enum(['prefill', 'decode']).optional(),
  }),
  z.strictObject({
    kind: z.literal('deployment'),
    case: EstimateCase,
    phase: z.enum(['prefill', 'decode']),
  }),
]);
export type TimelineRequest = Readonly<z.infer<typeof TimelineRequest>>;

export const timelineLimits = { operations: 120_000 } as const;

export const timelineUnits = ['mxm', 'vxm', 'sxm', 'mem', 'c2c'] as const;
export type TimelineUnit = (typeof timelineUnits)[number];

/** The operations of a schedule, column by column: the n-th entries of all columns are one operation. */
export interface TimelineOperations {
  /** Numbers into `names`. */
  readonly name: readonly number[];
  readonly chip: readonly number[];
  /** Numbers into `timelineUnits`. */
  readonly unit: readonly number[];
  /** Which of several equal units, such as a link. */
  readonly lane: readonly number[];
  readonly startCycle: readonly number[];
  /** When the unit is free again. */
  readonly releaseCycle: readonly number[];
  /** When the last result can be read. */
  readonly endCycle: readonly number[];
  readonly sramAddress: readonly number[];
  readonly sramBytes: readonly number[];
}

export interface LpuTimeline {
  readonly name: string;
  readonly chips: number;
  readonly precision: 'int8' | 'fp16';
  readonly clockHertz: number;
  readonly cycles: number;
  /** How often the chips can begin anew: one inference follows another after so many cycles. */
  readonly stageCycles: number;
  readonly latencySeconds: number;
  readonly inferencesPerSecond: number;
  readonly utilisation: Readonly<Record<TimelineUnit, number>>;
  readonly energyJoules:
    { readonly low: number; readonly typical: number; readonly high: number } | undefined;
  readonly names: readonly string[];
  readonly operations: TimelineOperations;
  /** By chip: what stays (weights, cache), and the most that was ever in use. */
  readonly residentBytes: readonly number[];
  readonly peakBytes: readonly number[];
  readonly capacityBytes: number;
  readonly notes: readonly Remark[];
}
