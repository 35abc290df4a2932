import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { comparisonsIn } from '#renderer/documents/compared';
import { type Database, databaseNamed, LATEST_SCHEMA } from '#renderer/documents/database';
import { quotesIn } from '#renderer/documents/quotes';
import { rememberedIn } from '#renderer/documents/remembered';
import { userLibraryIn } from '#renderer/documents/user-library';
import { userPricesIn } from '#renderer/documents/user-prices';
import { versionTable } from '#renderer/documents/versions/version-table';
import { SCENARIO_VERSION } from '#shared/scenario/schema';
import { ScenarioId } from '#shared/schema/ids';
import { aBench, laysNothing } from './support';

/** A database as a released program left it: its stores, each by its key and indices, and their rows. */
interface KeptDatabase {
  readonly version: number;
  readonly stores: Readonly<Record<string, readonly string[]>>;
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const folder = new URL('../../fixtures/released/databases/', import.meta.url);
const kept = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as KeptDatabase,
);

const answerOf = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('refused'));
  });

/** The database is made past the app, which has its own idea of what it looks like. */
async function putDatabase(name: string, { version, stores, rows }: KeptDatabase): Promise<void> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    for (const [store, [keyPath = 'id', ...indices]] of Object.entries(stores)) {
      const made = opening.result.createObjectStore(store, { keyPath });
      for (const index of indices) made.createIndex(index, index);
    }
  };
  const database = await answerOf(opening);
  for (const [store, all] of Object.entries(rows)) {
    const writing = database.transaction(store, 'readwrite').objectStore(store);
    for (const row of all) {
      const { packed } = row;
      await answerOf(
        writing.put(
          typeof packed === 'string'
            ? { ...row, packed: Uint8Array.from(Buffer.from(packed, 'base64')) }
            : row,
        ),
      );
    }
  }
  database.close();
}

/** All that is on the disk, read past the app. */
async function allRows(name: string): Promise<unknown> {
  const database = await answerOf(indexedDB.open(name));
  const names = [...database.objectStoreNames];
  const rows = await Promise.all(
    names.map((store) => answerOf(database.transaction(store).objectStore(store).getAll() as IDBRequest)),
  );
  const { version } = database;
  database.close();
  return { version, rows: names.map((store, index) => [store, rows[index] as unknown]) };
}

describe.each(kept)('a database of version $version', (file) => {
  const name = `released-${file.version}`;
  const idsOf = (store: string, key: string) => (file.rows[store] ?? []).map((row) => row[key]);

  it('opens with everything in it, and what was deleted in the trash', async () => {
    await putDatabase(name, file);
    const { database, documents } = aBench(name);
    await documents.start();
    const { phase, library, trash, quarantined } = documents.store.getState();
    expect({
      phase,
      quarantined,
      library: library.map(({ id }) => id),
      trash: trash.map(({ id }) => id),
    }).toEqual({ phase: 'ready', quarantined: [], library: ['hall'], trash: ['gone'] });
    expect(await documents.open(ScenarioId.parse('hall'))).toMatchObject({
      ok: true,
      value: { schemaVersion: SCENARIO_VERSION, name: 'Hall of the first office' },
    });
    const quotes = quotesIn(database, documents);
    const prices = userPricesIn(database, documents);
    const comparisons = comparisonsIn(database, documents);
    const { records: entries } = userLibraryIn({ api: laysNothing, database, documents });
    for (const records of [quotes, prices, comparisons, entries]) {
      await records.load();
      expect(records.store.getState()).toMatchObject({ unreadable: 0, newer: 0 });
    }
    expect(Object.keys(quotes.store.getState().records)).toEqual(idsOf('quotes', 'id'));
    const beside = [
      ...Object.keys(comparisons.store.getState().records),
      ...Object.keys(prices.store.getState().records),
      ...Object.keys(entries.store.getState().records),
    ];
    expect(beside).toHaveLength(idsOf('userEntries', 'key').length);
    const remembered = rememberedIn(database);
    await remembered.load();
    expect(remembered.store.getState()).toMatchObject({ theme: 'dark', language: 'en' });
    const table = versionTable(database);
    const versions = await table.list(ScenarioId.parse('hall'));
    expect(versions.map(({ id }) => id)).toEqual(idsOf('versions', 'id'));
    for (const { id } of versions) {
      expect(await table.read(id)).toMatchObject({ ok: true, value: { name: 'Before the move' } });
    }
    database.close();
  });
});

it('a database was kept of every version that was released, and none is missing', () => {
  const versions = kept.map(({ version }) => version).toSorted((a, b) => a - b);
  expect(versions).toEqual(Array.from({ length: LATEST_SCHEMA }, (_, index) => 10 * (index + 1)));
});

it('a program of before refuses a database of a later version, and changes nothing in it', async () => {
  const [last] = kept.toSorted((a, b) => b.version - a.version);
  if (last === undefined) throw new Error('No database was kept.');
  for (let schema = 1; schema < LATEST_SCHEMA; schema += 1) {
    const name = `downgrade-${schema}`;
    await putDatabase(name, last);
    const before = await allRows(name);
    await expect(readAllWith(databaseNamed(name, schema))).rejects.toThrow();
    expect(await allRows(name)).toEqual(before);
  }
});

async function readAllWith(database: Database): Promise<void> {
  try {
    await database.open();
    await database.scenarios.toArray();
  } finally {
    database.close();
  }
}
