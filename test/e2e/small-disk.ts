import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk {
  readonly unmount: () => void;
}

/** Puts a disk of this size under a folder; only root on Linux may. */
export function smallDisk(folder: string, megabytes: number): SmallDisk {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return { unmount: () => execFileSync('umount', ['--lazy', folder]) };
}

const FILL = 'somebody-elses-file';

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOSPC';

/** Fills a disk to its last page, as another program does. */
export function fillDisk(folder: string): void {
  const file = openSync(join(folder, FILL), 'a');
  for (const size of [1024 * 1024, 4096, 1]) {
    const chunk = Buffer.alloc(size);
    try {
      for (;;) writeSync(file, chunk);
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }
  closeSync(file);
}

export const freeDisk = (folder: string): void => rmSync(join(folder, FILL));
