import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { isRoot } from '../../scripts/runtime.js';

/** Why nothing can be mounted here; undefined where it can. */
export const mountsMissing = (): string | undefined =>
  isRoot() ? undefined : 'only root can give the app a disk of its own';

/** Makes a folder read-only, for root as well; what it returns takes that back. */
export function readOnly(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['--bind', folder, folder]);
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
  return () => execFileSync('umount', ['--lazy', folder]);
}
