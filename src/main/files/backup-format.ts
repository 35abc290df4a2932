import { createHash } from 'node:crypto';
import { BackupEntry, BackupFolder, backupLimits, Digest } from '#shared/storage/backup';
import { z } from '#shared/schema/zod';

export const BACKUP_FORMAT = 'fleetwright-backup';

/** Of manifests and of backups saved as one file; 1 was one file with parsed scenarios. */
export const BACKUP_VERSION = 2;

export const sha256Of = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex');

/** What a backup holds, by reference to rows that are kept once for all backups. */
export interface Manifest {
  readonly library: string;
  readonly sequence: number;
  readonly at: string;
  /** The name of the file that it was taken from. */
  readonly file?: string | undefined;
  readonly entries: readonly BackupEntry[];
}

const ManifestBody = z.object({
  library: BackupFolder,
  sequence: z.int().min(0),
  at: z.iso.datetime(),
  file: z.string().max(300).optional(),
  entries: z.array(BackupEntry.loose()).max(backupLimits.entries),
});

/** Names what a backup holds, whatever the order of its rows and what lists show of them. */
export function stateOf(entries: readonly BackupEntry[]): string {
  const rows = entries.map(({ table, key, digest, label }) =>
    JSON.stringify([table, key, digest, label?.deleted === true]),
  );
  return sha256Of(rows.sort().join('\n'));
}

export function encodeManifest(manifest: Manifest): string {
  const body = JSON.stringify(manifest);
  return `{"format":"${BACKUP_FORMAT}","schemaVersion":${BACKUP_VERSION},"sha256":"${sha256Of(body)}","body":${body}}`;
}

export type Decoded<Value> =
  | { readonly kind: 'whole'; readonly value: Value }
  | { readonly kind: 'damaged' }
  /** Made by a newer version of the app; left as it is. */
  | { readonly kind: 'newer' };

const damaged = { kind: 'damaged' } as const;

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Envelope = z.object({ format: z.literal(BACKUP_FORMAT), schemaVersion: z.int().min(1) });

/** Which version of the format a text is in; undefined where it is no backup, or one that is cut short. */
export function versionOf(value: unknown): number | undefined {
  return Envelope.safeParse(value).data?.schemaVersion;
}

const SealedBody = z.object({ sha256: Digest, body: z.unknown() });

function manifestFrom(value: unknown): Decoded<Manifest> {
  const version = versionOf(value);
  if (version === undefined) return damaged;
  if (version > BACKUP_VERSION) return { kind: 'newer' };
  const sealed = SealedBody.safeParse(value);
  if (!sealed.success || sha256Of(JSON.stringify(sealed.data.body)) !== sealed.data.sha256) return damaged;
  const body = ManifestBody.safeParse(sealed.data.body);
  return body.success ? { kind: 'whole', value: body.data } : damaged;
}

export const decodeManifest = (text: string): Decoded<Manifest> => manifestFrom(parsedJson(text));

/** A backup with all its rows: what is saved as one file, and what a file of an earlier version holds. */
export interface WholeBackup {
  readonly manifest: Manifest;
  readonly rows: ReadonlyMap<string, string>;
}

/** The text of a backup as one file. The rows stand behind the manifest, so that an earlier reader sees what it is. */
export const encodeWhole = ({ manifest, rows }: WholeBackup): string =>
  `${encodeManifest(manifest).slice(0, -1)},"rows":${JSON.stringify([...rows.values()])}}`;

const Rows = z.object({ rows: z.array(z.string()) });

/** A backup from one file of any version, each row checked against its digest. */
export function decodeWhole(text: string): Decoded<WholeBackup> {
  const value = parsedJson(text);
  if (versionOf(value) === 1) return decodeEarlier(value);
  const manifest = manifestFrom(value);
  if (manifest.kind !== 'whole') return manifest;
  const texts = Rows.safeParse(value);
  if (!texts.success) return damaged;
  const rows = new Map(texts.data.rows.map((row) => [sha256Of(row), row]));
  return { kind: 'whole', value: { manifest: manifest.value, rows } };
}

