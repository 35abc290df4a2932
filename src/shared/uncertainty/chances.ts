import type { ReachedService } from '#shared/compare/comparison';
import type { CurrencyCode } from '#shared/money/money';
import { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';
import { type Band, type DrawnMetric, usualDraws } from './uncertainty';

/** What decides which fleet is the cheaper one in a draw. */
export const chanceMetrics = [
  'total',
  'totalPerYear',
  'perMillionOutputTokens',
  'capital',
] as const satisfies readonly DrawnMetric[];
export type ChanceMetric = (typeof chanceMetrics)[number];

export const ChancesRequest = z.strictObject({
  scenarios: z.array(Scenario).min(2).max(50),
  baseline: z.int().min(0).max(49).default(0),
  metric: z.enum(chanceMetrics).default('total'),
  draws: z.int().min(16).max(32_768).default(usualDraws),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
});
export type ChancesRequest = Readonly<z.infer<typeof ChancesRequest>>;

/** What chance says of one fleet; null where it has no such cost, or not all of it is priced. */
export interface FleetChances {
  readonly id: string;
  /** Share of draws in which it costs less than every other; equal ones share the draw. */
  readonly cheapest: number | null;
  /** Share of draws in which the baseline costs less than it; equal ones count half. */
  readonly baselineCheaper: number | null;
  /** Whether it meets them at its predicted speed. */
  readonly service: ReachedService;
  /** The chance of that: share of draws in which it meets the baseline's objectives; null where nobody can say. */
  readonly meets: number | null;
  /** Share of draws in which the baseline both meets its objectives and costs less than it; equal ones count half. */
  readonly baselineCheaperAndMeets: number | null;
  /** Share of draws in which it meets them and costs less than every other that does; equal ones share the draw. */
  readonly cheapestThatMeets: number | null;
  /** The least part of its predicted speed at which it meets them; null where nobody can say, or at no speed. */
  readonly neededSpeed: number | null;
  /** Percentiles of its cost, in minor units. */
  readonly band: Band | null;
}

/** Every figure drawn at once, the same draw of it in every fleet that reads it. */
export interface ComparedChances {
  readonly currency: CurrencyCode;
  readonly metric: ChanceMetric;
  readonly draws: number;
  readonly seed: number;
  /** In the order of the scenarios. */
  readonly fleets: readonly FleetChances[];
}
