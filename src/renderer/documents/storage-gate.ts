import type { DBCore } from 'dexie';
import type { StorageRoom } from '#shared/storage/storage-room';
import type { Api } from '#renderer/api/client';
import type { Database } from './database';
import { storageFailureOf } from './storage-failure';

/**
 * What every write passes. On a full disk the platform damages its database and then removes it, so writing stops
 * before: when there is too little room, and after any write that the platform could not do.
 */
export interface StorageGate {
  /** Asks whether there is room for so many bytes, and opens or closes for want of room. */
  readonly ask: (bytes: number) => Promise<StorageRoom>;
  /** Rejects where so many bytes may not be written. */
  readonly pass: (bytes: number) => Promise<void>;
  /** Closes the gate for good until it is opened again; what is written meanwhile fails with this error. */
  readonly close: (error: Error) => void;
  readonly open: () => void;
}

export interface GateOptions {
  readonly api: Pick<Api, 'storageRoom'>;
  readonly estimate?: () => Promise<StorageEstimate>;
  readonly now?: () => number;
}

const MEBIBYTE = 1024 * 1024;

/** Kept free of the share of the disk that the platform gives this origin. */
const QUOTA_FLOOR_BYTES = 8 * MEBIBYTE;
/** What other writes than an edit are let through on: an answer that is older is asked again. */
const ANSWER_LASTS_MILLISECONDS = 2_000;

const estimateOfPlatform = (): Promise<StorageEstimate> =>
  'storage' in navigator ? navigator.storage.estimate() : Promise.resolve({});

const unlimited: StorageRoom = { enough: true, mayOpen: true, freeBytes: 0, neededBytes: 0 };

const fullDisk = (): Error => new DOMException('The disk has no room for this.', 'QuotaExceededError');

export function storageGate({
  api,
  estimate = estimateOfPlatform,
  now = Date.now,
}: GateOptions): StorageGate & { readonly guard: (database: Database) => void } {
  let full = false;
  let failed: Error | undefined;
  let askedAt = -Infinity;

  const roomOf = async (bytes: number): Promise<StorageRoom> => {
    const [answer, { quota, usage = 0 }] = await Promise.all([
      api.storageRoom({ bytes }),
      estimate().catch((): StorageEstimate => ({})),
    ]);
    // A side that does not answer is no reason to stop saving.
    const disk = answer.ok ? answer.value : unlimited;
    const left = quota === undefined ? Infinity : quota - usage;
    const needed = QUOTA_FLOOR_BYTES + bytes;
    return left >= needed ? disk : { ...disk, enough: false, freeBytes: left, neededBytes: needed };
  };

  const ask = async (bytes: number): Promise<StorageRoom> => {
    askedAt = now();
    const room = await roomOf(bytes);
    full = !room.enough;
    return room;
  };

  const check = (): void => {
    if (failed !== undefined) throw failed;
    if (full) throw fullDisk();
    if (now() - askedAt > ANSWER_LASTS_MILLISECONDS) void ask(0);
  };

  const watch = (transaction: IDBTransaction): void => {
    transaction.addEventListener('abort', () => {
      const { error } = transaction;
      if (error === null) return;
      const failure = storageFailureOf(error);
      if (failure === 'full' || error.name === 'UnknownError') failed ??= error;
    });
  };

  return {
    ask,
    pass: async (bytes) => {
      if (failed !== undefined) throw failed;
      if (!(await ask(bytes)).enough) throw fullDisk();
    },
    close: (error) => {
      failed ??= error;
    },
    open: () => {
      failed = undefined;
    },
    guard: (database) => {
      database.use({
        stack: 'dbcore',
        name: 'storage-gate',
        create: (core: DBCore) => ({
          ...core,
          transaction: (stores, mode, options) => {
            if (mode === 'readwrite') check();
            const transaction = core.transaction(stores, mode, options);
            if (mode === 'readwrite' && 'addEventListener' in transaction) {
              watch(transaction as unknown as IDBTransaction);
            }
            return transaction;
          },
        }),
      });
    },
  };
}
