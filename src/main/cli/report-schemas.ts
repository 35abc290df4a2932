import { comparedGroups, evidences } from '#shared/compare';
import { CurrencyCode, Money } from '#shared/money';
import { MoneyRate } from '#shared/money-rate';
import { Refusal } from '#shared/refusal';
import { Workload } from '#shared/scenario/schema';
import { SizedDeployment } from '#shared/sizing';
import { z } from '#shared/zod';
import { UncertaintyReportSchema } from './uncertainty-schema';

/** What the commands of cost, size and compare answer, as schemas for those who read their JSON. Amounts count minor units; prices per something count millionths. */

const MoneyRange = z.object({ low: Money, typical: Money, high: Money });
const RateRange = z.object({ low: MoneyRate, typical: MoneyRate, high: MoneyRate });
const Range = z.object({ low: z.number(), typical: z.number(), high: z.number() });
const Service = z.object({ timeToFirstTokenSeconds: z.number(), timePerOutputTokenSeconds: z.number() });

const SizedFleet = z.object({
  hardware: z.string(),
  name: z.string(),
  meets: z.literal(true),
  deployment: SizedDeployment,
  accelerators: z.int(),
  racks: z.int(),
  rackStops: z.array(
    z.object({ limit: z.string(), racks: z.int(), demand: z.number(), available: z.number() }),
  ),
  feeds: z.object({ count: z.int(), usableWattsPerRack: z.number(), fullestShare: z.number() }),
  powerWatts: Range,
  powerUnknownFor: z.array(z.string()),
  estimated: Service,
  simulated: Service.extend({
    percentile: z.number(),
    objectiveMetShare: z.number(),
    requests: z.int(),
  }),
  binding: z.enum(['time-to-first-token', 'time-per-output-token', 'throughput', 'memory']),
  bound: z.string(),
  currency: CurrencyCode,
  capital: MoneyRange,
  totalPerYear: MoneyRange,
  total: MoneyRange,
  perMillionOutputTokens: RateRange.optional(),
  unpriced: z.array(z.string()),
  serversPriced: z.boolean(),
  warnings: z.array(z.string()),
  remarks: z.array(
    z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
});

const UnsizedFleet = z.object({
  hardware: z.string(),
  name: z.string(),
  meets: z.literal(false),
  refusal: Refusal,
  nearest: Service.extend({ bound: z.string() }).optional(),
});

export const SizeReportSchema = z.object({
  plannedRequestsPerSecond: z.number(),
  outcomes: z.array(z.discriminatedUnion('meets', [SizedFleet, UnsizedFleet])),
  winner: z.string().optional(),
  runnerUp: z.string().optional(),
  nearest: UnsizedFleet.optional(),
  unfinished: z.array(z.string()).optional(),
});

const UnpricedItem = z.object({
  item: z.string(),
  name: z.string(),
  quantity: z.number(),
  from: CurrencyCode.optional(),
});

const Quantity = Range.extend({ unit: z.string() });

const ServiceCost = z.object({
  perMillionOutputTokens: RateRange,
  perMillionTokens: RateRange,
  perMillionInputTokensSplit: RateRange,
  perMillionOutputTokensSplit: RateRange,
  perThousandRequests: RateRange,
  perUserPerMonth: RateRange,
  earnings: z.object({ revenuePerYear: MoneyRange, surplusPerYear: MoneyRange, margin: Quantity }).optional(),
});

export const CostReportSchema = z.object({
  scenario: z.object({ id: z.string(), name: z.string() }),
  cost: z.object({
    currency: CurrencyCode,
    lines: z.array(
      z.object({
        item: z.string(),
        name: z.string(),
        quantity: z.number(),
        unitPrice: MoneyRange,
        total: MoneyRange,
      }),
    ),
    hardware: MoneyRange,
    additions: z.array(z.object({ item: z.string(), total: MoneyRange })),
    capital: MoneyRange,
    residual: MoneyRange,
    capitalPerYear: MoneyRange,
    energyPerYear: MoneyRange,
    standingEnergyPerYear: MoneyRange,
    hostingPerYear: MoneyRange,
    supportPerYear: MoneyRange,
    staffPerYear: MoneyRange,
    softwarePerYear: MoneyRange,
    runningPerYear: MoneyRange,
    runningOverYears: MoneyRange,
    totalPerYear: MoneyRange,
    perHour: RateRange,
    total: MoneyRange,
    netPresentValue: MoneyRange,
    carbon: z.object({
      operationPerYear: Quantity,
      embodied: Quantity,
      perYear: Quantity,
      unknownFor: z.array(z.string()),
    }),
    unpriced: z.array(UnpricedItem),
    priceBookDate: z.string(),
  }),
  services: z.array(z.object({ id: z.string(), name: z.string(), cost: ServiceCost.optional() })),
  months: z
    .array(z.object({ month: z.int(), capital: MoneyRange, running: MoneyRange, paid: MoneyRange }))
    .optional(),
  uncertainty: UncertaintyReportSchema.optional(),
});

const missing = z.array(z.enum(['price', 'power', 'tariff', 'rent']));

export const SweepReportSchema = z.object({
  currency: CurrencyCode,
  configurations: z.int(),
  rows: z.array(
    z.object({
      index: z.int(),
      hardware: z.string(),
      model: z.string(),
      devices: z.int(),
      weights: z.string().optional(),
      tensorParallel: z.int().optional(),
      pipelineParallel: z.int().optional(),
      batch: z.int().optional(),
      input: z.int(),
      output: z.int(),
      requestsPerSecond: z.number().optional(),
      utilisation: z.number(),
      fits: z.boolean(),
      code: z.string().optional(),
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
      perMillionOutputTokens: MoneyRate.shape.micros.optional(),
      missing: missing.optional(),
    }),
  ),
});

const ComparedCell = z.discriminatedUnion('known', [
  Range.extend({
    known: z.literal(true),
    difference: z.number().optional().describe('Against the baseline, of the typical values'),
    share: z.number().optional().describe('Difference as a share of the baseline'),
  }),
  z.object({ known: z.literal(false), because: z.string() }),
]);

const ReachedNeed = z.object({
  need: z.string().describe('Id of the workload'),
  reached: z
    .object({
      timeToFirstTokenSeconds: z.number(),
      timePerOutputTokenSeconds: z.number(),
      loadShare: z.number().describe('Tokens asked for over tokens that can be given'),
    })
    .optional(),
  because: z.string().optional().describe('Why nothing is predicted'),
  shortfalls: z.array(z.enum(['time-to-first-token', 'time-per-output-token', 'throughput'])),
});

const Amounts = z.array(z.number());

export const ComparisonSchema = z.object({
  scenarios: z.array(z.object({ id: z.string(), name: z.string(), years: z.number() })),
  baseline: z.int().describe('Index of the scenario that the others are measured against'),
  currency: CurrencyCode,
  rows: z.array(
    z.object({
      name: z.string(),
      group: z.enum(comparedGroups),
      unit: z.string().describe('A unit, or the currency where values are minor units'),
      better: z.enum(['lower', 'higher']).optional(),
      cells: z.array(ComparedCell).describe('In the order of the scenarios'),
      differs: z.boolean(),
    }),
  ),
  needs: z
    .array(
      Workload.pick({
        id: true,
        name: true,
        model: true,
        inputTokens: true,
        outputTokens: true,
        requestsPerSecond: true,
        objective: true,
      }),
    )
    .describe('Workloads of the baseline, which all are held to'),
  services: z.array(
    z.object({
      state: z.enum(['meets', 'misses', 'undeclared', 'unknown']),
      needs: z.array(ReachedNeed),
    }),
  ),
  verdicts: z.array(
    z.object({
      other: z.int(),
      models: z.tuple([z.string(), z.string()]).optional(),
      speed: z.object({ ratio: z.number(), at: z.enum(['need', 'deployment']) }).optional(),
      throughputRatio: z.number().optional(),
      cost: z.object({ ratio: z.number(), over: z.enum(['years', 'year']) }).optional(),
      unpriced: z.array(z.string()),
      standing: z.enum([
        'equal',
        'neither-meets',
        'only-baseline-meets',
        'only-other-meets',
        'undeclared',
        'unknown',
      ]),
      overMonths: z
        .object({
          firstCheaper: z.int().optional(),
          crossings: z.array(z.object({ month: z.int(), cheaper: z.int() })),
        })
        .optional(),
    }),
  ),
  months: z
    .array(z.object({ low: Amounts, typical: Amounts, high: Amounts }).nullable())
    .describe('Paid by the end of each month, from the day of purchase, in minor units'),
  points: z.array(
    z.object({
      scenario: z.int(),
      deployment: z.string(),
      evidence: z.enum(evidences),
      own: z.boolean(),
      model: z.string(),
      weightBits: z.number(),
      batch: z.int().optional(),
      tokensPerSecondPerUser: z.number(),
      perMillionTokens: Range,
      measuredCase: z.string().optional(),
      onFront: z.boolean().describe('No other of its evidence, model and width is both cheaper and faster'),
    }),
  ),
  warnings: z.array(z.string()),
});
