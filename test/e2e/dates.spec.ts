import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, test } from './fixtures';

const inspector = (page: Page) => page.getByTestId('layout-inspector');
const devices = (page: Page) => page.getByRole('application').getByRole('button', { name: /^groq-node-/ });

/** One rack with a node at its bottom. */
async function withNode(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Layout' }).click();
  await page.getByRole('button', { name: 'New', exact: true }).first().click();
  await page.getByRole('main').getByRole('button', { name: 'Add a rack' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await placeNode(page);
}

async function placeNode(page: Page): Promise<void> {
  await page.locator('[data-type="groq-node-v1"]').focus();
  for (let key = 0; key < 2; key += 1) await page.keyboard.press('Enter');
}

async function planFor(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: /^As of: / }).click();
  const choice = page.getByRole('dialog', { name: 'Planning date' });
  await choice.getByLabel('Another day').fill(day);
  await choice.getByRole('button', { name: 'Choose', exact: true }).click();
}

async function goesOn(page: Page, day: string): Promise<void> {
  const life = inspector(page).getByRole('region', { name: 'In service' });
  await life.getByLabel('State').selectOption('present');
  await life.getByLabel(/^Until/).fill(day);
  await page.keyboard.press('Enter');
}

test('a day is chosen, what is placed comes on it, in the place of what is gone by then, and undo names it', async ({
  page,
}) => {
  await withNode(page);
  await devices(page).first().click();
  await goesOn(page, '2027-03-01');
  await planFor(page, '2027-03-01');
  await expect(page.getByRole('button', { name: 'As of: 2027-03-01' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Undo: Plan for 2027-03-01/ })).toBeVisible();
  await placeNode(page);
  await expect(devices(page)).toHaveCount(2);
  for (const device of await devices(page).all()) await expect(device).toHaveAccessibleName(/U1–4/);
  await expect(inspector(page).getByRole('region', { name: 'In service' }).getByLabel(/^From/)).toHaveValue(
    '2027-03-01',
  );
  expect(await axeFindings(page)).toEqual([]);
});

test('power, heat and cost over the days, each day named and one press away', async ({ page }) => {
  await withNode(page);
  await devices(page).first().click();
  await goesOn(page, '2027-03-01');
  await page.getByRole('tab', { name: 'Power & cooling', exact: true }).click();
  await page.getByRole('tab', { name: 'Over time', exact: true }).click();
  await expect(
    page.getByRole('img', { name: /^Power from day to day, from Before to 2027-03-01/ }),
  ).toBeVisible();
  const rows = page.getByRole('table', { name: 'Over the days of change' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText('Before');
  await expect(rows.nth(2)).toContainText('groq-node-1');
  await page.getByLabel('Measure').selectOption('cost');
  await expect(page.getByRole('img', { name: /^Cost per year/ })).toBeVisible();
  await rows.nth(2).getByRole('button', { name: '2027-03-01' }).click();
  await expect(page.getByRole('button', { name: 'As of: 2027-03-01' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test('racks are coloured by what changes and by what single failures leave', async ({ page }) => {
  await withNode(page);
  await page.getByRole('combobox', { name: /colour/i }).selectOption('life');
  await expect(page.getByTestId('layout-legend')).toContainText('nothing changes');
  await page.getByRole('combobox', { name: /colour/i }).selectOption('survival');
  await expect(page.getByTestId('layout-legend')).toContainText('all go dark');
});
