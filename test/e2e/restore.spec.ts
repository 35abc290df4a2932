import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DESKTOP_ONLY, expect, HOSTS_DIFFER, RESTARTS, test } from './fixtures';
import type { RunningApp } from './host';

const folderOf = (app: RunningApp): string =>
  join(app.folder, app.host === 'desktop' ? 'profile' : 'data', 'backups');

/** The backups of every library, oldest first. */
async function backupsIn(app: RunningApp): Promise<readonly string[]> {
  const names = await readdir(folderOf(app), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.json.gz')).sort();
}

const librariesIn = async (app: RunningApp): Promise<number> =>
  new Set((await backupsIn(app)).map((name) => name.split(/[\\/]/)[0])).size;

/** What a damaged disk does: the browser finds no database where one was. */
const loseDatabase = (app: RunningApp) => () =>
  rm(join(app.folder, 'profile', ...(app.host === 'desktop' ? [] : ['Default']), 'IndexedDB'), {
    recursive: true,
  });

const inLibrary = (page: Page, name: RegExp) =>
  page.getByRole('list', { name: 'Scenarios' }).getByRole('button', { name });

async function addScenario(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).first().click();
  await expect(inLibrary(page, /^New scenario/).first()).toBeVisible();
}

/** A library with one scenario beside the two of the first start, which is in a backup. */
async function backedUp(app: RunningApp): Promise<void> {
  await addScenario(app.page());
  // A restart backs up what the window did not.
  await app.restart();
  await expect(async () => {
    expect(await backupsIn(app)).not.toEqual([]);
    await openRestore(app.page());
    await expect(app.page().getByRole('checkbox', { name: /^New scenario/ })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

async function openRestore(page: Page): Promise<void> {
  const close = page.getByRole('button', { name: 'Close' });
  if (await close.isVisible()) await close.click();
  await page.getByRole('button', { name: 'Restore from a backup…' }).first().click();
}

test(
  'a lost library is offered back whole, with what was compared',
  { tag: [HOSTS_DIFFER, RESTARTS] },
  async ({ app }) => {
    test.slow();
    await backedUp(app);
    const page = await app.restart(loseDatabase(app));
    await expect(page.getByText('Your library is empty, but there are backups')).toBeVisible();
    await page.getByRole('button', { name: 'Restore 3 scenarios' }).click();
    await expect(page.getByText('3 scenarios added')).toBeVisible();
    await page.getByRole('button', { name: 'Go to the library' }).click();
    await expect(inLibrary(page, /^New scenario/)).toBeVisible();
    await page.getByRole('tab', { name: 'Compare' }).click();
    await expect(page.getByRole('columnheader', { name: /^7B on two H100 servers/ })).toBeVisible();
  },
);

test(
  'starting without a backup keeps it, and one scenario or all can be restored later',
  { tag: [HOSTS_DIFFER, RESTARTS] },
  async ({ app }) => {
    test.slow();
    await backedUp(app);
    const before = await backupsIn(app);
    const page = await app.restart(loseDatabase(app));
    await page.getByRole('button', { name: 'Start without a backup' }).click();
    await expect(inLibrary(page, /^7B on/).first()).toBeVisible();
    await addScenario(page);
    await expect(async () => expect(await librariesIn(app)).toBe(2)).toPass({ timeout: 30_000 });
    expect(await backupsIn(app)).toEqual(expect.arrayContaining([...before]));

    await openRestore(page);
    const lost = page.getByRole('region', { name: 'Another library on this machine' });
    await lost.getByRole('button').first().click();
    await page.getByRole('checkbox', { name: 'All scenarios' }).uncheck();
    await page.getByRole('checkbox', { name: /^New scenario/ }).check();
    await page.getByRole('button', { name: 'Restore 1 scenario' }).click();
    await expect(page.getByText('1 scenario added')).toBeVisible();
    await page.getByRole('checkbox', { name: 'All scenarios' }).check();
    await page.getByRole('button', { name: 'Restore 3 scenarios' }).click();
    await expect(page.getByText('2 scenarios added')).toBeVisible();
    await expect(page.getByText('1 scenario was already here')).toBeVisible();
    await page.getByRole('button', { name: 'Go to the library' }).click();
    await expect(inLibrary(page, /^New scenario/)).toHaveCount(2);
    await expect(inLibrary(page, /^7B on/)).toHaveCount(4);
  },
);

test(
  'a damaged newest backup is said, an older one is offered, and no examples are put in its place',
  { tag: [HOSTS_DIFFER, RESTARTS] },
  async ({ app }) => {
    test.slow();
    await backedUp(app);
    const page = await app.restart(async () => {
      await loseDatabase(app)();
      const newest = (await backupsIn(app)).at(-1) ?? '';
      const path = join(folderOf(app), newest);
      await writeFile(path, (await readFile(path)).subarray(0, 200));
    });
    await expect(page.getByText('The newest backup of a library is damaged.')).toBeVisible();
    await expect(page.getByText('Damaged, cannot be read')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Scenarios' })).toHaveCount(0);
  },
);

test(
  'a backup is saved as a file and taken in from it',
  { tag: [HOSTS_DIFFER, RESTARTS] },
  async ({ app }) => {
    test.slow();
    await backedUp(app);
    const page = app.page();
    const saved = await app.saved(() => page.getByRole('button', { name: 'Save as a file…' }).click());
    expect(saved.name).toMatch(/^fleetwright-backup-.*\.json$/);
    const path = join(app.folder, 'carried.json');
    await writeFile(path, saved.content);
    const fresh = await app.restart(async () => {
      await loseDatabase(app)();
      await rm(folderOf(app), { recursive: true });
    });
    await expect(inLibrary(fresh, /^7B on/).first()).toBeVisible();
    await openRestore(fresh);
    await app.choosing(path, () => fresh.getByRole('button', { name: 'Open a backup file…' }).click());
    await expect(fresh.getByText('From the file carried.json')).toBeVisible();
    await fresh.getByRole('button', { name: 'Restore 3 scenarios' }).click();
    await expect(fresh.getByText('3 scenarios added')).toBeVisible();
  },
);

// A browser lets no page hold its window.
const movesBeforeClosing = [
  { after: 'an edit', move: () => undefined },
  { after: 'an edit and a move within the page', move: () => location.assign('#elsewhere') },
  { after: 'an edit and an address that was refused', move: () => location.assign('https://example.com/') },
];
for (const { after, move } of movesBeforeClosing) {
  test(
    `closing the window right after ${after} makes a backup of it`,
    { tag: [DESKTOP_ONLY, RESTARTS] },
    async ({ app, faults }) => {
      test.slow();
      faults.expect(/^(request|console): /);
      await addScenario(app.page());
      await app.page().evaluate(move);
      const page = await app.restart(loseDatabase(app));
      await expect(page.getByRole('checkbox', { name: /^New scenario/ })).toBeVisible();
    },
  );
}
