import type { DBCore, DBCoreMutateRequest, DBCoreTable } from 'dexie';
import { z } from '#shared/schema/zod';
import { type BackupEntry, type BackupLabel, backupLimits } from '#shared/storage/backup';
import type { Database } from './database';
import { digestOf, textOfRow } from './row-text';

/** What was reckoned of the rows of a database, forgotten row by row as they are written. */
interface RowChanges<Known> {
  readonly known: (table: string, key: string) => Known | undefined;
  readonly remember: (table: string, key: string, known: Known) => void;
  /** Counts the writes to a table; equal before and after a reading where nothing was written meanwhile. */
  readonly writes: (table: string) => number;
}

/**
 * Watches every write to a database, whoever makes it. To be called before the database is opened; `onWrite` is told
 * the table.
 */
function rowChangesIn<Known>(database: Database, onWrite: (table: string) => void): RowChanges<Known> {
  const tables = new Map<string, Map<string, Known>>();
  const counts = new Map<string, number>();

  const forget = (table: DBCoreTable, request: DBCoreMutateRequest): void => {
    counts.set(table.name, (counts.get(table.name) ?? 0) + 1);
    const rows = tables.get(table.name);
    if (request.type === 'deleteRange') rows?.clear();
    else for (const key of keysOf(table, request)) rows?.delete(String(key));
    onWrite(table.name);
  };

  database.use({
    stack: 'dbcore',
    name: 'row-changes',
    create: (core: DBCore): DBCore => ({
      ...core,
      table: (name) => {
        const table = core.table(name);
        return {
          ...table,
          mutate: (request) => {
            forget(table, request);
            return table.mutate(request);
          },
        };
      },
    }),
  });

  return {
    known: (table, key) => tables.get(table)?.get(key),
    writes: (table) => counts.get(table) ?? 0,
    remember: (table, key, known) => {
      const rows = tables.get(table) ?? new Map<string, Known>();
      tables.set(table, rows.set(key, known));
    },
  };
}

function keysOf(
  table: DBCoreTable,
  request: Exclude<DBCoreMutateRequest, { readonly type: 'deleteRange' }>,
): readonly unknown[] {
  if (request.keys) return request.keys;
  if (request.type === 'delete') return [];
  const { extractKey } = table.schema.primaryKey;
  return extractKey ? request.values.map((value) => extractKey(value) as unknown) : [];
}

/** Everything that a backup holds, as rows by table and key. */
export interface BackupRows {
  /** Every row there is now. Only what was written since the last time is read again. */
  readonly entries: () => Promise<Collected>;
  /** The rows of these digests, in pieces that fit a message. Rows that changed meanwhile come as they are now. */
  readonly texts: (collected: Collected, digests: readonly string[]) => AsyncGenerator<readonly string[]>;
}

export interface Collected {
  readonly entries: readonly BackupEntry[];
  /** Keys of rows that no text can be made of. */
  readonly leftOut: readonly string[];
}

interface Known {
  readonly digest: string;
  readonly size: number;
  readonly label: BackupLabel | undefined;
}

/** Lists are made anew from the scenarios, and what a window looks like is worth no backup. */
const notKept: readonly string[] = ['summaries', 'settings'];

/** Rows read in one go; few, because one may be large. */
const ROWS_AT_ONCE = 50;

