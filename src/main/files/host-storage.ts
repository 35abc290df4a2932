import type { Answer } from '../../shared/api/contract';
import type { StorageRoom } from '../../shared/storage-room';
import { failure, success } from '../../shared/result';
import { notWritten } from './refusals';
import type { Rescue } from './rescue';

/** What a host can do for the database of its pages. */
export interface HostStorage {
  readonly room: (bytes: number) => Promise<StorageRoom>;
  readonly rescue: Rescue;
  /** Keeps a copy of the database before it is opened again after a failure. */
  readonly keepDatabase: () => Promise<void>;
  /** Moves a database that cannot be opened out of the way; undefined where the host has no hand on it. */
  readonly setDatabaseAside?: () => Promise<string>;
}

/** Moves the damaged database away and says where to; refused where it is a browser's, or stays where it is. */
export async function databaseSetAside(storage: HostStorage): Promise<Answer<{ readonly place: string }>> {
  if (storage.setDatabaseAside === undefined) {
    return failure({
      code: 'database-of-the-browser',
      message: 'The browser keeps this library, so Fleetwright cannot move it out of the way.',
    });
  }
  try {
    return success({ place: await storage.setDatabaseAside() });
  } catch (error) {
    return failure(notWritten('IndexedDB', error));
  }
}
