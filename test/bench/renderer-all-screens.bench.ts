import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SampledBench } from './bench';

const BYTES_PER_KILOBYTE = 1_000;

/** Scripts and styles of every screen in one language or the other, compressed, as they lie in the built app. */
async function sizeOfAll(root: string): Promise<number> {
  const folder = join(root, 'out/renderer/assets');
  const names = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const bytes = files.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
  return bytes / BYTES_PER_KILOBYTE;
}

export const bench: SampledBench = {
  name: 'renderer-all-screens',
  unit: 'kB',
  sample: async ({ root }) => [await sizeOfAll(root)],
};
