import { describeJsonProblem, readJson, type JsonLimits } from '#shared/json/read';
import { nearestId } from '#shared/nearest-id';
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
