import type { QuoteRecord } from '#shared/quote/record';
import type { Database } from './database';
import type { Documents } from './documents';
import { keptRecords, type KeptRecords } from './kept-records';

export type Quotes = KeptRecords<QuoteRecord>;

/** The register of quotes; every row is checked when it is read, by a schema that an empty register does without. */
export const quotesIn = (database: Database, documents: Documents): Quotes =>
  keptRecords(
    {
      read: async () => {
        const rows = await database.quotes.toArray();
        if (rows.length === 0) return [];
        const { QuoteRecord } = await import('#shared/quote/record');
        return rows.map(({ record }) => QuoteRecord.safeParse(record).data);
      },
      write: (put, remove) =>
        database.transaction('rw', database.quotes, async () => {
          await database.quotes.bulkPut(put.map((record) => ({ id: record.id, record })));
          await database.quotes.bulkDelete([...remove]);
        }),
    },
    documents,
  );
