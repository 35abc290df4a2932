import { randomBytes } from 'node:crypto';
import { statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StorageRoom } from '#shared/storage/storage-room';
import { writeFileAtomically } from './atomic-write';

const MEBIBYTE = 1024 * 1024;

export const diskRoom = {
  /** Kept free beside what is written: a database rewrites megabytes of its own when it tidies up. */
  floorBytes: 32 * MEBIBYTE,
  /** Enough for the database to be opened, which writes its log anew. */
  openBytes: 12 * MEBIBYTE,
  /** Held by a file, given back when the disk runs full, so that there is room to rescue and to close. */
  reserveBytes: 16 * MEBIBYTE,
  /** A write stands in the log, in a table, and in a table anew. */
  copies: 3,
} as const;

export const RESERVE_FILE = 'reserve';

/** The operations on the disk; a parameter, so that tests can fill it. */
export interface DiskOperations {
  /** The bytes that may still be written in a folder; undefined where the system does not tell. */
  readonly freeBytes: (folder: string) => Promise<number | undefined>;
  readonly writeReserve: (path: string) => Promise<void>;
  readonly removeReserve: (path: string) => Promise<void>;
}

async function freeBytesIn(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing && dirname(folder) !== folder ? freeBytesIn(dirname(folder)) : undefined;
  }
}

const diskOperations: DiskOperations = {
  freeBytes: freeBytesIn,
  // Random, since file systems that compress would keep no room for zeros.
  writeReserve: (path) => writeFileAtomically({ path, content: randomBytes(diskRoom.reserveBytes) }),
  removeReserve: (path) => unlink(path),
};

export interface DiskRoom {
  /** Whether so many bytes may be written; gives the reserve back when they may not, and takes it up again later. */
  readonly ask: (bytes: number) => Promise<StorageRoom>;
}

/**
 * Watches the disk of a folder, and holds a reserve on it. What the reserve lacks counts as taken, so that giving it
 * back does not look like room to write.
 */
export function diskRoomOf(folder: string, operations: DiskOperations = diskOperations): DiskRoom {
  const reserve = join(folder, RESERVE_FILE);
  let held: boolean | undefined;
  let asking: Promise<unknown> = Promise.resolve();

  const release = async (): Promise<void> => {
    if (held === false) return;
    held = false;
    await operations.removeReserve(reserve).catch(() => undefined);
  };
  const hold = async (): Promise<void> => {
    if (held === true) return;
    held = await operations.writeReserve(reserve).then(
      () => true,
      () => false,
    );
  };

  const answer = async (bytes: number): Promise<StorageRoom> => {
    // A reserve of an earlier run counts as none until it is written anew: it may have been cut short.
    if (held === undefined) await release();
    const neededBytes = diskRoom.floorBytes + diskRoom.copies * bytes;
    const free = await operations.freeBytes(folder);
    if (free === undefined) return { enough: true, mayOpen: true, freeBytes: 0, neededBytes };
    const lacking = held === true ? 0 : diskRoom.reserveBytes;
    const enough = free - lacking >= neededBytes;
    if (enough) await hold();
    else await release();
    const freeBytes = enough ? free - lacking : ((await operations.freeBytes(folder)) ?? free);
    return { enough, mayOpen: freeBytes >= diskRoom.openBytes, freeBytes, neededBytes };
  };

  return {
    ask: (bytes) => {
      const next = asking.then(() => answer(bytes));
      asking = next.catch(() => undefined);
      return next;
    },
  };
}
