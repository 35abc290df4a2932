import { isRecord } from '#shared/schema/own-value';
import type { Scenario } from './schema';

/** Something that stands in one of two scenarios only, or in both but otherwise. */
export interface EntryDifference {
  readonly kind: 'added' | 'removed' | 'moved' | 'changed';
  readonly part: (typeof comparedParts)[number];
  readonly id: string;
  readonly name: string;
  /** What of it differs, by field; empty where it stands in one only. */
  readonly fields: readonly FieldDifference[];
}

export interface FieldDifference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface ScenarioDifference {
  readonly entries: readonly EntryDifference[];
  /** Fields of the scenario itself, such as `finance.years` or `site.preset`. */
  readonly fields: readonly FieldDifference[];
}

/** What holds entries by id; every other field of the schema is compared as a whole, field by field. */
export const comparedParts = ['racks', 'devices', 'groups', 'workloads', 'deployments'] as const;
const places: readonly string[] = ['rack', 'position', 'face', 'row', 'place'];

/** An amount says nothing without its currency, so that both stay together. */
const isMoney = (value: Readonly<Record<string, unknown>>): boolean =>
  'amount' in value && 'currency' in value;

/** Entries of a list by their ids, where all have one; order among such entries says nothing. */
const byId = (value: unknown): unknown =>
  Array.isArray(value) && value.every((entry) => isRecord(entry) && typeof entry['id'] === 'string')
    ? Object.fromEntries((value as readonly { readonly id: string }[]).map((entry) => [entry.id, entry]))
    : value;

/** Every leaf in which two values differ, by its path. */
function fieldsBetween(was: unknown, is: unknown, path = ''): readonly FieldDifference[] {
  if (was === is) return [];
  const [before, after] = [byId(was), byId(is)];
  if (isRecord(before) && isRecord(after) && !isMoney(before) && !isMoney(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) =>
      fieldsBetween(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

/** What changed from one scenario to another: entries by their id, then the fields of the scenario itself. */
export function scenarioDifference(before: Scenario, after: Scenario): ScenarioDifference {
  const entries = comparedParts.flatMap((part) => {
    const [old, now]: readonly Readonly<Record<string, { readonly name: string }>>[] = [
      before[part],
      after[part],
    ];
    const ids = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].sort();
    return ids.flatMap((id): EntryDifference[] => {
      const [was, is] = [old?.[id], now?.[id]];
      const entry = { part, id, name: (is ?? was)?.name ?? id };
      if (was === undefined) return [{ ...entry, kind: 'added', fields: [] }];
      if (is === undefined) return [{ ...entry, kind: 'removed', fields: [] }];
      const fields = fieldsBetween(was, is);
      if (fields.length === 0) return [];
      const kind = fields.every(({ path }) => places.includes(path)) ? 'moved' : 'changed';
      return [{ ...entry, kind, fields }];
    });
  });
  const rest = (scenario: Scenario) =>
    Object.fromEntries(
      Object.entries(scenario).filter(
        ([key]) => key !== 'id' && !(comparedParts as readonly string[]).includes(key),
      ),
    );
  return { entries, fields: fieldsBetween(rest(before), rest(after)) };
}
