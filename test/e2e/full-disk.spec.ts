import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { isRoot } from '../../scripts/runtime.js';
import { DESKTOP_ONLY, expect, HOSTS_DIFFER, RESTARTS, test } from './fixtures';
import type { RunningApp } from './host';
import { fillDisk, freeDisk } from './small-disk';

test.skip(process.platform !== 'linux' || !isRoot(), 'only root on Linux can give the app a small disk');
test.use({ diskMegabytes: 96 });

const list = (page: Page) => page.getByRole('list', { name: 'Scenarios', exact: true });
const row = (page: Page, name: string) => list(page).getByRole('button', { name: new RegExp(`^${name}`) });
const saved = (page: Page) => expect(page.locator('[data-state="saved"]')).toBeVisible();
const failure = (page: Page) => page.getByRole('dialog', { name: 'Not saved' });
const tryAgain = (page: Page) => failure(page).getByRole('button', { name: 'Try again' });

/** Frees the disk and tries again once, unless the backup a few seconds after an edit saves what waits first. */
async function saveOnceThereIsRoom(page: Page, folder: string): Promise<void> {
  await expect(tryAgain(page)).toBeEnabled();
  freeDisk(folder);
  await tryAgain(page).evaluateAll((buttons: readonly HTMLElement[]) => {
    for (const button of buttons) button.click();
  });
  await expect(failure(page)).toHaveCount(0);
  await saved(page);
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await row(page, from).focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Rename' }).fill(to);
  await page.keyboard.press('Enter');
}

async function createNamed(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).first().click();
  await expect(row(page, 'New scenario')).toBeVisible();
  await rename(page, 'New scenario', name);
  await saved(page);
}

/** The scenarios by name that were rescued to files. */
async function rescued(home: string): Promise<readonly string[]> {
  const folder = (await readdir(home)).find((name) => name.startsWith('Fleetwright rescue'));
  if (folder === undefined) return [];
  const files = (await readdir(join(home, folder))).filter((name) => name.endsWith('.fleetwright.json'));
  const texts = await Promise.all(files.map((name) => readFile(join(home, folder, name), 'utf8')));
  return texts.map((text) => (JSON.parse(text) as { readonly name: string }).name);
}

const databaseOf = ({ host, folder }: RunningApp): string =>
  join(folder, 'profile', ...(host === 'browser' ? ['Default'] : []), 'IndexedDB');

test(
  'on a full disk nothing is written or lost, what is in memory becomes files, and trying again saves it',
  {
    tag: [HOSTS_DIFFER, RESTARTS],
  },
  async ({ app, page }) => {
    await createNamed(page, 'Before');
    fillDisk(app.folder);
    await rename(page, 'Before', 'Edited');
    await expect(failure(page)).toContainText('The disk is almost full.');
    await expect(failure(page)).toContainText('Fleetwright rescue');
    expect(await rescued(app.home)).toContain('Edited');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await tryAgain(page).click();
      await expect(failure(page)).toContainText(/MB are free; at least \d+ MB are needed/);
      await expect(tryAgain(page)).toBeEnabled();
    }
    expect(existsSync(databaseOf(app))).toBe(true);

    await saveOnceThereIsRoom(page, app.folder);
    await rename(page, 'Edited', 'Afterwards');
    await saved(page);
    const restarted = await app.restart();
    await expect(row(restarted, 'Afterwards')).toBeVisible();
    await expect(row(restarted, '7B on two H100 servers')).toBeVisible();
  },
);

test(
  'a library on a full disk is shown after a restart, and takes edits once there is room',
  {
    // A browser fills what room there is with files of its own.
    tag: [DESKTOP_ONLY, RESTARTS],
  },
  async ({ app, page }) => {
    await createNamed(page, 'Before');
    fillDisk(app.folder);
    await rename(page, 'Before', 'Edited');
    await expect(failure(page)).toBeVisible();

    const restarted = await app.restart();
    await expect(row(restarted, 'Before')).toBeVisible();
    await rename(restarted, 'Before', 'Edited again');
    await expect(failure(restarted)).toBeVisible();
    await saveOnceThereIsRoom(restarted, app.folder);
    const again = await app.restart();
    await expect(row(again, 'Edited again')).toBeVisible();
  },
);

test(
  'a library is not even opened where that could damage it, and opens once there is room',
  {
    tag: [HOSTS_DIFFER, RESTARTS],
  },
  async ({ app, page }) => {
    await createNamed(page, 'Before');
    fillDisk(app.folder);
    await rename(page, 'Before', 'Edited');
    await expect(failure(page)).toBeVisible();
    const restarted = await app.restart(() => {
      fillDisk(app.folder);
      return Promise.resolve();
    });
    await expect(restarted.getByText('opening the library could damage it')).toBeVisible();
    freeDisk(app.folder);
    await restarted.getByRole('button', { name: 'Try again' }).click();
    await expect(row(restarted, 'Before')).toBeVisible();
  },
);