/** The rows of a database for its backups. To be made before the database is opened; `onWrite` is told of every change. */
export function backupRowsIn(database: Database, onWrite: () => void): BackupRows {
  const changes = rowChangesIn<Known>(database, (table) => {
    if (table !== 'settings') onWrite();
  });

  const reckoned = async (table: string, row: unknown): Promise<Known | undefined> => {
    const text = textOrNothing(row);
    if (text === undefined) return undefined;
    return { digest: await digestOf(text), size: text.length, label: labelOf(table, row) };
  };

  const entriesOf = async (table: string): Promise<Collected> => {
    const keys = (await database.table(table).toCollection().primaryKeys()).map(String);
    const unknown = keys.filter((key) => changes.known(table, key) === undefined);
    const leftOut: string[] = [];
    for (let start = 0; start < unknown.length; start += ROWS_AT_ONCE) {
      const asked = unknown.slice(start, start + ROWS_AT_ONCE);
      const writes = changes.writes(table);
      const rows: readonly unknown[] = await database.table(table).bulkGet(asked);
      for (const [index, row] of rows.entries()) {
        const key = asked[index];
        if (row === undefined || key === undefined) continue;
        const known = await reckoned(table, row);
        if (known === undefined) leftOut.push(key);
        else if (changes.writes(table) === writes) changes.remember(table, key, known);
      }
    }
    const entries = keys.flatMap((key): readonly BackupEntry[] => {
      const known = changes.known(table, key);
      if (known === undefined) return [];
      const { digest, size, label } = known;
      return [{ table, key, digest, size, ...(label === undefined ? {} : { label }) }];
    });
    return { entries, leftOut };
  };

  return {
    entries: async () => {
      const entries: BackupEntry[] = [];
      const leftOut: string[] = [];
      const summaries = new Map((await database.summaries.toArray()).map((row) => [row.id, row]));
      for (const { name } of database.tables) {
        if (notKept.includes(name)) continue;
        const collected = await entriesOf(name);
        leftOut.push(...collected.leftOut);
        for (const entry of collected.entries) {
          const summary = entry.table === 'scenarios' ? summaries.get(entry.key) : undefined;
          entries.push(summary === undefined ? entry : withSummary(entry, summary));
        }
      }
      return { entries, leftOut };
    },
    texts: async function* ({ entries }, digests) {
      const wanted = new Set(digests);
      let texts: string[] = [];
      let characters = 0;
      for (const { table, key, digest } of entries) {
        if (!wanted.delete(digest)) continue;
        const text = textOrNothing(await database.table(table).get(key));
        if (text === undefined) continue;
        texts.push(text);
        characters += text.length;
        if (characters < backupLimits.charactersAtOnce && texts.length < backupLimits.rowsAtOnce) continue;
        yield texts;
        texts = [];
        characters = 0;
      }
      if (texts.length > 0) yield texts;
    },
  };
}

/** Undefined for a row that no text can be made of, or none that a backup takes. */
function textOrNothing(row: unknown): string | undefined {
  if (row === undefined) return undefined;
  try {
    const text = textOfRow(row);
    return text.length > backupLimits.rowCharacters ? undefined : text;
  } catch {
    return undefined;
  }
}

const Summary = z.object({
  name: z.string().catch(''),
  racks: z.int().min(0).catch(0),
  devices: z.int().min(0).catch(0),
  updatedAt: z.number().min(0).catch(0),
  deletedAt: z.number().catch(0),
});

function withSummary(entry: BackupEntry, row: unknown): BackupEntry {
  const summary = Summary.safeParse(row).data;
  if (summary === undefined) return entry;
  const { name, racks, devices, updatedAt, deletedAt } = summary;
  return {
    ...entry,
    label: {
      name: name.slice(0, 300),
      racks,
      devices,
      at: updatedAt,
      ...(deletedAt > 0 ? { deleted: true as const } : {}),
    },
  };
}

const VersionLabel = z.object({
  scenario: z.string().max(300),
  version: z.object({ name: z.string().max(300).optional(), at: z.number().min(0) }),
});
const AsideLabel = z.object({ row: z.object({ name: z.string() }) });

function labelOf(table: string, row: unknown): BackupLabel | undefined {
  if (table === 'versions') {
    const label = VersionLabel.safeParse(row).data;
    if (label === undefined) return undefined;
    const { name, at } = label.version;
    return { of: label.scenario, at, ...(name === undefined ? {} : { name }) };
  }
  const aside = table === 'quarantine' ? AsideLabel.safeParse(row).data : undefined;
  return aside === undefined ? undefined : { name: aside.row.name.slice(0, 300) };
}
