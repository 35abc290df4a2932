import type { Refusal } from '../refusal';
import { failure, success, type Result } from '../result';
import { isUnchecked, migrated, migratedEntries, refuseVersion } from '../versioned';
import type { Migration, Unchecked, VersionedForm } from '../versioned';
import { SCENARIO_FORMAT, SCENARIO_VERSION } from './schema';

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

/** Every version of the scenario document, and how each leads to the next. */
export const scenarioForm: VersionedForm = {
  what: 'scenario',
  version: SCENARIO_VERSION,
  migrations: { 1: toVersion2 },
};

/** A scenario in the present version, not yet checked; refused where it is none or was made by a newer Fleetwright. */
export function upgradedScenario(value: unknown): Result<Unchecked, Refusal> {
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
