import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import type { StorageRoom } from '#shared/storage/storage-room';
import { comparisonsIn, nothingCompared } from '#renderer/documents/compared';
import { databaseNamed } from '#renderer/documents/database';
import { documentsOf, scenarioOf } from '#renderer/documents/documents';
import { quotesIn } from '#renderer/documents/quotes';
import { rememberedIn } from '#renderer/documents/remembered';
import { repositoryOf } from '#renderer/documents/repository';
import { storageGate } from '#renderer/documents/storage-gate';
import { storageRecovery, type RecoveryOptions } from '#renderer/documents/storage-recovery';
import { userLibraryIn } from '#renderer/documents/user-library';
import { userPricesIn } from '#renderer/documents/user-prices';
import { ScenarioId } from '#shared/schema/ids';
import { aScenario, step, laysNothing } from './support';

const ample: StorageRoom = { enough: true, mayOpen: true, freeBytes: 1e9, neededBytes: 1e6 };
const scarce: StorageRoom = { ...ample, enough: false, freeBytes: 1e3 };

let made = 0;

async function aLibrary() {
  let room = ample;
  let time = 1_700_000_000_000;
  const now = () => time;
  const name = `recovery-${(made += 1)}`;
  const api = {
    storageRoom: vi.fn(() => Promise.resolve({ ok: true, value: room } as const)),
    rescue: vi.fn<RecoveryOptions['api']['rescue']>(({ scenarios }) =>
      Promise.resolve({ ok: true, value: { place: '/rescue', scenarios: scenarios.length } }),
    ),
    keepDatabase: vi.fn(() => Promise.resolve({ ok: true, value: null } as const)),
  };
  const backedUp = vi.fn<RecoveryOptions['backedUp']>(() => Promise.resolve([]));
  const database = databaseNamed(name);
  const gate = storageGate({ api, estimate: () => Promise.resolve({}), now });
  gate.guard(database);
  const repository = repositoryOf(database, now);
  const newScenarioId = () => ScenarioId.parse(crypto.randomUUID());
  const documents = documentsOf({ repository, now, newScenarioId, pass: gate.pass });
  const beside = {
    quotes: quotesIn(database, documents),
    prices: userPricesIn(database, documents),
    comparisons: comparisonsIn(database, documents),
    library: userLibraryIn({ api: laysNothing, database, documents }),
    remembered: rememberedIn(database),
  };
  const backups = { backUp: vi.fn(() => Promise.resolve(true)) };
  const recovery = storageRecovery({ api, backedUp, database, gate, documents, backups, ...beside });
  await documents.start();
  const [scenario] = await documents.add([aScenario()], step('one'));
  const rename = (to: string) =>
    documents.dispatch({
      name: step(to),
      recipe: (draft) => {
        draft.name = to;
      },
    });
  const onDisk = async () => {
    const fresh = await new Dexie(name).open();
    const rows = (await fresh.table('scenarios').toArray()) as {
      readonly document: { readonly name: string };
    }[];
    fresh.close();
    return rows.map(({ document }) => document.name);
  };
  return {
    ...{
      api,
      backedUp,
      database,
      documents,
      recovery,
      backups,
      scenario: scenario!,
      rename,
      onDisk,
      ...beside,
    },
    setRoom: (next: StorageRoom) => {
      room = next;
      time += 10_000;
    },
  };
}

const failed = (library: Awaited<ReturnType<typeof aLibrary>>) =>
  vi.waitFor(() => expect(library.documents.store.getState().saving.kind).toBe('failed'));

describe('a library on a disk that runs full', () => {
  it('is not written, and what stands in memory is rescued at once', async () => {
    const library = await aLibrary();
    library.setRoom(scarce);
    library.rename('Edited');
    await failed(library);
    expect(library.documents.store.getState().saving).toEqual({ kind: 'failed', failure: 'full' });
    await vi.waitFor(() => expect(library.recovery.store.getState().rescued?.place).toBe('/rescue'));
    expect(library.api.rescue.mock.calls[0]?.[0].scenarios).toMatchObject([{ name: 'Edited' }]);
    expect(await library.onDisk()).toEqual(['One rack']);
  });

  it('takes nothing that stands beside the scenarios either', async () => {
    const library = await aLibrary();
    library.setRoom(scarce);
    library.rename('Edited');
    await failed(library);
    library.comparisons.change({ name: step('note'), put: [nothingCompared] });
    await vi.waitFor(() => expect(library.documents.store.getState().saving.kind).toBe('failed'));
    expect(await library.database.userEntries.count()).toBe(0);
  });

  it('is left alone by trying again while there is no room, and whole once there is', async () => {
    const library = await aLibrary();
    library.setRoom(scarce);
    library.rename('Edited');
    await failed(library);
    for (let attempt = 0; attempt < 8; attempt += 1) expect(await library.recovery.recover()).toBe(false);
    expect(library.api.keepDatabase).not.toHaveBeenCalled();
    expect(library.backups.backUp).not.toHaveBeenCalled();

    library.setRoom(ample);
    expect(await library.recovery.recover()).toBe(true);
    expect(library.documents.store.getState().saving).toEqual({ kind: 'saved' });
    expect(await library.onDisk()).toEqual(['Edited']);
    expect(library.backups.backUp).toHaveBeenCalledOnce();
    expect(library.rename('Further').ok).toBe(true);
  });

  it('is whole too where reading orders, trims or fills in what memory holds otherwise', async () => {
    const library = await aLibrary();
    library.setRoom(scarce);
    const edited = library.documents.dispatch({
      name: step('edit'),
      recipe: (draft) => {
        draft.name = ' Edited ';
        draft.racks = Object.fromEntries(
          Object.entries(draft.racks).map(([id, rack]) => [
            id,
            Object.fromEntries(Object.entries(rack).toReversed()) as typeof rack,
          ]),
        );
      },
    });
    expect(edited.ok).toBe(true);
    await failed(library);
    library.setRoom(ample);
    expect(await library.recovery.recover()).toBe(true);
    expect(library.documents.store.getState().saving).toEqual({ kind: 'saved' });
  });
});

describe('a library that the platform removed under the window', () => {
  it('is written again from memory, and what was never opened comes from the backup', async () => {
    const library = await aLibrary();
    const [closed] = await library.documents.add([aScenario({ name: 'Never opened' })], step('two'), {
      stay: true,
    });
    library.documents.store.setState(({ opened }) => ({
      opened: Object.fromEntries(Object.entries(opened).filter(([id]) => id !== closed!.id)),
    }));
    library.backedUp.mockResolvedValue([closed!]);
    library.database.close();
    await Dexie.delete(library.database.name);
    library.rename('Edited');
    await library.documents.flush();
    expect(await library.recovery.recover()).toBe(true);
    expect((await library.onDisk()).sort()).toEqual(['Edited', 'Never opened']);
    expect(scenarioOf(library.documents.store.getState())?.name).toBe('Edited');
  });
});
