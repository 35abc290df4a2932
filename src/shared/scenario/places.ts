/** A place in a scenario: a field, and of a record the key of an entry; what lies deeper belongs to it. */
export type Path = readonly (string | number)[];

/** The places that a check looks at. */
export interface Places {
  readonly fields: readonly string[];
  readonly touches: (field: string) => boolean;
  /** The keys that are looked at of a record; undefined where all are. */
  readonly keys: (field: string) => ReadonlySet<string> | undefined;
}

export const everywhere: Places = { fields: [], touches: () => true, keys: () => undefined };

export function placesOf(paths: readonly Path[]): Places {
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
