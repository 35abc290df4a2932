import { isKeptByNewer, readKept, type VersionedForm } from '#shared/versioned';
import type { z } from '#shared/zod';
import type { Database } from './database';
import type { Documents } from './documents';
import { keptRecords, type KeptRecords } from './kept-records';

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
        return rows.map(({ entry: record, formVersion }) => readKept(form, schema, { record, formVersion }));
      },
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
