import type { DBCore, DBCoreMutateRequest, DBCoreTable } from 'dexie';
import type { Database } from './database';

/** What was reckoned of the rows of a database, forgotten row by row as they are written. */
export interface RowChanges<Known> {
  readonly known: (table: string, key: string) => Known | undefined;
  readonly remember: (table: string, key: string, known: Known) => void;
  /** Counts the writes to a table; equal before and after a reading where nothing was written meanwhile. */
  readonly writes: (table: string) => number;
}

/**
 * Watches every write to a database, whoever makes it. To be called before the database is opened; `onWrite` is told
 * the table.
 */
export function rowChangesIn<Known>(database: Database, onWrite: (table: string) => void): RowChanges<Known> {
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
