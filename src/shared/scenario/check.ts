import { ownValue } from '#shared/schema/own-value';
import { isUnchecked, type Unchecked } from '#shared/json/versioned';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { schemaIssues, z } from '#shared/schema/zod';
import { collections, entrySchemas, fieldSchema } from './changes';
import { Scenario, scenarioLimits } from './schema';

/** A place in a scenario: a field, and of a record the key of an entry; what lies deeper belongs to it. */
type Path = readonly (string | number)[];

/** The places that a check looks at. */
interface Places {
  readonly fields: readonly string[];
  readonly touches: (field: string) => boolean;
  /** The keys that are looked at of a record; undefined where all are. */
  readonly keys: (field: string) => ReadonlySet<string> | undefined;
}

const everywhere: Places = { fields: [], touches: () => true, keys: () => undefined };

function placesOf(paths: readonly Path[]): Places {
  const touched = new Map<string, Set<string> | undefined>();
  for (const [field = '', key] of paths) {
    const name = String(field);
    if (key === undefined) touched.set(name, undefined);
    else if (!touched.has(name)) touched.set(name, new Set([String(key)]));
    else touched.get(name)?.add(String(key));
  }
  return {
    fields: [...touched.keys()],
    touches: (field) => touched.has(field),
    keys: (field) => touched.get(field),
  };
}

/** What is wrong with a scenario. */
type ScenarioFault =
  | { readonly kind: 'too-many'; readonly field: string; readonly count: number; readonly limit: number }
  | { readonly kind: 'invalid'; readonly path: string; readonly reason: string }
  /** A device without its rack, named as the user knows it. */
  | {
      readonly kind: 'stray-device';
      readonly path: string;
      readonly reason: string;
      readonly device: string;
    };

/**
 * The first thing that a scenario of the right shape gets wrong within itself: keys that are not the id of their entry,
 * devices without a rack, feeds of one rack with the same id, deployments of workloads that do not exist. What it takes
 * from the catalogue is not looked at here; a plan names that.
 */
const brokenReference = (scenario: Scenario, places: Places): ScenarioFault | undefined =>
  misnamed(scenario, places) ??
  strayDevice(scenario, places) ??
  repeatedFeed(scenario, places) ??
  strayDeployment(scenario, places) ??
  strayMember(scenario, places);

const broken = (path: string, reason: string): ScenarioFault => ({ kind: 'invalid', path, reason });

function misnamed(scenario: Scenario, places: Places): ScenarioFault | undefined {
  for (const path of collections) {
    const [field = ''] = path;
    if (!places.touches(field)) continue;
    const entries = path.reduce<unknown>(
      (part, name) => (isUnchecked(part) ? part[name] : undefined),
      scenario,
    );
    if (!isUnchecked(entries)) continue;
    const keys = path.length === 1 ? places.keys(field) : undefined;
    for (const key of keys ?? Object.keys(entries)) {
      const entry = entries[key];
      if (isUnchecked(entry) && entry['id'] !== key) {
        const place = `${path.join('.')}.${key}.id`;
        return broken(place, `the entry is filed under "${key}" but calls itself "${String(entry['id'])}"`);
      }
    }
  }
  return undefined;
}

/** The entries of a record at the places that are looked at; all of them where what they refer to was touched. */
function* entriesAt<Entry>(
  entries: Readonly<Record<string, Entry>>,
  {
    places,
    field,
    refersTo,
  }: { readonly places: Places; readonly field: string; readonly refersTo?: string },
): Generator<Entry> {
  const all = refersTo !== undefined && places.touches(refersTo);
  if (!all && !places.touches(field)) return;
  const keys = all ? undefined : places.keys(field);
  for (const key of keys ?? Object.keys(entries)) {
    const entry = ownValue(entries, key);
    if (entry !== undefined) yield entry;
  }
}

function strayDevice({ devices, racks }: Scenario, places: Places): ScenarioFault | undefined {
  for (const device of entriesAt(devices, { places, field: 'devices', refersTo: 'racks' })) {
    const { id, rack, name } = device;
    if (Object.hasOwn(racks, rack)) continue;
    const path = `devices.${id}.rack`;
    return { kind: 'stray-device', path, reason: `there is no rack "${rack}"`, device: name };
  }
  return undefined;
}

function repeatedFeed({ racks }: Scenario, places: Places): ScenarioFault | undefined {
  for (const { id: rack, feeds } of entriesAt(racks, { places, field: 'racks' })) {
    const known = new Set<string>();
    for (const [index, { id }] of feeds.entries()) {
      if (known.has(id)) {
        return broken(`racks.${rack}.feeds[${index}].id`, `another feed of the rack is called "${id}" too`);
      }
      known.add(id);
    }
  }
  return undefined;
}

function strayDeployment({ deployments, workloads }: Scenario, places: Places): ScenarioFault | undefined {
  const looked = entriesAt(deployments, { places, field: 'deployments', refersTo: 'workloads' });
  for (const { id, workload } of looked) {
    if (workload !== undefined && !Object.hasOwn(workloads, workload)) {
      return broken(`deployments.${id}.workload`, `there is no workload "${workload}"`);
    }
  }
  return undefined;
}

