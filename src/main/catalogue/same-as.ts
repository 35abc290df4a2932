import { failure, success, type Result } from '#shared/result';

/** What a file's entries are before they are checked. */
export type RawEntries = ReadonlyMap<string, readonly unknown[]>;

interface Expansion {
  readonly all: RawEntries;
  readonly faults: { readonly path: readonly (string | number)[]; readonly reason: string }[];
}

/**
 * Replaces `{ "sameAs": "kind/id/field" }` by what stands there, so that a value that many entries share, such as a
 * country's grid for its states, is written once. The target must be a value of its own, not another reference.
 */
export function expandSameAs(kind: string, all: RawEntries): Result<readonly unknown[], Expansion['faults']> {
  const expansion: Expansion = { all, faults: [] };
  const entries = (all.get(kind) ?? []).map((entry, index) => expand(entry, ['entries', index], expansion));
  return expansion.faults.length === 0 ? success(entries) : failure(expansion.faults);
}

function expand(value: unknown, path: readonly (string | number)[], expansion: Expansion): unknown {
  if (Array.isArray(value)) return value.map((item, index) => expand(item, [...path, index], expansion));
  if (!isObject(value)) return value;
  if ('sameAs' in value) return target(value['sameAs'], path, expansion);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, expand(item, [...path, key], expansion)]),
  );
}

function target(address: unknown, path: readonly (string | number)[], expansion: Expansion): unknown {
  const found = typeof address === 'string' ? valueAt(address, expansion.all) : undefined;
  if (found !== undefined && !(isObject(found) && 'sameAs' in found)) return found;
  const reason = `"sameAs" must name another value of the catalogue as kind/id/field, not ${JSON.stringify(address)}`;
  expansion.faults.push({ path, reason });
  return undefined;
}

function valueAt(address: string, all: RawEntries): unknown {
  const [kind = '', id = '', field = ''] = address.split('/');
  let value: unknown = all.get(kind)?.find((entry) => isObject(entry) && entry['id'] === id);
  for (const name of field.split('.')) {
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
