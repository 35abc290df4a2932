import { constants } from 'node:fs';
import { access, realpath, stat, writeFile } from 'node:fs/promises';
import { writeFileAtomically } from './atomic-write';

/** The code of the error for a file that nobody may write. */
export const READ_ONLY = 'EREADONLY';

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
