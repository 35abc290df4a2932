import { comparedGroups, evidences, type Comparison } from '#shared/compare/comparison';
import { CurrencyCode, Money } from '#shared/money/money';
import { MoneyRate } from '#shared/money/money-rate';
import { Refusal } from '#shared/refusal/refusal';
import { Workload } from '#shared/scenario/schema';
import { SizedDeployment, type SizeOutcome, type SizingReport } from '#shared/sizing/sizing';
import { drawnMetrics, figureKinds, type UncertaintyReport } from '#shared/uncertainty/uncertainty';
import { z } from '#shared/schema/zod';

/**
 * The schemas of answers that others read as JSON, by calls and by the commands that are made of them. Amounts count
 * minor units; prices per something count millionths. The compiler holds each to the type that is computed.
 */

type Unchanging<T> = T extends string | number | boolean
  ? T
  : { readonly [Key in keyof T]: Unchanging<T[Key]> };

/** A schema for the answer of this type; it does not compile where the schema refuses what the type allows. */
const publishing =
  <Type>() =>
  <Schema extends z.ZodType>(
    schema: Schema & (Type extends Unchanging<z.output<Schema>> ? unknown : never),
  ): z.ZodType<Type> =>
    schema as unknown as z.ZodType<Type>;

const MoneyRange = z.strictObject({ low: Money, typical: Money, high: Money });
const RateRange = z.strictObject({ low: MoneyRate, typical: MoneyRate, high: MoneyRate });
const Range = z.strictObject({ low: z.number(), typical: z.number(), high: z.number() });
const Service = z.strictObject({
  timeToFirstTokenSeconds: z.number(),
  timePerOutputTokenSeconds: z.number(),
});

export const ServiceVerdictSchema = z.strictObject({
  need: z.string().describe('Id of the workload'),
  name: z.string(),
  state: z.enum(['met', 'missed', 'unsure', 'undeclared', 'unknown']),
  deployments: z.array(z.string()).describe('Deployments that share the workload'),
  requestsPerSecond: z.number(),
  objective: Workload.shape.objective,
  judged: z
    .enum(['estimate', 'simulation'])
    .optional()
    .describe('How the objective was judged; absent if no objective is set or there is no prediction'),
  reached: z
    .object({
      timeToFirstTokenSeconds: z.number(),
      timePerOutputTokenSeconds: z.number(),
      loadShare: z.number().describe('Required over available token rate'),
    })
    .optional()
    .describe('Mean of the estimate'),
  served: Service.extend({
    percentile: z.number(),
    metShare: z.number().describe('Share of requests that met all times of the objective'),
    requests: z.int(),
  })
    .optional()
    .describe('At the percentile, in the simulation'),
  because: z.string().optional().describe('Why there is no prediction'),
  shortfalls: z.array(z.enum(['time-to-first-token', 'time-per-output-token', 'throughput'])),
});

const SizedFleet = z.strictObject({
  hardware: z.string(),
  name: z.string(),
  meets: z.literal(true),
  deployment: SizedDeployment,
  accelerators: z.int(),
  racks: z.int(),
  rackStops: z.array(
    z.strictObject({ limit: z.string(), racks: z.int(), demand: z.number(), available: z.number() }),
  ),
  feeds: z.strictObject({ count: z.int(), usableWattsPerRack: z.number(), fullestShare: z.number() }),
  powerWatts: Range,
  powerUnknownFor: z.array(z.string()),
  estimated: Service,
  simulated: Service.extend({
    percentile: z.number(),
    objectiveMetShare: z.number(),
    requests: z.int(),
  }),
  service: ServiceVerdictSchema,
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
    z.strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
});

const UnsizedFleet = z.strictObject({
  hardware: z.string(),
  name: z.string(),
  meets: z.literal(false),
  refusal: Refusal,
  nearest: Service.extend({ bound: z.string() }).optional(),
});

export const SizeOutcomeSchema = publishing<SizeOutcome>()(
  z.discriminatedUnion('meets', [SizedFleet, UnsizedFleet]),
);

export const SizeReportSchema = publishing<SizingReport>()(
  z.strictObject({
    plannedRequestsPerSecond: z.number(),
    outcomes: z.array(SizeOutcomeSchema),
    winner: z.string().optional(),
    runnerUp: z.string().optional(),
    nearest: UnsizedFleet.optional(),
    unfinished: z.array(z.string()).optional(),
  }),
);

/* What chance makes of the cost of fleets. Money in minor units, whole or not. */

const Band = z.strictObject({
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

const UncertainFigure = z.strictObject({
  key: z.string(),
  name: z.string(),
  kind: z.enum(figureKinds),
  unit: z.string(),
  shape: z.enum(['triangular', 'log-normal']),
  low: z.number(),
  typical: z.number(),
  high: z.number(),
});

const Turn = z.strictObject({
  key: z.string(),
  typical: z.number(),
  needed: z.number().optional(),
  withinRange: z.boolean(),
});

export const UncertaintyReportSchema = publishing<UncertaintyReport>()(
  z.strictObject({
    currency: CurrencyCode,
    metric: z.enum(drawnMetrics),
    draws: z.int(),
    seed: z.int(),
    figures: z.array(UncertainFigure),
    fleets: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        bands: z.partialRecord(z.enum(drawnMetrics), Band),
        tornado: z.array(z.strictObject({ key: z.string(), atLow: z.number(), atHigh: z.number() })),
        unpriced: z.array(z.string()),
      }),
    ),
    duels: z.array(
      z.strictObject({ a: z.int(), b: z.int(), cheaper: z.number(), ratio: Band, turns: z.array(Turn) }),
    ),
  }),
);

