import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createBackups } from '#main/files/backups';
import type { BackUpOutcome } from '#shared/storage/backup';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { backupRowsIn } from '#renderer/documents/backup-rows';
import { backupsOf, libraryIdOf } from '#renderer/documents/backups';
import { comparisonsIn } from '#renderer/documents/compared';
import { quotesIn } from '#renderer/documents/quotes';
import { restoringInto, type Clash } from '#renderer/documents/restore';
import { rowOfText, textOfRow } from '#renderer/documents/row-text';
import { userLibraryIn } from '#renderer/documents/user-library';
import { userPricesIn } from '#renderer/documents/user-prices';
import { versionsOf, versionTable } from '#renderer/documents/versions/index';
import type { VersionsState } from '#renderer/documents/versions/versions';
import { aBench, aScenario, step, laysNothing } from './support';
import { PATIENTLY } from '../../support/patience';

const diskFull: Refusal = { code: 'not-written', message: 'The backup could not be written.' };
const kept: BackUpOutcome = { kind: 'kept', at: '2026-11-22T10:00:00Z' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleetwright-restore-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** A window with its library, whose backups go into the folder of this test as the desktop's do. */
async function aWindow() {
  const { documents, database } = aBench();
  const rows = backupRowsIn(database, () => {
    if (!documents.store.getState().changedSinceBackup)
      documents.store.setState({ changedSinceBackup: true });
  });
  await documents.start();
  const files = createBackups(folder);
  const store = createStore<VersionsState>(() => ({ lists: {} }));
  const parts = {
    quotes: quotesIn(database, documents),
    prices: userPricesIn(database, documents),
    comparisons: comparisonsIn(database, documents),
    userLibrary: userLibraryIn({ api: laysNothing, database, documents }),
  };
  const api = {
    keepBackupRows: vi.fn(async ({ library, rows: texts }: { library: string; rows: string[] }) => {
      await files.keepRows(library, texts);
      return success(null);
    }),
    backUp: async ({ library, entries }: { library: string; entries: Parameters<typeof files.backUp>[1] }) =>
      success(await files.backUp(library, entries)),
    readBackupRows: ({ id, digests }: { id: string; digests: string[] }) => files.rows(id, digests),
  };
  const library = () => libraryIdOf(database);
  const backups = backupsOf({ api: api, documents, rows, library });
  const versions = versionsOf({
    store,
    table: versionTable(database),
    documents,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    onFailure: () => undefined,
  });
  const restoring = restoringInto({
    api,
    database,
    documents,
    versions: store,
    library: parts.userLibrary,
    ...parts,
  });
  const newest = async () => {
    const own = await library();
    const listed = (await files.list()).libraries.find((each) => each.library === own)?.backups[0];
    const read = await files.read(listed?.id ?? '');
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  };
  return { documents, database, api, backups, versions, restoring, library, newest, ...parts };
}

type Window = Awaited<ReturnType<typeof aWindow>>;

/** Restores into one window what another backed up. */
async function restoreInto(into: Window, from: Window, clash: Clash = 'copy') {
  expect(await from.backups.backUp()).toBe(true);
  const backup = await from.newest();
  const scenarios = new Set(backup.entries.flatMap(({ table, key }) => (table === 'scenarios' ? [key] : [])));
  const restored = await into.restoring.restore({ backup, scenarios, beside: true, clash });
  if (!restored.ok) throw new Error(restored.error.message);
  return restored.value;
}

const namesIn = ({ documents }: Window) =>
  documents.store
    .getState()
    .library.map(({ name }) => name)
    .sort();

const renaming = (name: string) => ({
  name: step('rename'),
  recipe: (draft: { name: string }) => {
    draft.name = name;
  },
});

describe('a backup that fails', () => {
  async function backingUp(
    outcomes: readonly [Result<BackUpOutcome, Refusal>, ...Result<BackUpOutcome, Refusal>[]],
  ) {
    const { documents, database } = aBench();
    const rows = backupRowsIn(database, () => undefined);
    await documents.start();
    await documents.add([aScenario()], step('one'));
    const left = [...outcomes];
    const backUp = vi.fn(() => Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? outcomes[0]));
    const keepBackupRows = vi.fn(() => Promise.resolve(success(null)));
    const library = () => libraryIdOf(database);
    const backups = backupsOf({
      api: { backUp, keepBackupRows },
      documents,
      rows,
      library,
      retryMilliseconds: 5,
    });
    return { documents, backups, backUp };
  }

  it('is told, and counts as not made', async () => {
    const { documents, backups } = await backingUp([failure(diskFull)]);
    expect(await backups.backUp()).toBe(false);
    expect(documents.store.getState()).toMatchObject({ backupRefusal: diskFull, changedSinceBackup: true });
    backups.stop();
  });

  it('is tried again without another edit, until it succeeds', async () => {
    const { documents, backups, backUp } = await backingUp([failure(diskFull), success(kept)]);
    await backups.backUp();
    await vi.waitFor(() => expect(documents.store.getState().backupRefusal).toBeUndefined(), PATIENTLY);
    expect(backUp).toHaveBeenCalledTimes(2);
    expect(documents.store.getState().changedSinceBackup).toBe(false);
    backups.stop();
  });
});

