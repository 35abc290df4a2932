import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { backupFiles } from './backup-files';
import type { CaseGiven } from './case';
import { START_MILLISECONDS } from './host';
import { list } from './library-acts';
import { watchWindow, type Shown } from './window-watch';

export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 2).join(' ');

/** What stands in a window, shortened. */
export const textOf = (page: Page): Promise<string> =>
  page
    .locator('body')
    .innerText({ timeout: 2_000 })
    .then(
      (text) => text.replaceAll(/\s+/g, ' ').slice(0, 300),
      () => '',
    );

/** Opens the app and waits for its library; a start that never shows it is a fault, and what stood there is told. */
export async function openLibrary(
  { host, tally }: CaseGiven,
  onShown: (shown: Shown) => void = () => undefined,
): Promise<Page | undefined> {
  let page: Page | undefined;
  try {
    page = await host.open((fresh) => watchWindow(fresh, onShown));
    await list(page).getByRole('listitem').first().waitFor({ timeout: START_MILLISECONDS });
    return page;
  } catch (error) {
    tally.stuckStarts += 1;
    const text = page === undefined ? '' : await textOf(page);
    tally.faults.push(
      `stuck start: ${reasonOf(error)}; the window showed “${text}”; ${host.said().slice(-300)}`,
    );
    await host.killRest();
    return undefined;
  }
}

/** As `openLibrary`, for cases that cannot go on without it. */
export async function openedLibrary(given: CaseGiven): Promise<Page> {
  const page = await openLibrary(given);
  if (page === undefined) throw new Error('The library did not open.');
  return page;
}

/** A window that is hidden backs up at once; it is only told that it is. */
export const backUpNow = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
  });

/** Takes the backup that an empty library is offered, and goes on to the library. */
export async function restoreOffered(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Restore \d+ scenarios?$/ })
    .first()
    .click({ timeout: START_MILLISECONDS });
  await page.getByRole('button', { name: 'Go to the library' }).click({ timeout: START_MILLISECONDS });
}

/** Backs up now, and waits until a scenario of this name is in a backup; that it never is is a fault. */
export async function backedUpAs(
  { host, tally }: CaseGiven,
  page: Page,
  { name, milliseconds = START_MILLISECONDS }: { readonly name: string; readonly milliseconds?: number },
): Promise<void> {
  await backUpNow(page);
  for (const deadline = Date.now() + milliseconds; !backupFiles(host.backups).names.has(name);) {
    if (Date.now() > deadline) {
      tally.faults.push(`“${name}” is in no backup: “${await textOf(page)}”`);
      return;
    }
    await wait(200);
  }
}
