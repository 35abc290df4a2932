import { z } from '#shared/schema/zod';

/**
 * What crosses between the documents and the backups kept as files. A backup lists rows of the database by table, key
 * and digest; the rows themselves are texts that only the documents read, so that a backup holds whatever the database
 * held, also what this version cannot read.
 */

/** The random name of a library, kept in its database. */
export const LibraryId = z.uuid().regex(/^[0-9a-f-]+$/);

/** The name of a folder of backups: of a library, or of a file that was taken in. It has no separators. */
export const BackupFolder = z.string().regex(/^[a-z0-9][a-z0-9-]{2,63}$/);

/** SHA-256 of a row's text, in hexadecimal. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A library and one of its backups; looked up among those there are, never made into a path. */
export const BackupId = z.string().regex(/^[a-z0-9][a-z0-9-]{2,63}\/[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/);

const count = z.int().min(0);

/** What a list shows of a row without reading it. */
export const BackupLabel = z.strictObject({
  name: z.string().max(300).optional(),
  racks: count.optional(),
  devices: count.optional(),
  /** When it was changed last, in milliseconds. */
  at: z.number().min(0).optional(),
  /** Set for a scenario that had been deleted. */
  deleted: z.literal(true).optional(),
  /** The scenario that a version belongs to. */
  of: z.string().max(300).optional(),
});
export type BackupLabel = Readonly<z.infer<typeof BackupLabel>>;

export const BackupEntry = z.strictObject({
  table: z.string().regex(/^[A-Za-z]{1,40}$/),
  key: z.string().min(1).max(1_000),
  digest: Digest,
  /** Characters of the row's text. */
  size: count,
  label: BackupLabel.optional(),
});
export type BackupEntry = Readonly<z.infer<typeof BackupEntry>>;

export const backupLimits = {
  /** Rows of one backup. */
  entries: 250_000,
  /** Characters of one row: a scenario file of the largest size that is read. */
  rowCharacters: 64 * 1024 * 1024,
  /** Rows of one message, and the characters after which no further row is put into it. */
  rowsAtOnce: 2_000,
  charactersAtOnce: 8 * 1024 * 1024,
  /** A backup as one file: what can be read again from a file. */
  fileCharacters: 60 * 1024 * 1024,
} as const;

/** How many of each kind a backup holds. */
export interface BackupCounts {
  readonly scenarios: number;
  readonly deleted: number;
  readonly versions: number;
  readonly quotes: number;
  readonly prices: number;
  readonly comparisons: number;
  /** Entries of the user's library. */
  readonly entries: number;
  /** Rows that could not be read when they were backed up, kept as they were. */
  readonly setAside: number;
}

/** `newer`: made by a version of the app whose backups this one does not read. */
export type BackupHealth = 'whole' | 'damaged' | 'newer';

export interface ListedBackup {
  readonly id: string;
  /** What the clock said; the order is that of the list, newest first. */
  readonly at: string | null;
  readonly health: BackupHealth;
  /** How many of its rows cannot be read back. */
  readonly damagedRows: number;
  readonly counts: BackupCounts;
  readonly names: readonly string[];
}

export interface BackedUpLibrary {
  readonly library: string;
  /** `file`: taken from a file that the user chose. `earlier`: made by a version before backups were kept per library. */
  readonly kind: 'library' | 'file' | 'earlier';
  /** The name of the file that it was taken from. */
  readonly file?: string;
  readonly backups: readonly ListedBackup[];
}

export interface BackupList {
  /** The folder in words for the user. */
  readonly folder: string;
  readonly libraries: readonly BackedUpLibrary[];
}

export interface ReadBackup extends ListedBackup {
  readonly library: string;
  readonly entries: readonly (BackupEntry & { readonly damaged: boolean })[];
}

/** A row of a backup as it was written; null where it is gone or damaged. */
export interface BackupRow {
  readonly digest: string;
  readonly text: string | null;
}

export type BackUpOutcome =
  | { readonly kind: 'kept'; readonly at: string }
  /** Rows that the backups do not hold yet, or no longer whole; they are sent, and then the backup is asked for again. */
  | { readonly kind: 'missing'; readonly digests: readonly string[] };

export function countsOf(entries: readonly BackupEntry[]): BackupCounts {
  const counts = {
    scenarios: 0,
    deleted: 0,
    versions: 0,
    quotes: 0,
    prices: 0,
    comparisons: 0,
    entries: 0,
    setAside: 0,
  };
  for (const { table, key, label } of entries) {
    if (table === 'scenarios') counts[label?.deleted ? 'deleted' : 'scenarios'] += 1;
    else if (table === 'versions') counts.versions += 1;
    else if (table === 'quotes') counts.quotes += 1;
    else if (table === 'quarantine') counts.setAside += 1;
    else if (key.startsWith('prices/')) counts.prices += 1;
    else if (key.startsWith('comparisons/')) counts.comparisons += 1;
    else if (key.startsWith('library/')) counts.entries += 1;
  }
  return counts;
}