const Earlier = z.object({
  at: z.iso.datetime(),
  sha256: z.string(),
  scenarios: z.array(z.unknown()),
  quotes: z.array(z.unknown()).default([]),
  prices: z.array(z.unknown()).default([]),
  comparisons: z.array(z.unknown()).default([]),
});

type EarlierParts = Pick<z.infer<typeof Earlier>, 'scenarios' | 'quotes' | 'prices' | 'comparisons'>;

/** Of what there is and of no empty part behind it, as each version that wrote such files reckoned it. */
export function earlierChecksum({ scenarios, quotes, prices, comparisons }: EarlierParts): string {
  const parts =
    comparisons.length > 0
      ? [scenarios, quotes, prices, comparisons]
      : quotes.length > 0 || prices.length > 0
        ? [scenarios, quotes, prices]
        : scenarios;
  return sha256Of(JSON.stringify(parts));
}

/** A backup of the first format, in which the parts stood as documents, as rows of the database. */
function decodeEarlier(value: unknown): Decoded<WholeBackup> {
  const parsed = Earlier.safeParse(value);
  if (!parsed.success || earlierChecksum(parsed.data) !== parsed.data.sha256) return damaged;
  return { kind: 'whole', value: wholeOfDocuments({ ...parsed.data, library: 'earlier' }) };
}

export interface DocumentParts {
  readonly library: string;
  readonly at: string;
  readonly scenarios: readonly unknown[];
  readonly quotes?: readonly unknown[] | undefined;
  readonly prices?: readonly unknown[] | undefined;
  readonly comparisons?: readonly unknown[] | undefined;
  /** Entries of the user's library. */
  readonly entries?: readonly unknown[] | undefined;
}

/** Documents that do not come from a database, as the rows that they would be in one. */
export function wholeOfDocuments({
  library,
  at,
  scenarios,
  quotes = [],
  prices = [],
  comparisons = [],
  entries: own = [],
}: DocumentParts): WholeBackup {
  const rows = new Map<string, string>();
  const entryOf = (table: string, key: string, row: unknown, label?: BackupEntry['label']): BackupEntry => {
    const text = JSON.stringify(row);
    const digest = sha256Of(text);
    rows.set(digest, text);
    return { table, key, digest, size: text.length, ...(label === undefined ? {} : { label }) };
  };
  const entries = [
    ...scenarios.map((document, index) => {
      const id = idOf(document, index);
      return entryOf('scenarios', id, { id, document }, labelOf(document));
    }),
    ...quotes.map((record, index) => {
      const id = idOf(record, index);
      return entryOf('quotes', id, { id, record });
    }),
    ...[
      ...prices.map((entry) => ['prices', entry] as const),
      ...comparisons.map((entry) => ['comparisons', entry] as const),
      ...own.map((entry) => ['library', entry] as const),
    ].map(([kind, entry], index) => {
      const key = `${kind}/${idOf(entry, index)}`;
      return entryOf('userEntries', key, { key, kind, entry });
    }),
  ];
  return { manifest: { library, sequence: 0, at, entries }, rows };
}

const Identified = z.object({ id: z.string().min(1).max(300) });
const idOf = (value: unknown, index: number): string =>
  Identified.safeParse(value).data?.id ?? `unnamed-${index + 1}`;

const Named = z.object({
  name: z.string().catch(''),
  racks: z.record(z.string(), z.unknown()).catch({}),
  devices: z.record(z.string(), z.unknown()).catch({}),
});

function labelOf(document: unknown): BackupEntry['label'] {
  const named = Named.safeParse(document).data;
  if (named === undefined) return undefined;
  return {
    name: named.name.slice(0, 300),
    racks: Object.keys(named.racks).length,
    devices: Object.keys(named.devices).length,
  };
}
