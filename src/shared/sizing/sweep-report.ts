import { CurrencyCode } from '#shared/money/money';
import { MoneyRate } from '#shared/money/money-rate';
import { type Inferred, z } from '#shared/schema/zod';

/** What a sweep answers, as windows and the command line read it. Amounts in minor units. */

/** One configuration: what was asked, in the terms of its lists, and what follows. */
export const SweptRow = z.strictObject({
  index: z.int(),
  hardware: z.string(),
  model: z.string(),
  devices: z.int(),
  weights: z.string().optional(),
  kv: z.string().optional(),
  engine: z.string().optional(),
  tensorParallel: z.int().optional(),
  pipelineParallel: z.int().optional(),
  attentionDataParallel: z.int().optional(),
  expertParallel: z.int().optional(),
  redundantExperts: z.int().optional(),
  batch: z.int().optional(),
  input: z.int(),
  output: z.int(),
  requestsPerSecond: z.number().optional(),
  utilisation: z.number(),
  fits: z.boolean(),
  code: z.string().optional().describe('Why the configuration cannot run or is not valid'),
  outputTokensPerSecond: z.number().optional(),
  outputTokensPerSecondPerUser: z.number().optional(),
  timeToFirstTokenSeconds: z.number().optional(),
  interTokenLatencySeconds: z.number().optional(),
  servers: z.int().optional(),
  powerWatts: z.number().optional(),
  energyPerYearWattHours: z.number().optional(),
  capital: z.int().optional(),
  totalPerYear: z.int().optional(),
  total: z.int().optional(),
  perMillionOutputTokens: MoneyRate.shape.micros.optional().describe('In millionths of a major unit'),
  missing: z
    .array(z.enum(['price', 'power', 'tariff', 'rent']))
    .optional()
    .describe('What its sums lack: no price, no power or no tariff is known'),
});
export type SweptRow = Inferred<typeof SweptRow>;

export const SweepReport = z.strictObject({
  currency: CurrencyCode,
  configurations: z.int(),
  rows: z.array(SweptRow),
});
export type SweepReport = Inferred<typeof SweepReport>;
