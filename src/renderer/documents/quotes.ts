import type { QuoteRecord } from '#shared/quote/record';
import { isKeptByNewer } from '#shared/json/versioned';
import type { Database } from './database';
import type { Documents } from './documents';
import { asReadIn, keptRecords, type KeptRecords, rowsRead } from './kept-records';

export type Quotes = KeptRecords<QuoteRecord>;

/** The register of quotes; every row is checked when it is read, by a schema that an empty register does without. */
export const quotesIn = (database: Database, documents: Documents): Quotes =>
  keptRecords(
    {
      read: async () => {
        const rows = await database.quotes.toArray();
        if (rows.length === 0) return { records: [], newer: [] };
        const { QuoteRecord, quoteRecordForm } = await import('#shared/quote/record');
        return rowsRead(quoteRecordForm, QuoteRecord, rows);
      },
      asRead: async (records) => {
        if (records.length === 0) return [];
        const { QuoteRecord, quoteRecordForm } = await import('#shared/quote/record');
        return asReadIn(quoteRecordForm, QuoteRecord, records);
      },
      write: async (put, remove) => {
        const { quoteRecordForm: form } = await import('#shared/quote/record');
        await database.transaction('rw', database.quotes, async () => {
          const standing = await database.quotes.bulkGet([...put.map(({ id }) => id), ...remove]);
          const newer = new Set(standing.flatMap((row) => (row && isKeptByNewer(form, row) ? [row.id] : [])));
          const rows = put.map((record) => ({ id: record.id, record, formVersion: form.version }));
          await database.quotes.bulkPut(rows.filter(({ id }) => !newer.has(id)));
          await database.quotes.bulkDelete(remove.filter((id) => !newer.has(id)));
        });
      },
    },
    documents,
  );
