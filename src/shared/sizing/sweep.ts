import { Precision } from '#shared/catalogue/entries';
import { estimateLimits, EstimateMode } from '#shared/estimate/case';
import { Scenario } from '#shared/scenario/schema';
import { CatalogueId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { counted } from '#shared/text/plural';

/** Many configurations at once: every combination of these lists is estimated, powered and priced, without a layout. */

export const sweepLimits = { configurations: 2_000_000, list: 10_000 } as const;

const list = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(sweepLimits.list);
const count = (most: number) => z.int().min(1).max(most);
const amount = z.number().min(0).max(1e9);

export const SweepRequest = z
  .strictObject({
    hardware: list(CatalogueId),
    devices: list(count(estimateLimits.devices)).default([8]),
    model: list(CatalogueId),
    tensorParallel: list(count(estimateLimits.devices)).optional(),
    pipelineParallel: list(count(estimateLimits.devices)).optional(),
    attentionDataParallel: list(count(estimateLimits.devices)).optional(),
    expertParallel: list(count(estimateLimits.devices)).optional(),
    redundantExperts: list(count(estimateLimits.devices)).optional(),
    weights: list(Precision).optional(),
    kv: list(Precision).optional(),
    engine: list(z.string().max(200)).optional(),
    batch: list(count(estimateLimits.batch)).optional(),
    input: list(count(estimateLimits.tokens)),
    output: list(count(estimateLimits.tokens)),
    mode: EstimateMode.default('in-flight'),
    requestsPerSecond: list(z.number().positive().max(estimateLimits.requestsPerSecond)).optional(),
    /** Share of the year in use; the terms' own where left out. */
    utilisation: list(z.number().min(0).max(1)).optional(),
    /** Major units for one server, and for one accelerator where it is priced apart; the price book's where left out. */
    serverPrice: list(amount).optional(),
    acceleratorPrice: list(amount).optional(),
    /** Site, prices, choices and finance terms; its racks and devices are not used. */
    terms: Scenario,
  })
  .refine((request) => configurationsOf(request) <= sweepLimits.configurations, {
    message: `a sweep has at most ${counted(sweepLimits.configurations, 'configuration')}`,
  });
export type SweepRequest = Readonly<z.infer<typeof SweepRequest>>;

/** The lists that are combined, the last varying fastest. */
export const sweepAxes = [
  'hardware',
  'model',
  'weights',
  'kv',
  'engine',
  'devices',
  'tensorParallel',
  'pipelineParallel',
  'attentionDataParallel',
  'expertParallel',
  'redundantExperts',
  'batch',
  'input',
  'output',
  'requestsPerSecond',
  'utilisation',
  'serverPrice',
  'acceleratorPrice',
] as const;
export type SweepAxis = (typeof sweepAxes)[number];

/** How many combinations a request makes. */
export const configurationsOf = (
  request: Readonly<Partial<Record<SweepAxis, readonly unknown[] | undefined>>>,
): number => sweepAxes.reduce((product, axis) => product * (request[axis]?.length ?? 1), 1);
