import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from '#shared/api/contract';
import { failure, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { Rescued, StorageRoom } from '#shared/storage/storage-room';
import { writeFileAtomically } from './atomic-write';
import { type DocumentParts, encodeWhole, wholeOfDocuments } from './backup-format';
import { notWritten } from './host-files';

/** What a window holds in memory. */
type InMemory = Pick<DocumentParts, 'quotes' | 'prices' | 'comparisons' | 'entries'> & {
  readonly scenarios: readonly Scenario[];
};

interface Rescue {
  /** Writes what a window holds in memory as files; rejects with the last error where no place takes them. */
  readonly write: (contents: InMemory) => Promise<Rescued>;
}

interface RescueOptions {
  /** Folders to try, the best one first; they should not all be on one disk. */
  readonly places: readonly string[];
  readonly now?: () => Date;
}

/** A name that every file system takes; the id keeps two scenarios of one name apart. */
const fileNameOf = ({ name, id }: Pick<Scenario, 'name' | 'id'>): string => {
  const bare = `${name} ${id}`.replace(/[/\\:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ');
  return `${bare.trim().slice(0, 120)}.fleetwright.json`;
};

async function writeInto(folder: string, at: string, contents: InMemory): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const scenario of contents.scenarios) {
    await writeFileAtomically({
      path: join(folder, fileNameOf(scenario)),
      content: `${JSON.stringify(scenario, null, 2)}\n`,
    });
  }
  await writeFileAtomically({
    path: join(folder, 'all.json'),
    content: encodeWhole(wholeOfDocuments({ ...contents, library: 'rescue', at })),
  });
}

/**
 * Rescues into one folder per run of the app: every scenario as a file that can be imported, and all together as a
 * backup. A later rescue of the same run replaces the files of an earlier one.
 */
export function createRescue({ places, now = () => new Date() }: RescueOptions): Rescue {
  const started = now().toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  return {
    write: async (contents) => {
      let reason: unknown = new Error('There is no place to rescue to.');
      for (const place of places) {
        const folder = join(place, `Fleetwright rescue ${started}`);
        try {
          await writeInto(folder, now().toISOString(), contents);
          return { place: folder, scenarios: contents.scenarios.length };
        } catch (error) {
          reason = error;
        }
      }
      throw reason;
    },
  };
}

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
