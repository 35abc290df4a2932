import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { SampledBench } from './bench';
import { inBrowser } from './browser';

const BYTES_PER_KILOBYTE = 1_000;

/** Scripts and styles that a start fetches until the open scenario can be worked on in the layout. */
async function fetchedBy(page: Page): Promise<readonly string[]> {
  const usable = page.getByRole('button', { name: /Add rack/ });
  await usable.waitFor();
  await page.reload();
  await usable.waitFor();
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => /\.(js|css)$/.test(path)),
  );
}

/** What a start reads of the pages, each file compressed by gzip at its strongest. */
async function firstLoad(root: string, page: Page): Promise<number> {
  const paths = await fetchedBy(page);
  const files = await Promise.all(
    paths.map((path) => readFile(join(root, 'out/renderer/assets', basename(path)))),
  );
  const bytes = files.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
  return bytes / BYTES_PER_KILOBYTE;
}

export const bench: SampledBench = {
  name: 'renderer-first-load',
  unit: 'kB',
  budget: 250,
  sample: ({ root }) => inBrowser(root, async (page) => [await firstLoad(root, page)]),
};
