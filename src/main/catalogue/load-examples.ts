import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeJsonProblem, readJson } from '#shared/json/read';
import { failure, success, type Result } from '#shared/result';
import { readScenario, scenarioFileLimits } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import { schemaIssues } from '#shared/schema-issues';
import { CatalogueId } from '#shared/ids';
import { z } from '#shared/zod';
import { WordsOfExamples, type TranslatedLanguage } from './example-words';
import type { CatalogueFault } from './fault';

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
    ...unknown.map((path) => ({ file, path, reason: 'is no example' })),
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
  return order.success ? success(order.data) : failure(schemaIssues(order.error)[0]?.reason ?? 'is no list');
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
