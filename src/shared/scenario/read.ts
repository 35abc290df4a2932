import { readJson, type JsonProblem } from '../json/read';
import type { JsonFault } from '../json/scan';
import { fileTooLarge } from '../file-too-large';
import type { Refusal } from '../refusal';
import { failure, success, type Result } from '../result';
import { schemaIssues } from '../schema-issues';
import { checkReferences } from './references';
import { Scenario, SCENARIO_FORMAT, SCENARIO_VERSION, scenarioLimits } from './schema';

/** What a scenario file may be at most; a hall of 100 racks takes some 200 kB and nests six levels deep. */
export const scenarioFileLimits = { bytes: 32 * 1024 * 1024, depth: 32 } as const;

/** The scenario that a file holds, or what is wrong with the file. Nothing of a refused file is used. */
export function readScenario(text: string): Result<Scenario, Refusal> {
  const json = readJson(text, scenarioFileLimits);
  return json.ok ? readScenarioValue(json.value) : failure(jsonRefusal(json.error));
}

/** The same for a value that is parsed already and known to nest no deeper than a file may. */
export function readScenarioValue(value: unknown): Result<Scenario, Refusal> {
  const foreign = refuseForeign(value);
  if (foreign !== undefined) return failure(foreign);
  const oversized = refuseOversized(value as Readonly<Record<string, unknown>>);
  if (oversized !== undefined) return failure(oversized);
  const parsed = Scenario.safeParse(value);
  if (!parsed.success) return failure(firstOf(schemaIssues(parsed.error)));
  const [broken] = checkReferences(parsed.data);
  return broken === undefined ? success(parsed.data) : failure(broken);
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

/** Why a value is no scenario of a version that can be read; undefined when it says it is one. */
function refuseForeign(value: unknown): Refusal | undefined {
  const { format, schemaVersion } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly format?: unknown;
    readonly schemaVersion?: unknown;
  };
  if (format !== SCENARIO_FORMAT) {
    return {
      code: 'file-foreign',
      message: `This is not a Fleetwright scenario: its "format" is not "${SCENARIO_FORMAT}".`,
      path: 'format',
      params: { expected: SCENARIO_FORMAT },
    };
  }
  if (schemaVersion === SCENARIO_VERSION) return undefined;
  const newer = typeof schemaVersion === 'number' && schemaVersion > SCENARIO_VERSION;
  const found =
    typeof schemaVersion === 'number' ? schemaVersion : JSON.stringify(schemaVersion ?? null).slice(0, 40);
  return {
    code: newer ? 'file-newer' : 'file-version-unknown',
    message: newer
      ? `The scenario was saved by a newer Fleetwright (version ${found} of the format; this one reads ${SCENARIO_VERSION}).`
      : `The scenario has version ${found} of the format, which does not exist.`,
    path: 'schemaVersion',
    params: { found, reads: SCENARIO_VERSION },
  };
}

const counted = ['racks', 'devices', 'workloads', 'deployments', 'groups'] as const;

/** Counted before the schema looks at each entry, so that a hostile file costs little. */
function refuseOversized(value: Readonly<Record<string, unknown>>): Refusal | undefined {
  for (const kind of counted) {
    const entries = value[kind];
    const count = typeof entries === 'object' && entries !== null ? Object.keys(entries).length : 0;
    const limit = scenarioLimits[kind];
    if (count > limit) {
      return {
        code: 'scenario-too-many',
        message: `The scenario has ${count} ${kind}; at most ${limit} can be planned.`,
        path: kind,
        limit,
        demand: count,
        params: { kind, count, limit },
      };
    }
  }
  return undefined;
}

function firstOf(issues: ReturnType<typeof schemaIssues>): Refusal {
  const { path, reason } = issues[0] ?? { path: '', reason: 'it does not match the schema' };
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return {
    code: 'scenario-invalid',
    message: `This is not a readable scenario: ${path}: ${reason}${others}`,
    path,
    params: { path, reason: `${reason}${others}` },
  };
}
