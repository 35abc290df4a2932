import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { databaseNamed } from '#renderer/documents/database';
import { comparisonsIn, nothingCompared } from '#renderer/documents/compared';
import { quotesIn } from '#renderer/documents/quotes';
import { rememberedIn } from '#renderer/documents/remembered';
import { userPricesIn } from '#renderer/documents/user-prices';
import { versionTable } from '#renderer/documents/versions/version-table';
import { aBench, aScenario, step } from './support';

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

  it('are prices, comparisons and versions too: what a newer one wrote is neither read nor written over', async () => {
    const { database, documents } = aBench();
    const entry = (kind: string) => ({
      key: `${kind}/future`,
      kind,
      entry: { id: 'future', more: 1 },
      formVersion: 99,
    });
    const version = { id: 'future', scenario: 'hall', version: { more: 1 }, formVersion: 99 };
    await database.userEntries.bulkPut([entry('prices'), entry('comparisons')]);
    await database.versions.put(version);
    const comparisons = comparisonsIn(database, documents);
    const prices = userPricesIn(database, documents);
    for (const records of [comparisons, prices]) {
      await records.load();
      expect(records.store.getState()).toMatchObject({ records: {}, unreadable: 1, newer: 1 });
    }
    comparisons.change({ name: step('put'), put: [{ ...nothingCompared, id: 'future' }] });
    prices.change({ name: step('remove'), remove: ['future'] });
    await comparisons.rewrite();
    expect(await versionTable(database).listAll()).toEqual([]);
    expect(await database.userEntries.bulkGet(['prices/future', 'comparisons/future'])).toEqual([
      entry('prices'),
      entry('comparisons'),
    ]);
    expect(await database.versions.get('future')).toEqual(version);
  });

  it('are scenarios too: one of a newer program is listed, refused when it is opened, and left as it is', async () => {
    const { database, documents } = aBench();
    const document = { ...aScenario({ name: 'From tomorrow' }), schemaVersion: 99, more: 1 };
    await database.scenarios.put({ id: document.id, document });
    await documents.start();
    expect(documents.store.getState().library).toMatchObject([{ name: 'From tomorrow' }]);
    expect(await documents.open(document.id)).toMatchObject({
      ok: false,
      error: { code: 'file-newer', message: expect.stringContaining('Update Fleetwright') as string },
    });
    expect(await database.scenarios.get(document.id)).toEqual({ id: document.id, document });
  });
});
