import type { Page } from '@playwright/test';
import { expect } from './fixtures';

const LOADING = /^(Loading…|正在加载…)$/;

/** Waits until the page shows what it was asked for: a screen is there, nothing is fetched or computed any more, and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main')).not.toBeEmpty();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByText(LOADING)).toHaveCount(0);
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => {
      const { iterations } = effect?.getComputedTiming() ?? {};
      return iterations !== undefined && Number.isFinite(iterations);
    });
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** What the window remembers beside the documents, as it is on the disk. */
const keptIn = (page: Page, key: string): Promise<unknown> =>
  page.evaluate(
    (wanted) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('fleetwright');
        opening.onerror = () => reject(new Error(opening.error?.message));
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction('settings').objectStore('settings').get(wanted);
          reading.onerror = () => reject(new Error(reading.error?.message));
          reading.onsuccess = () => {
            database.close();
            resolve((reading.result as { readonly value: unknown } | undefined)?.value);
          };
        };
      }),
    key,
  );

/** Waits until a setting is on the disk, so that a restart finds it. */
export async function expectKept(page: Page, key: string, value: unknown): Promise<void> {
  await expect.poll(() => keptIn(page, key)).toEqual(value);
}
