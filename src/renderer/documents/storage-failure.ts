import { Dexie } from 'dexie';

/** What can go wrong with the storage, told apart because each asks something else of the user. */
export type StorageFailure =
  /** The disk or the share that this origin may use is full. */
  | 'full'
  /** There is too little room even to open the database. */
  | 'noRoom'
  /** The database was made by a newer version of the app. */
  | 'newer'
  /** Another window holds the database in an older version. */
  | 'blocked'
  /** Another window upgraded the database; this one must reload. */
  | 'outdated'
  /** Another window works with the library now. */
  | 'elsewhere'
  /** The platform offers no database, for example in a private window. */
  | 'unavailable'
  | 'unknown';

const byName: Readonly<Record<string, StorageFailure>> = {
  QuotaExceededError: 'full',
  VersionError: 'newer',
  DatabaseClosedError: 'outdated',
  MissingAPIError: 'unavailable',
  InvalidAccessError: 'unavailable',
  SecurityError: 'unavailable',
};

/** Which failure an exception of the database means; Dexie wraps the cause in `inner`. */
export function storageFailureOf(error: unknown): StorageFailure {
  const seen = new Set<unknown>();
  let cause = error;
  while (cause instanceof Error && !seen.has(cause)) {
    seen.add(cause);
    const known = byName[cause.name];
    if (known && !(known === 'outdated' && cause instanceof Dexie.DexieError && cause.inner)) return known;
    cause = (cause as { readonly inner?: unknown }).inner;
  }
  return 'unknown';
}
