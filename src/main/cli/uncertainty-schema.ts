import { CurrencyCode } from '#shared/money';
import { drawnMetrics, figureKinds } from '#shared/uncertainty';
import { z } from '#shared/zod';

/** What chance makes of the cost of fleets, as a schema for those who read it. Money in minor units, whole or not. */

const Band = z.object({
  p5: z.number(),
  p10: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p90: z.number(),
  p95: z.number(),
  mean: z.number(),
  typical: z.number(),
});

const UncertainFigure = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.enum(figureKinds),
  unit: z.string(),
  shape: z.enum(['triangular', 'log-normal']),
  low: z.number(),
  typical: z.number(),
  high: z.number(),
});

const Turn = z.object({
  key: z.string(),
  typical: z.number(),
  needed: z.number().optional(),
  withinRange: z.boolean(),
});

export const UncertaintyReportSchema = z.object({
  currency: CurrencyCode,
  metric: z.enum(drawnMetrics),
  draws: z.int(),
  seed: z.int(),
  figures: z.array(UncertainFigure),
  fleets: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      bands: z.partialRecord(z.enum(drawnMetrics), Band),
      tornado: z.array(z.object({ key: z.string(), atLow: z.number(), atHigh: z.number() })),
      unpriced: z.array(z.string()),
    }),
  ),
  duels: z.array(
    z.object({ a: z.int(), b: z.int(), cheaper: z.number(), ratio: Band, turns: z.array(Turn) }),
  ),
});
