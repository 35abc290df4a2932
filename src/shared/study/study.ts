import { Precision } from '#shared/catalogue/entries';
import { estimateLimits, EstimateMode, LengthDistribution } from '#shared/estimate/case';
import { CurrencyCode } from '#shared/money/money';
import { Finance } from '#shared/scenario/finance';
import { Scenario } from '#shared/scenario/schema';
import { CatalogueId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { SizingRequest } from '#shared/sizing/sizing';
import { configurationsOf, SweepRequest } from '#shared/sizing/sweep';
import { counted } from '#shared/text/plural';
import { Selection } from './selection';

/** A study: every combination of many lists, worked on in stages, each on what the one before found worth it. */

export const STUDY_FORMAT = 'fleetwright-study';
export const STUDY_VERSION = 1;

export const studyLimits = { cases: 1_000_000_000, points: 1_000, blocks: 10_000, stages: 4 } as const;

const { hardware, devices, tensorParallel, pipelineParallel, attentionDataParallel } = SweepRequest.shape;
const { expertParallel, redundantExperts, weights, kv, engine, batch, utilisation } = SweepRequest.shape;
const { input, output, requestsPerSecond, model } = SweepRequest.shape;

/** What is worked out of a case, the cheapest first. */
export const studyLevels = ['estimate', 'simulate', 'size', 'plan'] as const;
export type StudyLevel = (typeof studyLevels)[number];

/** The words by which the points of a list are named in rows. */
const PointId = CatalogueId;

export const Need = z.strictObject({
  id: PointId,
  model,
  input,
  output,
  requestsPerSecond: requestsPerSecond.describe('Request rates; a level other than estimate needs one'),
  /** In serving mode where the need has a rate, else at a saturating load. */
  mode: EstimateMode.optional(),
  batch: batch.describe('Largest batch'),
  lengths: LengthDistribution.optional().describe(
    'How lengths spread around input and output, in simulations',
  ),
  objective: SizingRequest.shape.objective.optional(),
});
export type Need = Readonly<z.infer<typeof Need>>;

const exactOrRange = z.union([z.number().min(0).max(1e18), Scenario.shape.overrides.unwrap().valueType]);

/** A schema that leaves out what is left out. */
const withoutDefault = (schema: unknown): z.ZodType =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? withoutDefault(schema.unwrap())
    : (schema as z.ZodType);

/** Some of the finance terms; what is left out stays as it is in the terms. */
const FinanceChanges = z.strictObject(
  Object.fromEntries(
    Object.entries(Finance.shape).map(([key, schema]) => [key, withoutDefault(schema).optional()]),
  ),
) as unknown as z.ZodType<Partial<Finance>>;

/** What a point of a list changes in the terms. */
const changes = {
  id: PointId,
  currency: CurrencyCode.optional(),
  finance: FinanceChanges.optional().describe('Finance terms that replace those of the terms'),
  overrides: z
    .record(z.string().max(200), exactOrRange)
    .default({})
    .describe('Figures by their path in the catalogue, such as prices/groq-node-v1/amount'),
};

export const SitePoint = z.strictObject({
  ...changes,
  preset: CatalogueId.optional().describe('Site of the catalogue'),
});
export type SitePoint = Readonly<z.infer<typeof SitePoint>>;

export const PricePoint = z.strictObject({
  ...changes,
  serverPrice: z.number().min(0).max(1e9).optional().describe('Of every server, at level estimate only'),
  acceleratorPrice: z.number().min(0).max(1e9).optional(),
});
export type PricePoint = Readonly<z.infer<typeof PricePoint>>;

export const Stage = z.strictObject({
  level: z.enum(studyLevels),
  /** Which rows of the stage before it works on; in the first stage every case. */
  of: Selection.optional().describe('Rows of the previous stage to work on; not in the first stage'),
});
export type Stage = Readonly<z.infer<typeof Stage>>;

const uniqueIds = (points: readonly { readonly id: string }[]): boolean =>
  new Set(points.map(({ id }) => id)).size === points.length;
const idsOnce = { message: 'two entries have the same id' };

const points = <Point extends z.ZodType<{ readonly id: string }>>(point: Point) =>
  z.array(point).min(1).max(studyLimits.points).refine(uniqueIds, idsOnce);

export const Study = z
  .strictObject({
    format: z.literal(STUDY_FORMAT),
    schemaVersion: z.literal(STUDY_VERSION),
    name: z.string().trim().min(1).max(120),
    needs: points(Need),
    hardware,
    devices,
    tensorParallel,
    pipelineParallel,
    attentionDataParallel,
    expertParallel,
    redundantExperts,
    weights,
    kv,
    engine,
    utilisation,
    prices: points(PricePoint).default([{ id: 'as-published', overrides: {} }]),
    sites: points(SitePoint).default([{ id: 'as-in-terms', overrides: {} }]),
    stages: z
      .array(Stage)
      .min(1)
      .max(studyLimits.stages)
      .default([{ level: 'estimate' }]),
    /** Of every simulation, so that configurations meet the same requests. */
    seed: z.int().min(0).default(1).describe('Seed of every simulation'),
    requests: z
      .int()
      .min(1)
      .max(estimateLimits.requests)
      .default(1_000)
      .describe('Requests of one simulation'),
    sizing: SizingRequest.pick({ spareServers: true, rack: true, switchPerRack: true })
      .extend({ weights: z.array(Precision).min(1).max(6).optional() })
      .prefault({})
      .describe('How fleets are sized and laid out, at the levels size and plan'),
    chunkRows: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('Rows in one file; by default as many as keep files and losses small'),
    /** Site, prices, choices and finance terms; its racks and devices are not used. */
    terms: Scenario,
  })
  .refine(({ stages }) => stages.every(({ of }, index) => (of === undefined) === (index === 0)), {
    message: 'every stage but the first needs "of", which says what it works on; the first has none',
    path: ['stages'],
  })
  .refine(
    ({ stages }) =>
      stages.every(
        ({ level }, index) =>
          index === 0 || studyLevels.indexOf(level) > studyLevels.indexOf(stages[index - 1]?.level ?? level),
      ),
    { message: 'each stage must be of a later level than the one before', path: ['stages'] },
  )
  .refine(
    ({ stages, needs }) =>
      stages.every(({ level }) => level === 'estimate') ||
      needs.every((need) => need.requestsPerSecond !== undefined),
    { message: 'the levels simulate, size and plan need requestsPerSecond in every need', path: ['needs'] },
  )
  .refine(
    ({ stages, needs }) =>
      !stages.some(({ level }) => level === 'size' || level === 'plan') ||
      needs.every(({ objective }) => objective !== undefined),
    { message: 'the levels size and plan need an objective in every need', path: ['needs'] },
  )
  .refine(({ needs, sites, prices }) => needs.length * sites.length * prices.length <= studyLimits.blocks, {
    message: `needs, sites and prices have at most ${counted(studyLimits.blocks, 'combination')}`,
  })
  .refine((study) => casesIn(study) <= studyLimits.cases, {
    message: `a study has at most ${counted(studyLimits.cases, 'case')}`,
  })
  .meta({ title: 'Fleetwright study', description: 'Lists whose combinations are worked on in stages.' });
export type Study = Readonly<z.infer<typeof Study>>;

type Lists = Parameters<typeof configurationsOf>[0];
interface Points {
  readonly needs: readonly Lists[];
  readonly prices: readonly unknown[];
  readonly sites: readonly unknown[];
}

/** How many cases the combinations of a study make. */
function casesIn({ needs, prices, sites, ...lists }: Points & Lists): number {
  const each = prices.length * sites.length;
  return needs.reduce<number>((sum, need) => sum + configurationsOf({ ...lists, ...need }) * each, 0);
}
