import { constants } from 'node:fs';
import { access, copyFile, open, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

interface OpenFile {
  writeFile(content: string | Uint8Array): Promise<void>;
  chown(user: number, group: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The operations that a write consists of; a parameter, so that tests can make each of them fail. */
export interface FileOperations {
  open(path: string, flags: string, mode?: number): Promise<OpenFile>;
  copyFile(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

const nodeOperations: FileOperations = { open, copyFile, rename, unlink };

const RENAME_ATTEMPTS = 5;
const RENAME_PAUSE_MILLISECONDS = 40;

let writes = 0;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Virus scanners and indexers on Windows hold a file open for moments; renaming then fails and soon works. */
async function renamePatiently(operations: FileOperations, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await operations.rename(from, to);
      return;
    } catch (error) {
      if (attempt >= RENAME_ATTEMPTS || !['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error))) throw error;
      await wait(RENAME_PAUSE_MILLISECONDS * attempt);
    }
  }
}

async function writeAndSync(
  operations: FileOperations,
  { path, content, like }: Pick<AtomicWrite, 'path' | 'content' | 'like'>,
): Promise<void> {
  // Readable by nobody else until it has the rights of the file that it replaces.
  const file = await operations.open(path, 'wx', like === undefined ? undefined : 0o600);
  try {
    if (like !== undefined) {
      // Only root may give a file away; for others it stays theirs.
      await file.chown(like.uid, like.gid).catch(() => undefined);
      await file.chmod(like.mode & 0o777);
    }
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The new name is only on the disk once its folder is; file systems that cannot sync a folder need not. */
export async function syncFolder(folder: string, operations: FileOperations = nodeOperations): Promise<void> {
  try {
    const handle = await operations.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}

/** To whom a file belongs and who may read and write it, as `stat` tells. */
interface Ownership {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

interface AtomicWrite {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Whether the file that is replaced stays beside it as `.bak`. */
  readonly keepPrevious?: boolean;
  /** The file whose owner and permissions it takes; as the system has them for new files where left out. */
  readonly like?: Ownership;
  /** Leaves it to the caller to sync the folder, who writes many files into it. */
  readonly oneOfMany?: boolean;
}

/**
 * Writes a whole file or nothing: whoever reads `path`, even after a crash or a full disk in the middle, finds the old
 * content or the new. Rejects with the system's error; the temporary file is then gone.
 */
export async function writeFileAtomically(
  { path, content, keepPrevious = false, oneOfMany = false, ...rights }: AtomicWrite,
  operations: FileOperations = nodeOperations,
): Promise<void> {
  writes += 1;
  const temporary = `${path}.${process.pid}-${writes}.tmp`;
  try {
    await writeAndSync(operations, { path: temporary, content, ...rights });
    if (keepPrevious) await operations.copyFile(path, `${path}.bak`).catch(() => undefined);
    await renamePatiently(operations, temporary, path);
  } catch (error) {
    await operations.unlink(temporary).catch(() => undefined);
    throw error;
  }
  if (!oneOfMany) await syncFolder(dirname(path), operations);
}

/** The code of the error for a file that nobody may write. */
const READ_ONLY = 'EREADONLY';

/**
 * Writes a file that the user named, whole or not at all: on a full disk what was there before stays. A link is
 * followed; a device or a pipe is written to, as it cannot be replaced. The file keeps its owner and its permissions; one
 * that is read-only stays as it is, also for root. Rejects with the system's error, or with `EREADONLY`.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return writeFileAtomically({ path, content });
  if (!found.isFile()) return writeFile(path, content);
  // Replacing would ask only for the folder's permission, and root may do anything.
  if ((found.mode & 0o222) === 0) throw Object.assign(new Error(`${path} is read-only`), { code: READ_ONLY });
  await access(path, constants.W_OK);
  await writeFileAtomically({ path: await realpath(path), content, like: found });
}
