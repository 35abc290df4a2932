import { readJson, type JsonProblem } from '../json/read';
import type { JsonFault } from '../json/scan';
import { fileTooLarge } from '../file-too-large';
import type { Refusal } from '../refusal';
import { failure, type Result } from '../result';
import { checkedScenario, refusalOfRead } from './check';
import { upgradedScenario } from './migrations';
import type { Scenario } from './schema';

/** What a scenario file may be at most; a hall of 100 racks takes some 200 kB and nests six levels deep. */
export const scenarioFileLimits = { bytes: 32 * 1024 * 1024, depth: 32 } as const;

/** The scenario that a file holds, or what is wrong with the file. Nothing of a refused file is used. */
export function readScenario(text: string): Result<Scenario, Refusal> {
  const json = readJson(text, scenarioFileLimits);
  return json.ok ? readScenarioValue(json.value) : failure(jsonRefusal(json.error));
}

/** The same for a value that is parsed already and known to nest no deeper than a file may; of any version there was. */
export function readScenarioValue(value: unknown): Result<Scenario, Refusal> {
  const upgraded = upgradedScenario(value);
  if (!upgraded.ok) return upgraded;
  const checked = checkedScenario(upgraded.value);
  return checked.ok ? checked : failure(refusalOfRead(checked.error));
}

function jsonRefusal(problem: JsonProblem): Refusal {
  return problem.because === 'too-large'
    ? fileTooLarge(problem.bytes, problem.limit)
    : syntaxRefusal(problem);
}

function syntaxRefusal({ because, found, line, column }: JsonFault): Refusal {
  const params = { line, column, found };
  const place = `line ${line}, column ${column}`;
  const key = JSON.stringify(found);
  switch (because) {
    case 'syntax':
      return found === ''
        ? { code: 'file-ends-early', message: `The file is not whole: it ends at ${place}.`, params }
        : { code: 'file-not-json', message: `The file is not JSON: unexpected ${key} at ${place}.`, params };
    case 'too-deep':
      return {
        code: 'file-too-deep',
        message: `The file nests deeper than ${found} levels at ${place}.`,
        params,
      };
    case 'repeated-key':
      return {
        code: 'file-repeated-key',
        message: `The file has the key ${key} twice in one object, at ${place}.`,
        params,
      };
    case 'reserved-key':
      return {
        code: 'file-reserved-key',
        message: `The file has the reserved key ${key} at ${place}.`,
        params,
      };
  }
}
