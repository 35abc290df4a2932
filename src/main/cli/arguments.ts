import { describeJsonProblem, type JsonLimits, readJson } from '#shared/json/read';
import { nearestId } from '#shared/refusal/unknown-id';
import { readScenario, withScenariosUpgraded } from '#shared/scenario/read';
import { Scenario, SCENARIO_FORMAT, SCENARIO_VERSION } from '#shared/scenario/schema';
import { schemaIssues, type z } from '#shared/schema/zod';
import { type CommandHost, InvalidInput, nameOf, readText, UsageError } from './host';

/** Fields of a request by their path, and the options that say them. */
type OptionNames = Readonly<Record<string, string>>;

/** The option that says a field of a request: that of the longest beginning of its path which has one. */
export function optionFor(path: string, options: OptionNames): string | undefined {
  const [field] = Object.keys(options)
    .filter((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`))
    .sort((a, b) => b.length - a.length);
  return field === undefined ? undefined : options[field];
}

/** Ends as wrong usage where an option names what the catalogue does not have; the nearest id is suggested. */
export function checkKnown(option: string, id: string, known: readonly string[]): void {
  if (known.includes(id)) return;
  const nearest = nearestId(id, known);
  throw new UsageError(
    `${option}: there is no “${id}”${nearest === undefined ? '' : `. Did you mean ${nearest}?`}`,
  );
}

const EXAMPLE = 'example:';

/** What a FILE argument may be; for the help of every command that takes one. */
export const scenarioArgument =
  'a scenario file, - for standard input, or example:ID (see fleetwright examples)';

/** The scenario that a FILE argument names. Fails as wrong usage where nothing can be read, as invalid where it is none. */
export async function readScenarioArgument(host: CommandHost, name: string): Promise<Scenario> {
  if (isExample(name)) return exampleNamed(host, name.slice(EXAMPLE.length));
  return scenarioIn(await readText(host, name), nameOf(name));
}

export const isExample = (name: string): boolean => name.startsWith(EXAMPLE);

/** The scenario that a text holds; the name says where it was read. */
export function scenarioIn(text: string, name: string): Scenario {
  const scenario = readScenario(text);
  if (!scenario.ok) throw new InvalidInput(`${name}: ${scenario.error.message}`);
  return scenario.value;
}

async function exampleNamed(host: CommandHost, id: string): Promise<Scenario> {
  const { examples } = await host.services();
  const example = examples.find((each) => each.id === id);
  if (example !== undefined) return example;
  const ids = examples.map((each) => each.id);
  throw new UsageError(
    `there is no example “${id}”; there are ${ids.join(', ')}. Did you mean ${nearestId(id, ids) ?? 'none of them'}?`,
  );
}

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

/** What a file of cases may be at most. */
interface CaseLimits extends JsonLimits {
  readonly cases: number;
}

/** The cases of a JSON array in a file, each yet to be checked; a file that holds no such array is refused. */
export async function readCases(
  host: CommandHost,
  file: string,
  limits: CaseLimits,
): Promise<readonly unknown[]> {
  const name = nameOf(file);
  const json = readJson(await readText(host, file), limits);
  if (!json.ok) throw new InvalidInput(`${name}: ${describeJsonProblem(json.error)}`);
  if (!Array.isArray(json.value)) throw new InvalidInput(`${name}: a JSON array of cases is expected`);
  if (json.value.length > limits.cases) {
    throw new InvalidInput(
      `${name}: has ${json.value.length} cases; at most ${limits.cases} are answered in one run`,
    );
  }
  return json.value as readonly unknown[];
}

const MOST_NAMED = 10;

/**
 * Says on standard error which fields of cases nothing reads, each once: a slip of the pen such as “tensorParalel” would
 * otherwise be answered as if it had not been said. They are no fault, as cases may carry notes of whoever wrote them.
 */
export function nameUnreadFields(
  host: CommandHost,
  cases: readonly unknown[],
  known: readonly string[],
): void {
  const read = new Set(known);
  const unread = new Set<string>();
  for (const each of cases) {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) continue;
    for (const field of Object.keys(each)) if (!read.has(field)) unread.add(field.slice(0, 80));
    if (unread.size > MOST_NAMED) break;
  }
  for (const field of [...unread].slice(0, MOST_NAMED)) {
    const nearest = nearestId(field, known);
    const hint = nearest !== undefined && isSlip(field, nearest) ? ` Did you mean ${nearest}?` : '';
    host.err(`note: the field “${field}” of a case is not read.${hint}\n`);
  }
}

/** Whether one name may be meant by another: about as long, and with the same beginning. */
const isSlip = (field: string, name: string): boolean =>
  Math.abs(field.length - name.length) <= 3 &&
  field.slice(0, 2).toLowerCase() === name.slice(0, 2).toLowerCase();
