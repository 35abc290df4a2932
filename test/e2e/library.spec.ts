import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, HOSTS_DIFFER, test } from './fixtures';
import { expectKept } from './page-state';

const list = (page: Page) => page.getByRole('list', { name: 'Scenarios', exact: true });
const row = (page: Page, name: string) => list(page).getByRole('button', { name: new RegExp(`^${name}`) });
const saved = (page: Page) => expect(page.locator('[data-state="saved"]')).toBeVisible();

async function create(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).first().click();
  await expect(row(page, 'New scenario')).toBeVisible();
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await row(page, from).focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Rename' }).fill(to);
  await page.keyboard.press('Enter');
  await expect(row(page, to)).toBeVisible();
}

test(
  'a scenario is created, renamed, undone by name, and found again after a reload',
  { tag: HOSTS_DIFFER },
  async ({ page }) => {
    await create(page);
    await rename(page, 'New scenario', 'Hall 2');
    await page.getByRole('button', { name: 'Undo: Rename to “Hall 2”' }).click();
    await expect(row(page, 'New scenario')).toBeVisible();
    await page.getByRole('button', { name: 'Redo: Rename to “Hall 2”' }).click();
    await expect(row(page, 'Hall 2')).toBeVisible();
    await saved(page);
    await page.reload();
    await expect(row(page, 'Hall 2')).toHaveAttribute('aria-current', 'true');
  },
);

test('a scenario is duplicated, and a deleted one comes back with undo', async ({ page }) => {
  await create(page);
  await row(page, 'New scenario').hover();
  await page.getByRole('button', { name: 'Actions for New scenario' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(row(page, 'New scenario, copy')).toBeVisible();
  await row(page, 'New scenario, copy').press('Delete');
  await expect(row(page, 'New scenario, copy')).toHaveCount(0);
  await page.getByRole('log').getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'New scenario, copy')).toBeVisible();
});

test(
  'an exported scenario can be imported again, and a bad file is refused and changes nothing',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    const folder = await mkdtemp(join(tmpdir(), 'fleetwright-import-'));
    await create(page);
    await rename(page, 'New scenario', 'Export me');
    const file = await app.saved(() => page.keyboard.press('Control+s'));
    expect(JSON.parse(file.content.toString('utf8'))).toMatchObject({
      format: 'fleetwright-scenario',
      name: 'Export me',
    });

    const good = join(folder, 'good.fleetwright.json');
    await writeFile(good, file.content);
    const choose = () => page.getByRole('button', { name: 'Import a file…' }).click();
    await app.choosing(good, choose);
    await expect(row(page, 'Export me 2')).toBeVisible();

    const before = await list(page).getByRole('listitem').count();
    const bad = join(folder, 'bad.fleetwright.json');
    await writeFile(bad, '{"format": "something else"}');
    await app.choosing(bad, choose);
    await expect(page.getByRole('log')).toContainText('bad.fleetwright.json was not imported');
    expect(await list(page).getByRole('listitem').count()).toBe(before);
    await rm(folder, { recursive: true, force: true });
  },
);

test(
  'language and theme are chosen from the palette by keyboard alone, and are remembered',
  { tag: HOSTS_DIFFER },
  async ({ page }) => {
    await page.getByRole('tab').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('简体');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(page.getByRole('tab', { name: '机柜布局' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('深色');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expectKept(page, 'language', 'zh-CN');
    await expectKept(page, 'theme', 'dark');
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  },
);

test('the keys are listed on ? and Escape closes the list', async ({ page }) => {
  await page.getByRole('tab').first().waitFor();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

/** Drops files on the window as the system does. */
async function drop(
  page: Page,
  files: readonly { readonly name: string; readonly bytes: readonly number[] }[],
) {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, bytes } of given) data.items.add(new File([Uint8Array.from(bytes)], name));
    return data;
  }, files);
  const target = page.getByRole('main');
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}

test(
  'dropped files are taken or refused as chosen ones are, each by its name',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    await create(page);
    await rename(page, 'New scenario', 'Drop me');
    const { content } = await app.saved(() => page.keyboard.press('Control+s'));
    await drop(page, [
      { name: 'wide.json', bytes: [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00] },
      { name: 'foreign.json', bytes: [...Buffer.from('{"format": "something else"}')] },
      { name: 'good.json', bytes: [...content] },
    ]);
    const log = page.getByRole('log');
    await expect(row(page, 'Drop me 2')).toBeVisible();
    await expect(log).toContainText('wide.json was not imported: “wide.json” is not a UTF-8 text file.');
    await expect(log).toContainText('foreign.json was not imported');
  },
);
