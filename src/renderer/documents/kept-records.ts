import { createStore, type StoreApi } from 'zustand/vanilla';
import { isKeptByNewer, type KeptRow, readKept, type VersionedForm } from '#shared/json/versioned';
import { isSameContent } from '#shared/json/same-content';
import type { z } from '#shared/schema/zod';
import type { CommandName } from './command';
import type { Database } from './database';
import type { Documents } from './documents';

/** Records beside the scenarios, such as the quotes or the user's prices, by id. */
interface KeptState<Kept> {
  readonly records: Readonly<Record<string, Kept>>;
  /** How many rows could not be read; they are left as they are. */
  readonly unreadable: number;
  /** How many of them a newer Fleetwright wrote. */
  readonly newer: number;
}

interface Change<Kept> {
  readonly name: CommandName;
  readonly put?: readonly Kept[];
  readonly remove?: readonly string[];
  /** Leaves no step behind, for what must not be taken back, such as sending. */
  readonly final?: boolean;
}

export interface KeptRecords<Kept> {
  readonly store: StoreApi<KeptState<Kept>>;
  readonly load: () => Promise<void>;
  /** Changes records, keeps them, and records the step for undo. */
  readonly change: (change: Change<Kept>) => void;
  /** Writes all records anew and reads them back; rejects unless they stand on the disk as they are here. */
  readonly rewrite: () => Promise<void>;
}

/** What a table holds: one record for every row, undefined for a row that is none. */
interface ReadRows<Kept> {
  readonly records: readonly (Kept | undefined)[];
  /** The ids of rows that a newer Fleetwright wrote; they are not written over. */
  readonly newer: readonly string[];
}

/** The records of rows in a form, and which rows are in a newer one. */
export const rowsRead = <Kept>(
  form: VersionedForm,
  schema: z.ZodType<Kept>,
  rows: readonly (KeptRow & { readonly id: string })[],
): ReadRows<Kept> => ({
  records: rows.map((row) => readKept(form, schema, row)),
  newer: rows.flatMap((row) => (isKeptByNewer(form, row) ? [row.id] : [])),
});

/** What reading makes of records that are written in the present version of their form. */
export const asReadIn = <Kept>(
  form: VersionedForm,
  schema: z.ZodType<Kept>,
  records: readonly Kept[],
): ReadRows<Kept>['records'] =>
  records.map((record) => readKept(form, schema, { record, formVersion: form.version }));

/** How records of one kind are read from the database and written into it. */
interface Keeping<Kept> {
  readonly read: () => Promise<ReadRows<Kept>>;
  /** What reading makes of records once they are written: it trims texts and fills in what is left out. */
  readonly asRead: (records: readonly Kept[]) => Promise<ReadRows<Kept>['records']>;
  readonly write: (put: readonly Kept[], remove: readonly string[]) => Promise<void>;
}

/**
 * Keeps records of one kind: checked when read, written at once, undone by the same undo as the scenarios. A step is
 * only taken back for records that stand as it left them, so that nothing sent since then is touched.
 */
export function keptRecords<Kept extends { readonly id: string }>(
  keeping: Keeping<Kept>,
  documents: Documents,
): KeptRecords<Kept> {
  const store = createStore<KeptState<Kept>>(() => ({ records: {}, unreadable: 0, newer: 0 }));

  /** Removed here and perhaps not on the disk. */
  const unremoved = new Set<string>();

  const apply = (put: readonly Kept[], remove: readonly string[]): void => {
    const gone = new Set(remove);
    const kept = Object.entries(store.getState().records).filter(([id]) => !gone.has(id));
    const records: Record<string, Kept> = Object.fromEntries(kept);
    for (const record of put) records[record.id] = record;
    store.setState({ records });
    for (const id of remove) unremoved.add(id);
    for (const { id } of put) unremoved.delete(id);
    const writing = keeping.write(put, remove);
    documents.touch(writing);
    writing.then(
      () => remove.forEach((id) => unremoved.delete(id)),
      () => undefined,
    );
  };

  const exchange = (
    from: ReadonlyMap<string, Kept | undefined>,
    to: ReadonlyMap<string, Kept | undefined>,
  ) => {
    const { records } = store.getState();
    const free = [...to].filter(([id]) => records[id] === from.get(id));
    apply(
      free.flatMap(([, record]) => record ?? []),
      free.flatMap(([id, record]) => (record === undefined ? [id] : [])),
    );
  };

  return {
    store,
    load: async () => {
      const { records: read, newer } = await keeping.read();
      const records = read.filter((record) => record !== undefined);
      store.setState({
        records: Object.fromEntries(records.map((record) => [record.id, record])),
        unreadable: read.length - records.length,
        newer: newer.length,
      });
    },
    rewrite: async () => {
      const records = Object.values(store.getState().records);
      await keeping.write(records, [...unremoved]);
      unremoved.clear();
      const { records: onDisk, newer } = await keeping.read();
      const read = new Map(onDisk.flatMap((record) => (record ? [[record.id, record]] : [])));
      const wanted = await keeping.asRead(records);
      for (const [index, { id }] of records.entries()) {
        if (newer.includes(id)) continue;
        if (wanted[index] !== undefined && isSameContent(read.get(id), wanted[index])) continue;
        throw new Error(`The record ${id} was written and does not read back.`);
      }
    },
    change: ({ name, put = [], remove = [], final = false }) => {
      const { records } = store.getState();
      const ids = [...put.map(({ id }) => id), ...remove];
      const before = new Map(ids.map((id) => [id, records[id]]));
      const after = new Map<string, Kept | undefined>([
        ...remove.map((id) => [id, undefined] as const),
        ...put.map((record) => [record.id, record] as const),
      ]);
      apply(put, remove);
      if (final) return;
      documents.record({
        kind: 'beside',
        name,
        undo: () => exchange(after, before),
        redo: () => exchange(before, after),
      });
    },
  };
}

interface KeptEntries<Entry> {
  readonly database: Database;
  readonly documents: Documents;
  /** What stands before the id in the key, such as `prices`. */
  readonly kind: string;
  readonly schema: z.ZodType<Entry>;
  readonly form: VersionedForm;
}

/** Records of one kind in the table of what the user keeps beside the scenarios. */
export function keptEntries<Entry extends { readonly id: string }>({
  database,
  documents,
  kind,
  schema,
  form,
}: KeptEntries<Entry>): KeptRecords<Entry> {
  const { userEntries } = database;
  const keyOf = (id: string): string => `${kind}/${id}`;
  return keptRecords(
    {
      read: async () => {
        const rows = await userEntries.where('kind').equals(kind).toArray();
        return rowsRead(
          form,
          schema,
          rows.map(({ key, entry: record, formVersion }) => ({
            ...{ id: key.slice(kind.length + 1), record },
            formVersion,
          })),
        );
      },
      asRead: (records) => Promise.resolve(asReadIn(form, schema, records)),
      write: (put, remove) =>
        database.transaction('rw', userEntries, async () => {
          const standing = await userEntries.bulkGet([...put.map(({ id }) => id), ...remove].map(keyOf));
          const newer = new Set(
            standing.flatMap((row) => (row && isKeptByNewer(form, row) ? [row.key] : [])),
          );
          const rows = put.map((entry) => ({ key: keyOf(entry.id), kind, entry, formVersion: form.version }));
          await userEntries.bulkPut(rows.filter(({ key }) => !newer.has(key)));
          await userEntries.bulkDelete(remove.map(keyOf).filter((key) => !newer.has(key)));
        }),
    },
    documents,
  );
}
