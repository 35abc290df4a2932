import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Catalogue, catalogueFiles } from '#shared/catalogue/catalogue';
import { describeJsonProblem, readJson } from '#shared/json/read';
import { failure, type Result, success } from '#shared/refusal/refusal';
import { readScenario, scenarioFileLimits } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import { CatalogueId } from '#shared/schema/ids';
import { schemaIssues, z } from '#shared/schema/zod';
import type { Language } from '#shared/language/language';
import { MeasuredCase } from '#shared/validation/validation';
import { type CatalogueFault, type CatalogueFile, catalogueLimits, parseCatalogue } from './parse';
import { counted, written } from '#shared/text/plural';

/**
 * The catalogue in a folder, checked whole. Whatever is wrong is named by file, place and reason; a file that does
 * not belong there is a fault too, since its entries would be missed in silence.
 */
export async function loadCatalogue(folder: string): Promise<Result<Catalogue, readonly CatalogueFault[]>> {
  const names = await listFiles(folder);
  if (!names.ok) return names;
  const strangers = names.value.filter((name) => name.endsWith('.json') && !catalogueFiles.includes(name));
  if (strangers.length > 0) {
    return failure(strangers.map((file) => ({ file, path: '', reason: 'is not a file of the catalogue' })));
  }
  const present = catalogueFiles.filter((name) => names.value.includes(name));
  const read = await Promise.all(present.map((name) => readCatalogueFile(folder, name)));
  const unreadable = read.flatMap((file) => (file.ok ? [] : [file.error]));
  if (unreadable.length > 0) return failure(unreadable);
  return parseCatalogue(read.flatMap((file) => (file.ok ? [file.value] : [])));
}

async function listFiles(folder: string): Promise<Result<readonly string[], readonly CatalogueFault[]>> {
  try {
    return { ok: true, value: await readdir(folder) };
  } catch (error) {
    return failure([{ file: folder, path: '', reason: `cannot be listed: ${reasonOf(error)}` }]);
  }
}

async function readCatalogueFile(
  folder: string,
  name: string,
): Promise<Result<CatalogueFile, CatalogueFault>> {
  try {
    const handle = await open(join(folder, name));
    try {
      const { size } = await handle.stat();
      if (size > catalogueLimits.bytes) {
        const reason = `has ${counted(size, 'byte')}; at most ${written(catalogueLimits.bytes)} can be read`;
        return failure({ file: name, path: '', reason });
      }
      return { ok: true, value: { name, text: await handle.readFile('utf8') } };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failure({ file: name, path: '', reason: `cannot be read: ${reasonOf(error)}` });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const text = z.string().min(1).max(2_000);
const namesById = z.record(z.string().max(80), text);

/** What a user reads in an example: its name and note, and the names of what runs on it by id. */
const ExampleWords = z.strictObject({
  name: text,
  note: text,
  workloads: namesById,
  deployments: namesById,
});
type ExampleWords = Readonly<z.infer<typeof ExampleWords>>;

/** The words of every example by its id. */
const WordsOfExamples = z.record(z.string().max(80), ExampleWords);
type WordsOfExamples = Readonly<z.infer<typeof WordsOfExamples>>;

/** Every language but that of the examples themselves. */
type TranslatedLanguage = Exclude<Language, 'en'>;

/** The same scenario in other words; what has none keeps its own. */
export function inWords(example: Scenario, words: ExampleWords | undefined): Scenario {
  if (words === undefined) return example;
  return {
    ...example,
    name: words.name,
    note: words.note,
    workloads: renamed(example.workloads, words.workloads),
    deployments: renamed(example.deployments, words.deployments),
  };
}

function renamed<Named extends { readonly name: string }>(
  things: Readonly<Record<string, Named>>,
  names: Readonly<Record<string, string>>,
): Record<string, Named> {
  return Object.fromEntries(
    Object.entries(things).map(([id, thing]) => [id, { ...thing, name: names[id] ?? thing.name }]),
  );
}

const ORDER_FILE = 'order.json';

/** The ids of the examples in the order in which a library lists them; each has a file of its name. */
const Order = z.array(CatalogueId).max(100);

/** The example scenarios of a folder, in the order that its `order.json` names. */
export async function loadExamples(
  folder: string,
): Promise<Result<readonly Scenario[], readonly CatalogueFault[]>> {
  const order = await read(folder, ORDER_FILE, readOrder);
  if (!order.ok) return failure([order.error]);
  const examples = await Promise.all(
    order.value.map((id) => read(folder, `${id}.fleetwright.json`, readExample)),
  );
  const faults = examples.flatMap((example) => (example.ok ? [] : [example.error]));
  return faults.length > 0
    ? failure(faults)
    : success(examples.flatMap((example) => (example.ok ? [example.value] : [])));
}

/** The words of every example in another language; each example must have its own, and nothing else may. */
export async function loadExampleWords(
  folder: string,
  { language, examples }: { readonly language: TranslatedLanguage; readonly examples: readonly Scenario[] },
): Promise<Result<WordsOfExamples, readonly CatalogueFault[]>> {
  const file = `${language}.json`;
  const words = await read(folder, file, readWords);
  if (!words.ok) return failure([words.error]);
  const ids = examples.map(({ id }): string => id);
  const unsaid = ids.filter((id) => !Object.hasOwn(words.value, id));
  const unknown = Object.keys(words.value).filter((id) => !ids.includes(id));
  const faults = [
    ...unsaid.map((path) => ({ file, path, reason: 'is missing' })),
    ...unknown.map((path) => ({ file, path, reason: 'is not an example' })),
  ];
  return faults.length > 0 ? failure(faults) : words;
}

async function read<Value>(
  folder: string,
  file: string,
  parse: (text: string) => Result<Value, string>,
): Promise<Result<Value, CatalogueFault>> {
  const fault = (reason: string) => failure({ file, path: '', reason });
  try {
    const parsed = parse(await readFile(join(folder, file), 'utf8'));
    return parsed.ok ? parsed : fault(parsed.error);
  } catch (error) {
    return fault(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readOrder(text: string): Result<readonly string[], string> {
  const json = readJson(text, scenarioFileLimits);
  if (!json.ok) return failure(describeJsonProblem(json.error));
  const order = Order.safeParse(json.value);
  return order.success
    ? success(order.data)
    : failure(schemaIssues(order.error)[0]?.reason ?? 'is not a list');
}

function readWords(text: string): Result<WordsOfExamples, string> {
  const json = readJson(text, scenarioFileLimits);
  if (!json.ok) return failure(describeJsonProblem(json.error));
  const words = WordsOfExamples.safeParse(json.value);
  if (words.success) return success(words.data);
  const [issue] = schemaIssues(words.error);
  return failure(issue === undefined ? 'is not valid' : `${issue.path}: ${issue.reason}`);
}

function readExample(text: string): Result<Scenario, string> {
  const scenario = readScenario(text);
  return scenario.ok ? scenario : failure(scenario.error.message);
}

/** The measured cases that ship with the product. Rejects where the file is damaged: it is part of the product. */
export async function loadMeasuredCases(file: string): Promise<readonly MeasuredCase[]> {
  const parsed = z.array(MeasuredCase).safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`The measured cases are damaged: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