describe('a backup that edits outrun', () => {
  it('is told to nobody, and made in the next pause', async () => {
    const { documents, database } = aBench();
    const rows = backupRowsIn(database, () => undefined);
    await documents.start();
    await documents.add([aScenario()], step('one'));
    const told: unknown[] = [];
    documents.store.subscribe(({ backupRefusal }) => told.push(backupRefusal));
    const missing: BackUpOutcome = { kind: 'missing', digests: [] };
    const backUp = vi.fn((): Promise<Result<BackUpOutcome, Refusal>> => Promise.resolve(success(kept)));
    for (let round = 0; round < 4; round += 1) backUp.mockResolvedValueOnce(success(missing));
    const backups = backupsOf({
      api: { backUp, keepBackupRows: () => Promise.resolve(success(null)) },
      documents,
      rows,
      library: () => libraryIdOf(database),
      quietMilliseconds: 5,
    });
    expect(await backups.backUp()).toBe(false);
    expect(documents.store.getState().changedSinceBackup).toBe(true);
    await vi.waitFor(() => expect(documents.store.getState().changedSinceBackup).toBe(false), PATIENTLY);
    expect(backUp).toHaveBeenCalledTimes(5);
    expect(told.filter((refusal) => refusal !== undefined)).toEqual([]);
    backups.stop();
  });
});

describe('catching up, as a window does before it closes', () => {
  async function aHeldBackup() {
    const window = await aWindow();
    await window.documents.add([aScenario()], step('one'));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const sent = window.api.keepBackupRows.getMockImplementation();
    window.api.keepBackupRows.mockImplementationOnce(async (rows) => {
      await held;
      return (await sent?.(rows)) ?? success(null);
    });
    const made = window.backups.backUp();
    await vi.waitFor(() => expect(window.api.keepBackupRows).toHaveBeenCalled(), PATIENTLY);
    return { ...window, made, release };
  }

  it('waits for the backup under way, although nothing counts as changed meanwhile', async () => {
    const { documents, backups, made, release } = await aHeldBackup();
    expect(documents.store.getState().changedSinceBackup).toBe(false);
    const done = vi.fn();
    const caughtUp = backups.catchUp().then(done);
    await new Promise(setImmediate);
    expect(done).not.toHaveBeenCalled();
    release();
    await caughtUp;
    expect(await made).toBe(true);
    backups.stop();
  });

  it('makes another where something changed while one was made', async () => {
    const { documents, backups, newest, release } = await aHeldBackup();
    await documents.add([aScenario({ name: 'later' })], step('two'));
    const caughtUp = backups.catchUp();
    release();
    await caughtUp;
    const { entries } = await newest();
    expect(entries.filter(({ table }) => table === 'scenarios')).toHaveLength(2);
    backups.stop();
  });
});

describe('a backup', () => {
  it('sends only what changed since the last', async () => {
    const { documents, backups, api } = await aWindow();
    await documents.add([aScenario({ name: 'one' }), aScenario({ name: 'two' })], step('two'));
    await backups.backUp();
    api.keepBackupRows.mockClear();
    documents.dispatch(renaming('changed'));
    await backups.backUp();
    expect(api.keepBackupRows.mock.calls.map(([{ rows }]) => rows.length)).toEqual([1]);
    backups.stop();
  });

  it('is kept under the random name of the library, which stays', async () => {
    const [one, other] = [await aWindow(), await aWindow()];
    expect(await one.library()).toBe(await one.library());
    expect(await one.library()).not.toBe(await other.library());
  });

  it('lacks a row that no text can be made of, says so, and holds everything else', async () => {
    const { documents, database, backups, newest } = await aWindow();
    await documents.add([aScenario({ name: 'sound' })], step('one'));
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await database.quarantine.put({ key: 'circular', row: circular, reason: '', at: 0 });
    expect(await backups.backUp()).toBe(false);
    expect(documents.store.getState().backupRefusal).toMatchObject({ code: 'backup-incomplete' });
    expect((await newest()).names).toEqual(['sound']);
    backups.stop();
  });
});

