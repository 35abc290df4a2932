import { Argument, type Command } from 'commander';
import { calls } from '#shared/api/calls';
import { CostReportSchema, SizeReportSchema } from '#shared/api/published';
import { EstimateCase } from '#shared/estimate/case';
import { ServingCase } from '#shared/serving/case';
import { QuoteRequest } from '#shared/quote/request';
import { scenarioJsonSchema } from '#shared/scenario/schema';
import { kinds } from '#shared/catalogue/catalogue';
import { LIBRARY_FORMAT, LIBRARY_VERSION, libraryKinds, libraryLimits } from '#shared/library/library';
import { CatalogueId } from '#shared/schema/ids';
import { SizingRequest } from '#shared/sizing/sizing';
import { SweepRequest } from '#shared/sizing/sweep';
import { Study } from '#shared/study/study';
import { UncertaintyRequest } from '#shared/uncertainty/uncertainty';
import { z } from '#shared/schema/zod';
import { quoteJsonSchema } from '#main/quote/writers/write-quote';
import { printJson, type CommandHost } from './host';

const basedEntry = z.looseObject({
  id: CatalogueId,
  basedOn: CatalogueId.describe(
    'An entry of the same kind, of this library or the catalogue, whose other fields hold',
  ),
});

/** The JSON Schema of a library file: each entry whole, or based on another with what differs. */
function libraryJsonSchema(): object {
  const whole = z.object({
    format: z.literal(LIBRARY_FORMAT),
    schemaVersion: z.literal(LIBRARY_VERSION),
    name: z.string().max(200).optional(),
    ...Object.fromEntries(
      libraryKinds.map((kind) => [
        kind,
        z
          .array(z.union([kinds[kind].schema, basedEntry]))
          .max(libraryLimits.entries)
          .optional(),
      ]),
    ),
  });
  return z.toJSONSchema(whole, { io: 'input', unrepresentable: 'any' });
}

const schemas = {
  scenario: scenarioJsonSchema,
  quote: quoteJsonSchema,
  'quote-request': () => z.toJSONSchema(QuoteRequest.omit({ scenario: true }), { io: 'input' }),
  'sizing-request': () => z.toJSONSchema(SizingRequest, { io: 'input' }),
  'sweep-request': () => z.toJSONSchema(SweepRequest, { io: 'input' }),
  study: () => z.toJSONSchema(Study, { io: 'input', target: 'draft-2020-12' }),
  'uncertainty-request': () => z.toJSONSchema(UncertaintyRequest, { io: 'input' }),
  'size-report': () => z.toJSONSchema(SizeReportSchema),
  'cost-report': () => z.toJSONSchema(CostReportSchema),
  'sweep-report': () => z.toJSONSchema(calls.sweep.output),
  comparison: () => z.toJSONSchema(calls.compare.output),
  library: libraryJsonSchema,
  case: () => z.toJSONSchema(EstimateCase, { io: 'input' }),
  'serving-case': () => z.toJSONSchema(ServingCase, { io: 'input' }),
  /** One property per file of the catalogue; a file holds them as its `entries`. */
  catalogue: () =>
    z.toJSONSchema(
      z.object({
        sources: z.array(kinds.sources.schema),
        accelerators: z.array(kinds.accelerators.schema),
        deviceTypes: z.array(kinds.deviceTypes.schema),
        deviceGroups: z.array(kinds.deviceGroups.schema),
        rackTypes: z.array(kinds.rackTypes.schema),
        models: z.array(kinds.models.schema),
        engines: z.array(kinds.engines.schema),
        prices: z.array(kinds.prices.schema),
        exchangeRates: z.array(kinds.exchangeRates.schema),
        sites: z.array(kinds.sites.schema),
        taxes: z.array(kinds.taxes.schema),
        figures: z.array(kinds.figures.schema),
      }),
      { io: 'input' },
    ),
} as const;

export function defineSchema(command: Command, host: CommandHost): void {
  command
    .addArgument(new Argument('<document>').choices(Object.keys(schemas)))
    .addHelpText('after', '\nExample:\n  fleetwright schema scenario > scenario.schema.json')
    .action((document: keyof typeof schemas) => printJson(host, schemas[document]()));
}
