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
}

/** Records of one kind in the table of what the user keeps beside the scenarios. */
export function keptEntries<Entry extends { readonly id: string }>({
  database,
  documents,
  kind,
  schema,
}: KeptEntries<Entry>): KeptRecords<Entry> {
  const { userEntries } = database;
  const keyOf = (id: string): string => `${kind}/${id}`;
  return keptRecords(
    {
      read: async () => {
        const rows = await userEntries.where('kind').equals(kind).toArray();
        return rows.map(({ entry }) => schema.safeParse(entry).data);
      },
      write: (put, remove) =>
        database.transaction('rw', userEntries, async () => {
          await userEntries.bulkPut(put.map((entry) => ({ key: keyOf(entry.id), kind, entry })));
          await userEntries.bulkDelete(remove.map(keyOf));
        }),
    },
    documents,
  );
}