function strayMember({ devices, groups }: Scenario, places: Places): ScenarioFault | undefined {
  for (const { id, group } of entriesAt(devices, { places, field: 'devices', refersTo: 'groups' })) {
    if (group !== undefined && !Object.hasOwn(groups, group)) {
      return broken(`devices.${id}.group`, `there is no group "${group}"`);
    }
  }
  return undefined;
}

/**
 * Whether a value is a scenario: how much there is of it, the shape of its parts, and what they say of one another.
 * Reading checks all of it, an edit only the places it touched, by the same rules, so that what an edit leaves behind
 * can be read again.
 */

/** A scenario in the present version of its form, or what is wrong with it. */
export function checkedScenario(value: Unchecked): Result<Scenario, ScenarioFault> {
  // Counted before the schema looks at each entry, so that a hostile file costs little.
  const oversized = tooMany(value, everywhere);
  if (oversized !== undefined) return failure(oversized);
  const parsed = Scenario.safeParse(value);
  if (!parsed.success) return failure(invalid(parsed.error));
  const broken = brokenReference(parsed.data, everywhere);
  return broken === undefined ? success(parsed.data) : failure(broken);
}

/** What is wrong at the places of a scenario that an edit touched; the rest is as it was when it was checked. */
export function faultAt(scenario: Scenario, touched: readonly Path[]): ScenarioFault | undefined {
  const places = placesOf(touched);
  return tooMany(scenario, places) ?? misshapen(scenario, places) ?? brokenReference(scenario, places);
}

const counted: readonly string[] = collections.flatMap(([field = '', ...deeper]) =>
  deeper.length === 0 && Object.hasOwn(scenarioLimits, field) ? [field] : [],
);

function tooMany(scenario: Unchecked, places: Places): ScenarioFault | undefined {
  for (const field of counted) {
    const entries = places.touches(field) ? scenario[field] : undefined;
    const count = isUnchecked(entries) ? Object.keys(entries).length : 0;
    const limit = scenarioLimits[field as keyof typeof scenarioLimits];
    if (count > limit) return { kind: 'too-many', field, count, limit };
  }
  return undefined;
}

function misshapen(scenario: Scenario, places: Places): ScenarioFault | undefined {
  for (const field of places.fields) {
    const value = (scenario as Unchecked)[field];
    const keys = places.keys(field);
    const schemas = keys && entrySchemas(field);
    const fault =
      schemas && isUnchecked(value)
        ? misshapenEntry(field, value, { keys, ...schemas })
        : misshapenField(scenario, field);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

interface TouchedEntries {
  readonly keys: Iterable<string>;
  readonly key: z.ZodType;
  readonly entry: z.ZodType;
}

function misshapenEntry(
  field: string,
  entries: Unchecked,
  { keys, key: keySchema, entry: entrySchema }: TouchedEntries,
): ScenarioFault | undefined {
  for (const key of keys) {
    if (!Object.hasOwn(entries, key)) continue;
    const parsed = z.tuple([keySchema, entrySchema]).safeParse([key, entries[key]]);
    if (parsed.success) continue;
    const issues = parsed.error.issues.map((issue) => ({
      ...issue,
      path: [field, key, ...issue.path.slice(1)],
    }));
    return invalid({ issues });
  }
  return undefined;
}

function misshapenField(scenario: Scenario, field: string): ScenarioFault | undefined {
  const schema = fieldSchema(field);
  // A field that the schema does not have: the schema of the whole says so.
  const parsed =
    schema === undefined ? Scenario.safeParse(scenario) : fieldOf(field, schema).safeParse(scenario);
  return parsed.success ? undefined : invalid(parsed.error);
}

const fieldOf = (field: string, schema: z.ZodType) =>
  // What is left out of a file is filled in when it is read; in a scenario at hand it must stand.
  z.object({ [field]: schema instanceof z.ZodOptional ? schema : z.nonoptional(schema) });

function invalid(error: Pick<z.core.$ZodError, 'issues'>): ScenarioFault {
  const issues = schemaIssues(error);
  const { path, reason } = issues[0] ?? { path: '', reason: 'it does not match the schema' };
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return { kind: 'invalid', path, reason: `${reason}${others}` };
}

/** Why a scenario that was read is none. */
export function refusalOfRead(fault: ScenarioFault): Refusal {
  if (fault.kind === 'too-many') return refusalOfCount(fault);
  const { path, reason } = fault;
  return {
    code: 'scenario-invalid',
    message: `This is not a readable scenario: ${path}: ${reason}`,
    path,
    params: { path, reason },
  };
}

/** Why an edit is not made. */
export function refusalOfEdit(fault: ScenarioFault): Refusal {
  if (fault.kind === 'too-many') return refusalOfCount(fault);
  const { path, reason } = fault;
  if (fault.kind === 'stray-device') {
    return {
      code: 'edit-stray-device',
      message: `${fault.device} would be in a rack that does not exist.`,
      path,
      params: { device: fault.device },
    };
  }
  return {
    code: 'edit-invalid',
    message: `This change is not possible: ${path}: ${reason}`,
    path,
    params: { path, reason },
  };
}

const refusalOfCount = ({
  field: kind,
  count,
  limit,
}: Extract<ScenarioFault, { readonly kind: 'too-many' }>): Refusal => ({
  code: 'scenario-too-many',
  message: `The scenario has ${count} ${kind}; at most ${limit} can be planned.`,
  path: kind,
  limit,
  demand: count,
  params: { kind, count, limit },
});
