import type { Refusal } from '#shared/refusal/refusal';
import type { z } from '#shared/schema/zod';

/**
 * Documents and records that are kept carry the version of their form. What an earlier version wrote is led to the
 * present one step by step when it is read; what a newer one wrote is refused and left as it is.
 */

/** An object whose shape nobody has checked yet. A migration touches only what it recognises and lets the rest be. */
export type Unchecked = Readonly<Record<string, unknown>>;

/** Leads a document from one version of its form to the next. Pure; one that was released is never edited. */
export type Migration = (document: Unchecked) => Unchecked;

export interface VersionedForm {
  /** What is kept in this form, for messages. */
  readonly what: string;
  /** The version that is written, and the newest that is read. */
  readonly version: number;
  /** By the version that each leads on from; there is one for every version before the present one. */
  readonly migrations: Readonly<Record<number, Migration>>;
}

export const isUnchecked = (value: unknown): value is Unchecked =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A migration of every entry of a record; what is no object stays for the schema to refuse. */
export function migratedEntries(entries: unknown, migrate: Migration): unknown {
  if (!isUnchecked(entries)) return entries;
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [key, isUnchecked(entry) ? migrate(entry) : entry]),
  );
}

/** Why a version cannot be read: it is newer than this program, or there never was one. */
export function refuseVersion({ what, version }: VersionedForm, found: unknown): Refusal | undefined {
  if (isVersion(found) && found <= version) return undefined;
  const newer = typeof found === 'number' && found > version;
  const shown = typeof found === 'number' ? found : JSON.stringify(found ?? null).slice(0, 40);
  return {
    code: newer ? 'file-newer' : 'file-version-unknown',
    message: newer
      ? `The ${what} was made by a newer Fleetwright (version ${shown} of the format; this one reads ${version}). Update Fleetwright to open it.`
      : `The ${what} has version ${shown} of the format, which does not exist.`,
    path: 'schemaVersion',
    params: { what, found: shown, reads: version },
  };
}

export const isNewer = ({ code }: Pick<Refusal, 'code'>): boolean => code === 'file-newer';

const isVersion = (found: unknown): found is number =>
  typeof found === 'number' && Number.isInteger(found) && found >= 1;

/** A document of this or an earlier version in the present form, not yet checked against its schema. */
export function migrated(form: VersionedForm, document: Unchecked, from: number): Unchecked {
  let current = document;
  for (let version = from; version < form.version; version += 1) {
    const migrate = form.migrations[version];
    if (migrate === undefined) throw new RangeError(`No migration of a ${form.what} from version ${version}`);
    current = migrate(current);
  }
  return current;
}

/** What a row of the database holds of one record, and in which version; rows of version 1 do not say so. */
export interface KeptRow {
  readonly record: unknown;
  readonly formVersion?: number | undefined;
}

/** Whether a row was written by a newer Fleetwright, so that it is neither read nor written over. */
export const isKeptByNewer = (
  { version }: VersionedForm,
  { formVersion = 1 }: Pick<KeptRow, 'formVersion'>,
): boolean => formVersion > version;

/** The record that a row holds, in the present form; undefined where it is damaged or newer than this program. */
export function readKept<Value>(
  form: VersionedForm,
  schema: z.ZodType<Value>,
  { record, formVersion = 1 }: KeptRow,
): Value | undefined {
  if (refuseVersion(form, formVersion) !== undefined || !isUnchecked(record)) return undefined;
  return schema.safeParse(migrated(form, record, formVersion)).data;
}
