import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ScenarioId } from '#shared/schema/ids';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { Rescued, StorageRoom } from '#shared/storage/storage-room';
import type { Api } from '#renderer/api/client';
import type { Backups } from './backups';
import type { Comparisons } from './compared';
import type { Database } from './database';
import type { Documents } from './documents';
import type { Quotes } from './quotes';
import type { Remembered } from './remembered';
import { storageFailureOf } from './storage-failure';
import type { StorageGate } from './storage-gate';
import type { UserLibrary } from './user-library';
import type { UserPrices } from './user-prices';

export interface StorageState {
  /** Where what stands in memory was written, since the library could not be. */
  readonly rescued: Rescued | undefined;
  readonly rescueRefusal: Refusal | undefined;
  /** What the disk had room for when the last attempt was refused for want of it. */
  readonly room: StorageRoom | undefined;
}

/** What is done once the library can no longer be written. */
export interface StorageRecovery {
  readonly store: StoreApi<StorageState>;
  /**
   * Opens the library again, writes everything in memory into it and reads it back. True when all of it is there;
   * nothing is touched while the disk has no room.
   */
  readonly recover: () => Promise<boolean>;
  readonly stop: () => void;
}

export interface RecoveryOptions {
  readonly api: Pick<Api, 'rescue' | 'keepDatabase'>;
  /** The newest state that backups of this library have of scenarios. */
  readonly backedUp: (ids: readonly ScenarioId[]) => Promise<readonly Scenario[]>;
  readonly database: Database;
  readonly gate: StorageGate;
  readonly documents: Documents;
  readonly quotes: Quotes;
  readonly prices: UserPrices;
  readonly comparisons: Comparisons;
  readonly library: Pick<UserLibrary, 'records'>;
  readonly remembered: Pick<Remembered, 'rewrite'>;
  readonly backups: Pick<Backups, 'backUp'>;
}

/** The scenarios that stand in memory and in the library; a deleted one is on the disk already. */
function inMemory({ store }: Documents): readonly Scenario[] {
  const { opened, library } = store.getState();
  return library.flatMap(({ id }) => opened[id] ?? []);
}

export function storageRecovery(options: RecoveryOptions): StorageRecovery {
  const { api, database, gate, documents, quotes, prices, comparisons, library, remembered } = options;
  const store = createStore<StorageState>(() => ({
    rescued: undefined,
    rescueRefusal: undefined,
    room: undefined,
  }));
  const beside = [quotes, prices, comparisons, library.records] as const;

  const rescue = async (): Promise<void> => {
    const written = await api.rescue({
      scenarios: [...inMemory(documents)],
      quotes: Object.values(quotes.store.getState().records),
      prices: Object.values(prices.store.getState().records),
      comparisons: Object.values(comparisons.store.getState().records),
      entries: Object.values(library.records.store.getState().records),
    });
    if (written.ok) store.setState({ rescued: written.value, rescueRefusal: undefined });
    else store.setState({ rescueRefusal: written.error });
  };

  /** A library that was removed under the window has lost what the window never opened; a backup may hold it. */
  const bringBack = async (): Promise<void> => {
    const missing = await documents.missing();
    if (missing.length === 0) return;
    await documents.rewrite(await options.backedUp(missing));
  };

  const attempt = async (): Promise<boolean> => {
    database.close();
    await api.keepDatabase({});
    gate.open();
    await database.open();
    await documents.rewrite(inMemory(documents));
    for (const records of beside) await records.rewrite();
    await remembered.rewrite();
    await bringBack();
    return documents.settle();
  };

  let recovering: Promise<boolean> | undefined;
  const recover = async (): Promise<boolean> => {
    const room = await gate.ask(0);
    store.setState({ room });
    if (!room.enough) return false;
    try {
      if (!(await attempt())) return false;
      store.setState({ rescued: undefined, rescueRefusal: undefined, room: undefined });
      // What the library could not be written for kept backups from being made as well.
      void options.backups.backUp();
      return true;
    } catch (error) {
      gate.close(error instanceof Error ? error : new Error(String(error)));
      documents.fail(storageFailureOf(error));
      return false;
    }
  };

  const stop = documents.store.subscribe(({ saving, phase }, before) => {
    if (phase !== 'ready' || saving === before.saving || saving.kind !== 'failed') return;
    if (before.saving.kind === 'failed' && recovering !== undefined) return;
    void gate.ask(0).then((room) => store.setState({ room }));
    void rescue();
  });

  return {
    store,
    stop,
    recover: () =>
      (recovering ??= recover().finally(() => {
        recovering = undefined;
      })),
  };
}
