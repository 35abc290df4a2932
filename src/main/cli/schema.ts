import { Argument, type Command } from 'commander';
import { EstimateCase } from '#shared/estimate/case';
import { scenarioJsonSchema } from '#shared/scenario/json-schema';
import { z } from '#shared/zod';
import { quoteJsonSchema } from '../quote/writers/json';
import { printJson, type CommandHost } from './host';

const schemas = {
  scenario: scenarioJsonSchema,
  quote: quoteJsonSchema,
  case: () => z.toJSONSchema(EstimateCase, { io: 'input' }),
} as const;

export function addSchemaCommand(program: Command, host: CommandHost): void {
  program
    .command('schema')
    .description('Print the JSON Schema of a document that Fleetwright reads or writes.')
    .addArgument(new Argument('<document>').choices(Object.keys(schemas)))
    .addHelpText('after', '\nExample:\n  fleetwright schema scenario > scenario.schema.json')
    .action((document: keyof typeof schemas) => printJson(host, schemas[document]()));
}
