import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { databaseNamed } from '#renderer/documents/database';
import { quotesIn } from '#renderer/documents/quotes';
import { rememberedIn } from '#renderer/documents/remembered';
import { aBench } from './support';

const folder = new URL('../../fixtures/released/quote-records/', import.meta.url);
const records = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { readonly id: string },
);

describe('rows that earlier and newer programs wrote', () => {
  it('open where they are of an earlier one, and are counted apart and left alone where they are of a newer one', async () => {
    const { database, documents } = aBench();
    const rows = records.map((record, index) => ({
      id: `q${index}`,
      record: { ...record, id: `q${index}` },
    }));
    const future = { id: 'future', record: { id: 'future', more: 1 }, formVersion: 99 };
    const damaged = { id: 'damaged', record: 'no record' };
    await database.quotes.bulkPut([...rows, future, damaged]);
    const quotes = quotesIn(database, documents);
    await quotes.load();
    const { records: read, unreadable, newer } = quotes.store.getState();
    expect(Object.keys(read)).toHaveLength(rows.length);
    expect({ unreadable, newer }).toEqual({ unreadable: 2, newer: 1 });
    expect(await database.quotes.get('future')).toEqual(future);
  });

  it('are settings too: those without a version open, those of a newer one are passed over', async () => {
    const database = databaseNamed('settings-of-all-versions');
    await database.settings.bulkPut([
      { key: 'theme', value: 'dark' },
      { key: 'zoom', value: 2, formVersion: 99 },
    ]);
    const remembered = rememberedIn(database);
    await remembered.load();
    expect(remembered.store.getState()).toEqual({ theme: 'dark' });
    await remembered.rewrite();
    expect(await database.settings.get('theme')).toEqual({ key: 'theme', value: 'dark', formVersion: 1 });
    expect(await database.settings.get('zoom')).toMatchObject({ formVersion: 99 });
  });
});
