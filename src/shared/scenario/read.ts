import { type JsonFault, type JsonProblem, readJson } from '#shared/json/read';
import {
  isUnchecked,
  migrated,
  migratedEntries,
  type Migration,
  refuseVersion,
  type Unchecked,
  type VersionedForm,
} from '#shared/json/versioned';
import { failure, fileTooLarge, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { z } from '#shared/schema/zod';
import { checkedScenario, refusalOfRead } from './check';
import { Scenario, SCENARIO_FORMAT, SCENARIO_VERSION } from './schema';
import { counted } from '#shared/text/plural';

/** What the estimate of a deployment could say in version 1, whose readers passed over every other key. */
const estimateKeys: ReadonlySet<string> = new Set([
  'hardware',
  'devices',
  'tensorParallel',
  'pipelineParallel',
  'model',
  'weights',
  'kv',
  'engine',
  'mode',
  'batch',
  'input',
  'output',
  'requestsPerSecond',
  'powerCapWatts',
]);

const withoutUnreadKeys: Migration = (estimate) =>
  Object.fromEntries(Object.entries(estimate).filter(([key]) => estimateKeys.has(key)));

/**
 * Version 2 has groups of devices in every scenario, as it has racks and workloads, and refuses keys of an estimate
 * that nothing reads. Version 1 passed over such keys, so that dropping them changes no plan.
 */
const toVersion2: Migration = (scenario) => ({
  ...scenario,
  ...(scenario['groups'] === undefined ? { groups: {} } : {}),
  deployments: migratedEntries(scenario['deployments'] ?? {}, (deployment) =>
    isUnchecked(deployment['estimate'])
      ? { ...deployment, estimate: withoutUnreadKeys(deployment['estimate']) }
      : deployment,
  ),
});

/** Version 3 only takes more: what version 2 says means the same. */
const toVersion3: Migration = (scenario) => scenario;

/** Version 4 takes racks of up to 100 U, their sites, and supplies that are assumed: it too only takes more. */
const toVersion4: Migration = (scenario) => scenario;

/**
 * Version 5 has strips in the path of power and a code of practice for the site. A share of the breaker that an earlier
 * version names stays; one that it leaves out follows the code, since 80 % is no rule of IEC 60364.
 */
const toVersion5: Migration = (scenario) => scenario;

/** Every version of the scenario document, and how each leads to the next. */
export const scenarioForm: VersionedForm = {
  what: 'scenario',
  version: SCENARIO_VERSION,
  migrations: { 1: toVersion2, 2: toVersion3, 3: toVersion4, 4: toVersion5 },
};

/** A scenario in the present version, not yet checked; refused where it is none or was made by a newer Fleetwright. */
function upgradedScenario(value: unknown): Result<Unchecked, Refusal> {
  const { format, schemaVersion } = isUnchecked(value)
    ? value
    : { format: undefined, schemaVersion: undefined };
  if (!isUnchecked(value) || format !== SCENARIO_FORMAT) return failure(foreign);
  const refusal = refuseVersion(scenarioForm, schemaVersion);
  if (refusal !== undefined) return failure(refusal);
  if (schemaVersion === SCENARIO_VERSION) return success(value);
  return success({
    ...migrated(scenarioForm, value, schemaVersion as number),
    schemaVersion: SCENARIO_VERSION,
  });
}

/** The same for every scenario inside a value, such as the terms of a request. */
export function withScenariosUpgraded(value: unknown): Result<unknown, Refusal> {
  if (isUnchecked(value) && value['format'] === SCENARIO_FORMAT) return upgradedScenario(value);
  if (Array.isArray(value)) {
    const parts = value.map(withScenariosUpgraded);
    const refused = parts.find((part) => !part.ok);
    return refused ?? success(parts.map((part) => (part.ok ? part.value : undefined)));
  }
  if (!isUnchecked(value)) return success(value);
  const upgraded: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    const part = withScenariosUpgraded(entry);
    if (!part.ok) return part;
    upgraded[key] = part.value;
  }
  return success(upgraded);
}

const foreign: Refusal = {
  code: 'file-foreign',
  message: `This is not a Fleetwright scenario: its "format" is not "${SCENARIO_FORMAT}".`,
  path: 'format',
  params: { expected: SCENARIO_FORMAT },
};

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
        ? { code: 'file-ends-early', message: `The file is incomplete: it ends at ${place}.`, params }
        : { code: 'file-not-json', message: `The file is not JSON: unexpected ${key} at ${place}.`, params };
    case 'too-deep':
      return {
        code: 'file-too-deep',
        message: `The file nests deeper than ${counted(Number(found), 'level')} at ${place}.`,
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

const earlierVersions = Array.from({ length: SCENARIO_VERSION - 1 }, (_, index) => index + 1);

/** A scenario of an earlier version that is never edited again: kept to the letter, since a checksum is taken of it. */
const EarlierScenario = z
  .looseObject({ format: z.literal(SCENARIO_FORMAT), schemaVersion: z.literal(earlierVersions) })
  .superRefine((value, context) => {
    const read = readScenarioValue(value);
    if (!read.ok) context.addIssue({ code: 'custom', message: read.error.message });
  });

/** The scenario that a quote was made from. It stays in the version that it was frozen in. */
export const FrozenScenario = z.discriminatedUnion('schemaVersion', [Scenario, EarlierScenario]);
export type FrozenScenario = Readonly<z.infer<typeof FrozenScenario>>;

/** The scenario that was frozen, in the present version. */
export function thawed(frozen: FrozenScenario): Scenario {
  const read = readScenarioValue(frozen);
  if (!read.ok) throw new TypeError(read.error.message);
  return read.value;
}
