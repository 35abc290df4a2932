import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a start needs of the built pages until the open scenario can be worked on in the layout. */

export const BUDGET_KILOBYTES = 250;
const BYTES_PER_KILOBYTE = 1_000;

const ENTRY = 'index.html';
const LAYOUT = 'features/layout/index.ts';
const MESSAGES = 'i18n/together/layout-en.ts';

const gzipped = (content) => gzipSync(content, { level: 9 }).length / BYTES_PER_KILOBYTE;

/** Every file that these chunks need at once: themselves, what they import other than on demand, and their styles. */
function filesNeeded(manifest, chunks) {
  const files = new Set();
  const need = (key) => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`The build has no chunk for ${key}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    chunk.imports?.forEach(need);
  };
  chunks.forEach(need);
  return [...files];
}

/** The files of the first load with their sizes in kB, compressed by gzip at its strongest, the largest first. */
export async function firstLoad(root) {
  const pages = join(root, 'out/renderer');
  const manifest = JSON.parse(readFileSync(join(pages, '.vite/manifest.json'), 'utf8'));
  const chunks = [ENTRY, LAYOUT, MESSAGES];
  return filesNeeded(manifest, chunks)
    .map((file) => ({ file, kilobytes: gzipped(readFileSync(join(pages, file))) }))
    .sort((a, b) => b.kilobytes - a.kilobytes);
}
