/**
 * The value of a record under a key that may come from anywhere: nothing that records inherit, such as `constructor`,
 * is found.
 */
export const ownValue = <Key extends string, Value>(
  record: Readonly<Record<Key, Value>>,
  key: string,
): Value | undefined => (Object.hasOwn(record, key) ? record[key as Key] : undefined);

/** Whether a value is an object with keys, as JSON has them; a list is none. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a tree of objects holds under keys that follow each other; undefined where one of them is missing. */
export const valueAt = (tree: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null
        ? ownValue(node as Readonly<Record<string, unknown>>, key)
        : undefined,
    tree,
  );
