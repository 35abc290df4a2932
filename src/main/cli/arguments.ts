import { describeJsonProblem, type JsonLimits, readJson } from '#shared/json/read';
import { didYouMean } from '#shared/schema/nearest-id';
import { readScenario, withScenariosUpgraded } from '#shared/scenario/read';
import { Scenario, SCENARIO_FORMAT, SCENARIO_VERSION } from '#shared/scenario/schema';
import { formatPath, schemaIssues, unreadKeys, type z } from '#shared/schema/zod';
import { type CommandHost, InvalidInput, nameOf, readText, UsageError } from './host';
import { counted, written } from '#shared/text/plural';

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
  throw new UsageError(`${option}: “${id}” does not exist.${didYouMean(id, known)}`);
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
  const examples = await (await host.services()).examplesIn('en');
  const example = examples.find((each) => each.id === id);
  if (example !== undefined) return example;
  const ids = examples.map((each) => each.id);
  throw new UsageError(`example “${id}” does not exist.${didYouMean(id, ids)} Examples: ${ids.join(', ')}`);
}

export const requestLimits = { bytes: 64 * 1024 * 1024, depth: 32 } as const;

/** A request in a JSON file, checked; what is wrong is named by its place. */
export async function readRequest<Schema extends z.ZodType>(
  host: CommandHost,
  {
    file,
    schema,
    terms,
    lenient,
  }: Leniency & { readonly file: string; readonly schema: Schema; readonly terms: Scenario },
): Promise<z.output<Schema>> {
  const name = nameOf(file);
  const json = readJson(await readText(host, file), requestLimits);
  if (!json.ok) throw new InvalidInput(`${name}: ${describeJsonProblem(json.error)}`);
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    throw new InvalidInput(`${name}: must hold a JSON object`);
  }
  const upgraded = withScenariosUpgraded(json.value);
  if (!upgraded.ok) throw new InvalidInput(`${name}: ${upgraded.error.message}`);
  const given = { terms, ...(upgraded.value as object) };
  const read = lenient ? keysPassedOver(host, schema)(given) : given;
  return checkedRequest(schema, read, name);
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
    `${name}: ${issue === undefined ? 'not a request' : `${issue.path === '' ? 'request' : issue.path}: ${issue.reason}`}`,
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
  const [{ path, reason } = { path: 'request', reason: 'is not valid' }] = schemaIssues(parsed.error);
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

/** A file of cases, and what they are checked against. */
export interface CaseFile extends Leniency {
  readonly file: string;
  readonly limits: CaseLimits;
  readonly schema: z.ZodObject;
}

/** The cases of a JSON array, each yet to be checked; a text that holds no such array is refused. */
export function casesOf(text: string, { file, limits }: CaseFile): readonly unknown[] {
  const name = nameOf(file);
  const json = readJson(text, limits);
  if (!json.ok) throw new InvalidInput(`${name}: ${describeJsonProblem(json.error)}`);
  if (!Array.isArray(json.value)) throw new InvalidInput(`${name}: must hold a JSON array of cases`);
  if (json.value.length > limits.cases) {
    throw new InvalidInput(
      `${name}: has ${counted(json.value.length, 'case')}; one run takes at most ${written(limits.cases)}`,
    );
  }
  return json.value as readonly unknown[];
}

const MOST_NAMED = 10;

/** Whether keys that nothing reads are passed over with a note; they are errors otherwise. */
export interface Leniency {
  readonly lenient?: true | undefined;
}

export const lenientOption = [
  '--lenient',
  'ignore keys that nothing reads and name them on standard error',
] as const;

/** Makes values ones without the keys that their schema does not read. Each key is named once, such as a typing error. */
export function keysPassedOver(host: CommandHost, schema: z.ZodType): <Value>(value: Value) => Value {
  const named = new Set<string>();
  return (value) => {
    const parsed = schema.safeParse(value);
    const unread = parsed.success ? [] : unreadKeys(parsed.error);
    if (unread.length === 0) return value;
    const copy = structuredClone(value);
    for (const { path, reason } of unread) {
      const note = `note: ${formatPath(path.slice(0, -1)) || 'the input'} ${reason}; ignored\n`;
      if (named.size < MOST_NAMED && !named.has(note)) host.err(note);
      named.add(note);
      remove(copy, path);
    }
    return copy;
  };
}

function remove(from: unknown, path: readonly PropertyKey[]): void {
  const [key, ...below] = path;
  if (typeof from !== 'object' || from === null || key === undefined) return;
  if (below.length === 0) Reflect.deleteProperty(from, key);
  else remove(Reflect.get(from, key), below);
}

/** The parts of an argument that are parted by commas. */
export const commaList = (text: string): readonly string[] => text.split(',').map((each) => each.trim());
