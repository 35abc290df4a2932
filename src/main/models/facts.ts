import { nearestId } from '#shared/schema/nearest-id';

/** What is wrong with a configuration: which key, and why. */
export interface ConfigFault {
  readonly path: string;
  readonly reason: string;
}

/** What a reader of a configuration takes down on its way: faults, keys that were read, values that had to be assumed. */
export interface Notes {
  readonly faults: ConfigFault[];
  readonly read: Set<string>;
  readonly assumed: string[];
}

export const newNotes = (): Notes => ({ faults: [], read: new Set(), assumed: [] });

type Keys = string | readonly string[];
export type Raw = Readonly<Record<string, unknown>>;

interface CountWanted {
  readonly least?: number;
  readonly most?: number;
  /** What holds where no key says it; without one the key must be there. */
  readonly otherwise?: number;
}

const MOST = 1_000_000_000;

/**
 * The keys of a configuration, read with checks: what is missing or impossible becomes a fault with its path and a value of 1 takes its
 * place, so that one reading names all faults. Keys are tried in turn; a dot leads into an object.
 */
export interface Facts {
  readonly raw: Raw;
  readonly notes: Notes;
  /** Whether one of the keys holds a value other than null. */
  readonly has: (keys: Keys) => boolean;
  readonly value: (keys: Keys) => unknown;
  readonly count: (keys: Keys, wanted?: CountWanted) => number;
  /** A number of at least 0 where a key holds one. */
  readonly maybeCount: (keys: Keys) => number | undefined;
  readonly flag: (keys: Keys, otherwise: boolean) => boolean;
  readonly text: (keys: Keys) => string | undefined;
  /** A list of numbers or words, as it stands. */
  readonly list: (keys: Keys) => readonly unknown[] | undefined;
  readonly object: (keys: Keys) => Facts | undefined;
  readonly fault: (key: string, reason: string) => void;
}

export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an object of a configuration; `place` is its path in the file and `usual` holds what its software assumes for absent keys. */
export function factsOf(
  raw: Raw,
  { place, usual, notes }: { readonly place: string; readonly usual: Raw; readonly notes: Notes },
): Facts {
  const pathOf = (key: string): string => (place === '' ? key : `${place}.${key}`);
  const fault = (key: string, reason: string): void => {
    notes.faults.push({ path: pathOf(key), reason });
  };
  const find = (keys: Keys): { readonly key: string; readonly value: unknown } | undefined => {
    const each = typeof keys === 'string' ? [keys] : keys;
    for (const source of [raw, usual]) {
      for (const key of each) {
        const value = valueIn(source, key);
        if (value === undefined || value === null) continue;
        notes.read.add(pathOf(key));
        return { key, value };
      }
    }
    return undefined;
  };
  const checkedCount = (key: string, value: unknown, { least = 1, most = MOST }: CountWanted): number => {
    if (typeof value !== 'number') fault(key, `must be a whole number, not ${shown(value)}`);
    else if (!Number.isInteger(value)) fault(key, `must be a whole number, not ${value}`);
    else if (value < least) fault(key, `must be at least ${least}, not ${value}`);
    else if (value > most) fault(key, `must be at most ${most}, not ${value}`);
    else return value;
    return Math.max(1, least);
  };
  return {
    raw,
    notes,
    fault,
    has: (keys) => find(keys) !== undefined,
    value: (keys) => find(keys)?.value,
    count: (keys, wanted = {}) => {
      const found = find(keys);
      if (found !== undefined) return checkedCount(found.key, found.value, wanted);
      if (wanted.otherwise !== undefined) return wanted.otherwise;
      const [name = ''] = typeof keys === 'string' ? [keys] : keys;
      fault(name, missing(name, raw));
      return Math.max(1, wanted.least ?? 1);
    },
    maybeCount: (keys) => {
      const found = find(keys);
      return found === undefined ? undefined : checkedCount(found.key, found.value, { least: 0 });
    },
    flag: (keys, otherwise) => {
      const found = find(keys);
      if (found === undefined) return otherwise;
      if (typeof found.value === 'boolean') return found.value;
      if (found.value === 0 || found.value === 1) return found.value === 1;
      fault(found.key, `must be true or false, not ${shown(found.value)}`);
      return otherwise;
    },
    text: (keys) => {
      const found = find(keys);
      return typeof found?.value === 'string' ? found.value : undefined;
    },
    list: (keys) => {
      const found = find(keys);
      return Array.isArray(found?.value) ? (found.value as readonly unknown[]) : undefined;
    },
    object: (keys) => {
      const found = find(keys);
      return isRaw(found?.value)
        ? factsOf(found.value, { place: pathOf(found.key), usual: {}, notes })
        : undefined;
    },
  };
}

/** A value of a file in a message, short. */
export const shown = (value: unknown): string =>
  ((JSON.stringify(value) as string | undefined) ?? 'nothing').slice(0, 60);

/** That a key is missing, with the key that may have been meant by another name. */
function missing(name: string, raw: Raw): string {
  const nearest = nearestId(
    name,
    Object.keys(raw).filter((key) => key !== name),
  );
  const alike = nearest !== undefined && nearest.slice(0, 4) === name.slice(0, 4);
  return alike ? `is missing; did “${nearest}” mean it?` : 'is missing';
}

function valueIn(raw: Raw, key: string): unknown {
  let value: unknown = raw;
  for (const name of key.split('.')) {
    if (!isRaw(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
