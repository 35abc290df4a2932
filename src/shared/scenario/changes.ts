import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { DeviceId, RackId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { Device, Rack, Scenario, scenarioLimits } from './schema';

/** What follows from the schema of the scenario alone: which of its fields hold entries by id, and what each may hold. */

/** The schema behind the wrappers that say what a field is when it is left out. */
function innermost(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? innermost(schema.unwrap())
    : schema;
}

const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> => {
  const inner = innermost(schema);
  return inner instanceof z.ZodObject ? inner.shape : {};
};

/** The schema of one field of the scenario; undefined where there is no such field. */
export const fieldSchema = (field: string): z.ZodType | undefined =>
  Object.hasOwn(Scenario.shape, field)
    ? (Scenario.shape as Readonly<Record<string, z.ZodType>>)[field]
    : undefined;

/** What the key and the entry of a field must be that holds entries by key; undefined for every other field. */
export function entrySchemas(
  field: string,
): { readonly key: z.ZodType; readonly entry: z.ZodType } | undefined {
  const schema = fieldSchema(field);
  const record = schema && innermost(schema);
  return record instanceof z.ZodRecord
    ? { key: record.keyType as unknown as z.ZodType, entry: record.valueType as unknown as z.ZodType }
    : undefined;
}

/** Paths of every record whose entries carry their own key as `id`. */
function keyedCollections(
  schema: z.core.$ZodType,
  path: readonly string[] = [],
): readonly (readonly string[])[] {
  const inner = innermost(schema);
  if (inner instanceof z.ZodRecord) return 'id' in shapeOf(inner.valueType) ? [path] : [];
  return Object.entries(shapeOf(inner)).flatMap(([field, part]) => keyedCollections(part, [...path, field]));
}

/** Where a scenario files entries under their ids, such as `racks` and `electrical.pdus`. */
export const collections: readonly (readonly string[])[] = keyedCollections(Scenario);

/** What says which document it is; it never changes while the document is edited. */
const identity: readonly string[] = ['format', 'schemaVersion', 'id'];

/** Fields of a schema like the scenario's that are not sent entry by entry. */
export const settingsIn = (schema: z.ZodObject, byEntry: readonly string[]): readonly string[] =>
  Object.keys(schema.shape).filter((field) => !identity.includes(field) && !byEntry.includes(field));

/**
 * What is sent when a scenario that the other side holds was edited: the racks and devices that are new or different,
 * the ids of those that are gone, and whole settings. Edits keep all objects of the document but those they touched,
 * so that what changed is found by comparing objects.
 */

/** What there may be thousands of is sent entry by entry. */
const entryFields = ['racks', 'devices'] as const;

/** Every other field of the schema is sent whole. */
const settingNames = settingsIn(Scenario, entryFields) as readonly (keyof Scenario)[];
const SettingName = z.enum(settingNames);

// A setting that is not named is as it was; a schema with optional fields would fill in defaults for those.
const Settings = z.partialRecord(SettingName, z.unknown()).transform((values, context) => {
  const read: Partial<Record<keyof Scenario, unknown>> = {};
  for (const [field, value] of Object.entries(values)) {
    const parsed = Scenario.shape[field as keyof Scenario].safeParse(value);
    if (parsed.success) read[field as keyof Scenario] = parsed.data;
    else
      for (const issue of parsed.error.issues) context.addIssue({ ...issue, path: [field, ...issue.path] });
  }
  return read as Partial<Scenario>;
});

export const ScenarioChanges = z.strictObject({
  settings: Settings,
  /** Settings that the scenario no longer has. */
  cleared: z.array(SettingName).max(settingNames.length),
  racks: z.strictObject({
    put: z.array(Rack).max(scenarioLimits.racks),
    gone: z.array(RackId).max(scenarioLimits.racks),
  }),
  devices: z.strictObject({
    put: z.array(Device).max(scenarioLimits.devices),
    gone: z.array(DeviceId).max(scenarioLimits.devices),
  }),
});
export type ScenarioChanges = Readonly<z.output<typeof ScenarioChanges>>;

interface EntryChanges<Id, Entry> {
  readonly put: Entry[];
  readonly gone: Id[];
}

function entryChanges<Id extends string, Entry extends { readonly id: Id }>(
  before: Readonly<Record<string, Entry>>,
  after: Readonly<Record<string, Entry>>,
): EntryChanges<Id, Entry> {
  if (before === after) return { put: [], gone: [] };
  const [was, is] = [Object.values(before), Object.values(after)];
  // Most edits keep every entry in its place, and a look at the same place is cheaper than one at the id.
  return {
    put: is.filter((entry, place) => was[place] !== entry && before[entry.id] !== entry),
    gone: was.flatMap(({ id }, place) => (is[place]?.id === id || Object.hasOwn(after, id) ? [] : [id])),
  };
}

/** What leads from one state of a scenario to another; parts that are the same objects count as unchanged. */
export function changesBetween(before: Scenario, after: Scenario): ScenarioChanges {
  const changed = settingNames.filter((field) => before[field] !== after[field]);
  const kept = changed.filter((field) => after[field] !== undefined);
  return {
    settings: Object.fromEntries(kept.map((field) => [field, after[field]])),
    cleared: changed.filter((field) => after[field] === undefined),
    racks: entryChanges(before.racks, after.racks),
    devices: entryChanges(before.devices, after.devices),
  };
}

function withEntries<Id extends string, Entry extends { readonly id: Id }>(
  entries: Readonly<Record<Id, Entry>>,
  { put, gone }: { readonly put: readonly Entry[]; readonly gone: readonly Id[] },
): Readonly<Record<Id, Entry>> {
  if (put.length === 0 && gone.length === 0) return entries;
  const changed: Record<Id, Entry> = { ...entries };
  for (const id of gone) Reflect.deleteProperty(changed, id);
  for (const entry of put) changed[entry.id] = entry;
  return changed;
}

const tooMany = (what: (typeof entryFields)[number], count: number): Refusal => ({
  code: `scenario-too-many-${what}`,
  message: `A scenario has at most ${scenarioLimits[what]} ${what}, not ${count}.`,
  limit: scenarioLimits[what],
  demand: count,
  params: { count, limit: scenarioLimits[what] },
});

/** The scenario after changes; what they do not touch is the very object it was. Refused when it grows too large. */
export function withChanges(scenario: Scenario, changes: ScenarioChanges): Result<Scenario, Refusal> {
  const { settings, cleared, racks, devices } = changes;
  const changed: Scenario = {
    ...scenario,
    ...settings,
    racks: withEntries(scenario.racks, racks),
    devices: withEntries(scenario.devices, devices),
  };
  for (const field of cleared) Reflect.deleteProperty(changed, field);
  for (const what of entryFields) {
    const count = Object.keys(changed[what]).length;
    if (count > scenarioLimits[what]) return failure(tooMany(what, count));
  }
  return success(changed);
}
