import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Reads tar archives as npm and GNU tar write them, with what Node has. */

const BLOCK = 512;
const FILE_TYPES = new Set(['0', '\0', '']);
/** The mode of a file that may be run; nothing else of an archive's modes and owners is taken over. */
const EXECUTABLE = 0o755;
const PLAIN = 0o644;

const textAt = (header, start, length) => {
  const text = header.toString('utf8', start, start + length);
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
};
const octalAt = (header, start, length) => Number.parseInt(textAt(header, start, length).trim() || '0', 8);

/** The regular files of an archive: their paths, contents and whether they may be run. */
export function* filesOfTar(archive) {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = textAt(header, 0, 100);
    if (name === '') return;
    const size = octalAt(header, 124, 12);
    const start = at + BLOCK;
    if (!Number.isSafeInteger(size) || size < 0 || start + size > archive.length) {
      throw new Error(`The archive is damaged at ${name}.`);
    }
    if (FILE_TYPES.has(textAt(header, 156, 1))) {
      const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textAt(header, 345, 155) : '';
      const path = prefix === '' ? name : `${prefix}/${name}`;
      const mayRun = (octalAt(header, 100, 8) & 0o100) !== 0;
      yield { path, mayRun, content: archive.subarray(start, start + size) };
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** Writes the files of an archive below a folder, which none of them can leave. */
export function unpackTar(archive, folder) {
  for (const { path, mayRun, content } of filesOfTar(archive)) {
    const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
    if (parts.includes('..')) throw new Error(`The archive names ${path}, which lies outside of it.`);
    const target = join(folder, ...parts);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content, { mode: mayRun ? EXECUTABLE : PLAIN });
  }
}