describe('restoring', () => {
  it('brings back scenarios, versions, prices, and what cannot be read, as they were', async () => {
    const lost = await aWindow();
    const [scenario] = await lost.documents.add([aScenario({ name: 'mine' })], step('one'));
    if (!scenario) throw new Error('nothing was added');
    await lost.versions.keep(scenario, 'before the sale');
    const foreign = { format: 'fleetwright-scenario', schemaVersion: 99, name: 'from the future', more: [1] };
    await lost.database.quarantine.put({ key: 'q1', row: foreign, reason: 'newer', at: 5 });
    await lost.database.userEntries.put({
      key: 'prices/odd',
      kind: 'prices',
      entry: { id: 'odd', new: true },
    });
    await lost.database.userEntries.put({ key: 'sites/own', kind: 'sites', entry: { id: 'own' } });

    const fresh = await aWindow();
    const restored = await restoreInto(fresh, lost);
    expect(restored).toMatchObject({ added: 1, versions: 1, setAside: 1, beside: 2, damaged: 0, left: 0 });
    expect(fresh.documents.store.getState().library.map(({ id }) => id)).toEqual([scenario.id]);
    const versions = await fresh.versions.load(scenario.id);
    expect(versions.ok && versions.value.map(({ name }) => name)).toEqual(['before the sale']);
    const version = versions.ok ? versions.value[0] : undefined;
    expect(version && (await fresh.versions.read(version))).toMatchObject({
      ok: true,
      value: { name: 'mine' },
    });
    expect((await fresh.database.quarantine.toArray()).map(({ row }) => row)).toEqual([foreign]);
    expect(await fresh.database.userEntries.toCollection().primaryKeys()).toEqual([
      'prices/odd',
      'sites/own',
    ]);
  });

  it('sets a scenario aside that this version cannot read', async () => {
    const lost = await aWindow();
    const document = { format: 'fleetwright-scenario', schemaVersion: 1, id: 'x', name: 'odd', racks: 7 };
    await lost.database.scenarios.put({ id: 'x', document });
    const fresh = await aWindow();
    expect(await restoreInto(fresh, lost)).toMatchObject({ added: 0, setAside: 1 });
    expect(fresh.documents.store.getState().quarantined.map(({ row }) => row)).toEqual([document]);
  });

  it('puts copies beside scenarios that differ, with versions of their own, and one undo takes them back', async () => {
    const here = await aWindow();
    const [scenario] = await here.documents.add([aScenario({ name: 'plan' })], step('one'));
    if (!scenario) throw new Error('nothing was added');
    await here.versions.keep(scenario, 'kept');
    await here.backups.backUp();
    const backup = await here.newest();
    here.documents.dispatch(renaming('edited since'));
    await here.documents.flush();
    const wish = { backup, scenarios: new Set<string>([scenario.id]), beside: true, clash: 'copy' } as const;
    expect((await here.restoring.compare(backup)).get(scenario.id)).toBe('differs');
    expect(await here.restoring.restore(wish)).toMatchObject({ value: { added: 1, versions: 1 } });
    expect(namesIn(here)).toEqual(['edited since', 'plan']);
    const copy = here.documents.store.getState().library.find(({ name }) => name === 'plan');
    expect(copy && (await here.versions.load(copy.id))).toMatchObject({ value: [{ name: 'kept' }] });
    here.documents.undo();
    expect(namesIn(here)).toEqual(['edited since']);
  });

  it('replaces scenarios that differ where that is wanted, and can be undone', async () => {
    const here = await aWindow();
    const [scenario] = await here.documents.add([aScenario({ name: 'plan' })], step('one'));
    if (!scenario) throw new Error('nothing was added');
    await here.backups.backUp();
    const backup = await here.newest();
    here.documents.dispatch(renaming('edited since'));
    const wish = {
      backup,
      scenarios: new Set<string>([scenario.id]),
      beside: false,
      clash: 'replace',
    } as const;
    expect(await here.restoring.restore(wish)).toMatchObject({ value: { added: 0, replaced: 1 } });
    expect(namesIn(here)).toEqual(['plan']);
    here.documents.undo();
    expect(namesIn(here)).toEqual(['edited since']);
  });

  it('leaves alone what is here as the backup has it', async () => {
    const here = await aWindow();
    await here.documents.add([aScenario({ name: 'plan' })], step('one'));
    expect(await restoreInto(here, here)).toMatchObject({ added: 0, unchanged: 1, replaced: 0 });
    expect(namesIn(here)).toEqual(['plan']);
  });
});

describe('a row as text', () => {
  it.each([
    ['bytes', { packed: Uint8Array.from([0, 255, 7]) }],
    ['dates and numbers that JSON lacks', { a: new Date(5), b: Number.POSITIVE_INFINITY, c: [Number.NaN] }],
    ['the sign that marks them', { $fleetwright: ['bytes', { $fleetwright: 1 }], x: { $fleetwright: [] } }],
  ])('comes back as it was: %s', (_what, row) => {
    expect(rowOfText(textOfRow(row))).toEqual(row);
  });

  it('is named by its SHA-256, as the files are', async () => {
    const { digestOf } = await import('#renderer/documents/row-text');
    expect(await digestOf('机柜')).toBe(createHash('sha256').update('机柜').digest('hex'));
  });
});