const UnpricedItem = z.strictObject({
  item: z.string(),
  name: z.string(),
  quantity: z.number(),
  from: CurrencyCode.optional(),
});

const Quantity = Range.extend({ unit: z.string() });

const ServiceCost = z.strictObject({
  perMillionOutputTokens: RateRange,
  perMillionTokens: RateRange,
  perMillionInputTokensSplit: RateRange,
  perMillionOutputTokensSplit: RateRange,
  perThousandRequests: RateRange,
  perUserPerMonth: RateRange,
  earnings: z
    .strictObject({ revenuePerYear: MoneyRange, surplusPerYear: MoneyRange, margin: Quantity })
    .optional(),
});

export const CostReportSchema = z.strictObject({
  scenario: z.strictObject({ id: z.string(), name: z.string() }),
  cost: z.strictObject({
    currency: CurrencyCode,
    lines: z.array(
      z.strictObject({
        item: z.string(),
        name: z.string(),
        quantity: z.number(),
        unitPrice: MoneyRange,
        total: MoneyRange,
      }),
    ),
    hardware: MoneyRange,
    additions: z.array(z.strictObject({ item: z.string(), total: MoneyRange })),
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
    carbon: z.strictObject({
      operationPerYear: Quantity,
      embodied: Quantity,
      perYear: Quantity,
      unknownFor: z.array(z.string()),
    }),
    unpriced: z.array(UnpricedItem),
    priceBookDate: z.string(),
  }),
  services: z.array(z.strictObject({ id: z.string(), name: z.string(), cost: ServiceCost.optional() })),
  objectives: z.array(ServiceVerdictSchema).describe('Whether it meets the objectives of its workloads'),
  months: z
    .array(z.strictObject({ month: z.int(), capital: MoneyRange, running: MoneyRange, paid: MoneyRange }))
    .optional(),
  uncertainty: UncertaintyReportSchema.optional(),
});

const ComparedCell = z.discriminatedUnion('known', [
  Range.extend({
    known: z.literal(true),
    difference: z.number().optional().describe('Typical value minus that of the baseline'),
    share: z.number().optional().describe('Difference as a share of the baseline'),
  }),
  z.strictObject({ known: z.literal(false), because: z.string() }),
]);

const Amounts = z.array(z.number());

export const ComparisonSchema = publishing<Comparison>()(
  z.strictObject({
    scenarios: z.array(z.strictObject({ id: z.string(), name: z.string(), years: z.number() })),
    baseline: z.int().describe('Index of the baseline scenario'),
    currency: CurrencyCode,
    rows: z.array(
      z.strictObject({
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
      .describe('Workloads of the baseline, applied to all scenarios'),
    services: z.array(
      z.strictObject({
        state: z.enum(['meets', 'misses', 'unsure', 'undeclared', 'unknown']),
        needs: z.array(ServiceVerdictSchema),
      }),
    ),
    verdicts: z.array(
      z.strictObject({
        other: z.int(),
        models: z.tuple([z.string(), z.string()]).optional(),
        speed: z.strictObject({ ratio: z.number(), at: z.enum(['need', 'deployment']) }).optional(),
        throughputRatio: z.number().optional(),
        cost: z.strictObject({ ratio: z.number(), over: z.enum(['years', 'year']) }).optional(),
        unpriced: z.array(z.string()),
        standing: z.enum([
          'equal',
          'neither-meets',
          'only-baseline-meets',
          'only-other-meets',
          'unsure',
          'undeclared',
          'unknown',
        ]),
        overMonths: z
          .object({
            firstCheaper: z.int().optional(),
            crossings: z.array(z.strictObject({ month: z.int(), cheaper: z.int() })),
          })
          .optional(),
      }),
    ),
    months: z
      .array(z.strictObject({ low: Amounts, typical: Amounts, high: Amounts }).nullable())
      .describe('Paid by the end of each month, from the day of purchase, in minor units'),
    points: z.array(
      z.strictObject({
        scenario: z.int(),
        deployment: z.string(),
        evidence: z.enum(evidences),
        own: z.boolean(),
        model: z.string(),
        weightBits: z.number(),
        batch: z.int().optional(),
        tokensPerSecondPerUser: z.number(),
        perMillionTokens: Range,
        load: z
          .strictObject({ requestsPerSecond: z.number(), of: z.enum(['need', 'prediction']) })
          .optional()
          .describe('Request rate of a simulated point'),
        measuredCase: z.string().optional(),
        onFront: z
          .boolean()
          .describe('No other point of the same evidence, model and weight width is both cheaper and faster'),
      }),
    ),
    warnings: z.array(z.string()),
  }),
);
