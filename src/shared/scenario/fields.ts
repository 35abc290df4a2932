import { z } from '../zod';
import { Scenario } from './schema';

/** What follows from the schema of the scenario alone: which of its fields hold entries by id, and what each may hold. */

/** The schema behind the wrappers that say what a field is when it is left out. */
export function innermost(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? innermost(schema.unwrap())
    : schema;
}

const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> => {
  const inner = innermost(schema);
  return inner instanceof z.ZodObject ? (inner.shape) : {};
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
