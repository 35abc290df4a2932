import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../../package.json';
import type { CodeIdentity } from './identity';

/** The desktop's own entry, which the command line is installed without. */
const DESKTOP = 'index.js';

/** The program in a folder: its version, and one digest of all files that compute. Builds repeat to the byte. */
export async function codeIn(program: string): Promise<CodeIdentity> {
  const names = (await readdir(program, { recursive: true }))
    .filter((name) => name.endsWith('.js') && name !== DESKTOP)
    .sort();
  const hash = createHash('sha256');
  for (const name of names) {
    hash.update(`${name.replaceAll('\\', '/')}\n`);
    hash.update(await readFile(join(program, name)));
  }
  return { version, digest: hash.digest('hex') };
}
