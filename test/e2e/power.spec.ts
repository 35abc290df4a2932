import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { axeFindings } from './axe';
import { expect, test } from './fixtures';
import { settled } from './page-state';

const screen = (page: Page): Locator => page.getByRole('region', { name: 'Power & cooling' });
const diagram = (page: Page): Locator => page.getByRole('group', { name: 'One-line diagram' });
const view = (page: Page, name: string): Promise<void> =>
  page.getByRole('tab', { name, exact: true }).click();
const failures = (page: Page): Locator =>
  screen(page)
    .getByRole('region', { name: /^Single failures/ })
    .last();

/** Opens the Power & cooling screen of the article's 72 LPUs: nine GroqNodes on 4 × 17.3 kW. */
async function opened(page: Page): Promise<void> {
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /^7B on 72 LPUs/ })
    .first()
    .click();
  await page.getByRole('tab', { name: 'Power & cooling', exact: true }).click();
  await expect(screen(page)).toBeVisible();
}

async function withChain(page: Page): Promise<void> {
  await opened(page);
  await page.getByRole('button', { name: 'Build a 2N chain for 1 rack' }).click();
  await expect(diagram(page).getByRole('button')).toHaveCount(6);
}

test('one button builds a 2N chain that carries the rack, and undo takes it back by name', async ({
  page,
}) => {
  await withChain(page);
  await expect(diagram(page).getByRole('button', { name: /^UPS A1/ })).toContainText('/ 40 kW');
  await expect(page.getByRole('button', { name: /^Undo: Build a 2N chain/ })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^Build a 2N chain/ })).toBeVisible();
});

test('nine GroqNodes at nameplate trip a feed when a side is lost, and Layout shows the rack', async ({
  page,
}) => {
  await opened(page);
  await view(page, 'Failures');
  await page.getByLabel('Load').selectOption('nameplate');
  const lost = failures(page).getByRole('row', { name: /^Side A/ });
  await expect(lost).toContainText('A01 B3 trips: 20 kW on a 17.3 kW limit.');
  await expect(lost).toContainText('5 devices go dark (racks: 1).');
  await lost.getByRole('button', { name: /^Show in Layout/ }).click();
  await expect(page.getByRole('tab', { name: 'Layout', exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('a UPS that is made too small is said to trip, in the diagram, the failures and the problems', async ({
  page,
}) => {
  await withChain(page);
  await diagram(page)
    .getByRole('button', { name: /^UPS A1/ })
    .focus();
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const module = inspector.getByLabel('Module', { exact: true });
  await module.fill('2');
  await module.press('Enter');
  await expect(diagram(page).getByRole('button', { name: /^UPS A1/ })).toContainText('over the limit');
  await view(page, 'Failures');
  await expect(failures(page).getByRole('row', { name: /^Nothing: normal operation/ })).toContainText(
    'UPS A1 trips',
  );
  await page.getByRole('button', { name: /problem/ }).click();
  await expect(page.getByRole('dialog')).toContainText('UPS A1 is overloaded');
});

test('the feeds are saved as CSV with plain watts, and supplies are the user’s to say', async ({
  app,
  page,
}) => {
  await opened(page);
  await view(page, 'Feeds and phases');
  const supplies = page.getByLabel(/^Supplies of GroqNode/);
  await supplies.fill('4');
  await supplies.press('Enter');
  await expect(page.getByRole('row', { name: /GroqNode.*your own/ })).toBeVisible();
  const file = await app.saved(() =>
    page.getByRole('button', { name: /^Save “Feeds, fullest first”/ }).click(),
  );
  const [head, ...lines] = parse(file.content, { bom: true });
  expect(head).toContain('Limit (W)');
  expect(lines).toHaveLength(4);
});

test('a cooling unit that is needed is held against the heat, with its spare', async ({ page }) => {
  await opened(page);
  await view(page, 'Cooling');
  await page.getByRole('button', { name: /^Air unit/ }).click();
  await expect(page.getByRole('meter', { name: /^Air: all units/ })).toBeVisible();
  await expect(page.getByRole('meter', { name: /^Air: without the largest/ })).toHaveAttribute(
    'aria-valuetext',
    /over the limit/,
  );
  const door = page.getByLabel('Rear door takes');
  await door.fill('10');
  await door.press('Enter');
  await expect(page.getByRole('button', { name: /^Undo: Change the cooling of 1 rack/ })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Into the rear door' })).toBeVisible();
});

test('axe finds nothing on any view, light and dark', async ({ page }) => {
  await withChain(page);
  for (const theme of ['light', 'dark']) {
    await page.evaluate((wanted) => document.documentElement.setAttribute('data-theme', wanted), theme);
    for (const name of ['Chain', 'Failures', 'Feeds and phases', 'Cooling']) {
      await view(page, name);
      await settled(page);
      expect(await axeFindings(page), `${name}, ${theme}`).toEqual([]);
    }
  }
});
