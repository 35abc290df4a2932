import type { Request } from '@playwright/test';
import { BROWSER_ONLY, expect, test } from './fixtures';
import { settled } from './page-state';

/** The files of a first page: the entry and first view, the first screen with its charts, and messages in one language. */
const MOST_FILES = 15;
const MOST_KILOBYTES = 300;
const BYTES_PER_KILOBYTE = 1_000;

test(
  'the first page takes few files, compressed, and fetches nothing ahead for a window that nobody uses',
  { tag: BROWSER_ONLY },
  async ({ page }) => {
    const network = await page.context().newCDPSession(page);
    await network.send('Network.setCacheDisabled', { cacheDisabled: true });
    const files: Request[] = [];
    page.on('requestfinished', (request) => {
      if (request.method() === 'GET' && request.url().startsWith('http')) files.push(request);
    });

    await page.reload({ waitUntil: 'networkidle' });
    await settled(page);

    const sizes = await Promise.all(files.map((file) => file.sizes()));
    const kilobytes =
      sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0) / BYTES_PER_KILOBYTE;
    expect(files.length).toBeGreaterThan(5);
    expect(files.length).toBeLessThanOrEqual(MOST_FILES);
    expect(kilobytes).toBeLessThanOrEqual(MOST_KILOBYTES);
    const largest = files.find((file) => file.url().includes('/first-view-') && file.url().endsWith('.js'));
    expect((await largest?.response())?.headers()).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'max-age=31536000, immutable',
    });
  },
);
