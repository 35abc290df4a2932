import { describeJsonProblem, readJson, type JsonLimits } from '#shared/json/read';
import { InvalidInput, nameOf, readText, type CommandHost } from './host';

/** What a file of cases may be at most. */
export interface CaseLimits extends JsonLimits {
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
