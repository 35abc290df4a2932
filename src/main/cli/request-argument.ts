import { describeJsonProblem, readJson } from '#shared/json/read';
import { schemaIssues } from '#shared/schema-issues';
import { Scenario, SCENARIO_FORMAT, SCENARIO_VERSION } from '#shared/scenario/schema';
import type { z } from '#shared/zod';
import { InvalidInput, readText, type CommandHost } from './host';
import { readScenarioArgument } from './scenario-argument';

const requestLimits = { bytes: 64 * 1024 * 1024, depth: 32 } as const;

/** A request in a JSON file, checked; what is wrong is named by its place. */
export async function readRequest<Schema extends z.ZodType>(
  host: CommandHost,
  { file, schema, terms }: { readonly file: string; readonly schema: Schema; readonly terms: Scenario },
): Promise<z.output<Schema>> {
  const name = file === '-' ? 'standard input' : file;
  const json = readJson(await readText(host, file), requestLimits);
  if (!json.ok) throw new InvalidInput(`${name}: ${describeJsonProblem(json.error)}`);
  const given = typeof json.value === 'object' && json.value !== null ? json.value : {};
  return checkedRequest(schema, { terms, ...given }, name);
}

/** A request checked against its schema; the first thing wrong is named. */
export function checkedRequest<Schema extends z.ZodType>(
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
