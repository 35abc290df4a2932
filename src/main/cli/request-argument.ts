import { describeJsonProblem, readJson } from '#shared/json/read';
import { withScenariosUpgraded } from '#shared/scenario/migrations';
import { schemaIssues } from '#shared/schema-issues';
import { Scenario, SCENARIO_FORMAT, SCENARIO_VERSION } from '#shared/scenario/schema';
import type { z } from '#shared/zod';
import { InvalidInput, nameOf, readText, UsageError, type CommandHost } from './host';
import { optionFor, type OptionNames } from './option-names';
import { readScenarioArgument } from './scenario-argument';

const requestLimits = { bytes: 64 * 1024 * 1024, depth: 32 } as const;

/** A request in a JSON file, checked; what is wrong is named by its place. */
export async function readRequest<Schema extends z.ZodType>(
  host: CommandHost,
  { file, schema, terms }: { readonly file: string; readonly schema: Schema; readonly terms: Scenario },
): Promise<z.output<Schema>> {
  const name = nameOf(file);
  const json = readJson(await readText(host, file), requestLimits);
  if (!json.ok) throw new InvalidInput(`${name}: ${describeJsonProblem(json.error)}`);
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    throw new InvalidInput(`${name}: a request is a JSON object`);
  }
  const upgraded = withScenariosUpgraded(json.value);
  if (!upgraded.ok) throw new InvalidInput(`${name}: ${upgraded.error.message}`);
  return checkedRequest(schema, { terms, ...(upgraded.value as object) }, name);
}

/** A request checked against its schema; the first thing wrong is named by its place in what was read. */
function checkedRequest<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  name: string,
): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = schemaIssues(parsed.error);
  throw new InvalidInput(
    `${name}: ${issue === undefined ? 'not a request' : `${issue.path}: ${issue.reason}`}`,
  );
}

/** A request that options said, checked against its schema; the option that is wrong is named, as wrong usage. */
export function requestByOptions<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  options: OptionNames,
): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [{ path, reason } = { path: 'request', reason: 'is not possible' }] = schemaIssues(parsed.error);
  throw new UsageError(`${optionFor(path, options) ?? path}: ${reason}`);
}

/** The site, prices and finance terms of a file, or the usual ones: the United States, dollars, five years. */
export const readTerms = (host: CommandHost, file: string | undefined): Promise<Scenario> | Scenario =>
  file === undefined
    ? Scenario.parse({
        format: SCENARIO_FORMAT,
        schemaVersion: SCENARIO_VERSION,
        id: 'terms',
        name: 'Usual terms',
        site: { preset: 'us' },
        racks: {},
        devices: {},
      })
    : readScenarioArgument(host, file);
