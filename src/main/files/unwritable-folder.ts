import { mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Why nothing can be kept in a folder, as the system's code; undefined where it can be written. */
export function unwritableReason(folder: string): string | undefined {
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '', { flag: 'wx' });
    unlinkSync(probe);
    return undefined;
  } catch (error) {
    // A full disk has its own screen, from which the library can be read.
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return code === 'ENOSPC' || code === 'EDQUOT' ? undefined : code;
  }
}
