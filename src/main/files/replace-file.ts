import { constants } from 'node:fs';
import { access, realpath, stat, writeFile } from 'node:fs/promises';
import { writeFileAtomically } from './atomic-write';

/**
 * Writes a file that the user named, whole or not at all: on a full disk what was there before stays. A link is
 * followed; a device or a pipe is written to, as it cannot be replaced. Rejects with the system's error.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return writeFileAtomically({ path, content });
  if (!found.isFile()) return writeFile(path, content);
  // Replacing would ask only for the folder's permission; a file that is read-only stays as it is.
  await access(path, constants.W_OK);
  await writeFileAtomically({ path: await realpath(path), content, mode: found.mode });
}
