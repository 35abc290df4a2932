import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, HOSTS_DIFFER, RESTARTS, test } from './fixtures';
import { rack, withRack } from './layout-page';

const list = (page: Page) => page.getByRole('list', { name: 'Versions' });
const version = (page: Page, name: string) =>
  list(page).getByRole('button', { name: new RegExp(`^${name}`) });
const row = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Scenarios', exact: true })
    .getByRole('button', { name: new RegExp(`^${name}`) });

async function keep(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of the version').fill(name);
  await page.keyboard.press('Enter');
  await expect(version(page, name)).toBeVisible();
}

/** The scenario under another name: a change that the history can tell. */
async function rename(page: Page, to: string): Promise<void> {
  await page.getByRole('list', { name: 'Scenarios', exact: true }).locator('[aria-current=true]').press('F2');
  await page.getByRole('textbox', { name: 'Rename' }).fill(to);
  await page.keyboard.press('Enter');
  await expect(row(page, to)).toBeVisible();
}

test('a version is named, told from now in words and figures, restored by name, and the restore undone', async ({
  page,
}) => {
  await withRack(page);
  await page.getByRole('button', { name: 'Versions and history' }).click();
  await expect(page.getByText('No versions yet')).toBeVisible();
  await expect(page.getByLabel('Name of the version')).toHaveValue('Version 1');
  await keep(page, 'First offer');
  const detail = page.getByRole('article', { name: 'First offer' });
  await expect(detail).toContainText('No differences: both states are the same.');

  await page.getByRole('tab', { name: 'Layout' }).click();
  await rack(page, 'A01').click();
  await page.keyboard.press('Delete');
  await expect(rack(page, 'A01')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+h');

  const between = page.getByRole('region', { name: 'From “First offer” to “Now”' });
  await expect(between.getByRole('region', { name: 'Racks' })).toContainText('RemovedA01');
  await expect(between.getByRole('row', { name: /^Racks/ })).toContainText('-100 %');
  expect(await axeFindings(page)).toEqual([]);

  await detail.getByRole('button', { name: 'Restore' }).click();
  await expect(detail).toContainText('No differences');
  await expect(version(page, 'Before: Restore “First offer”')).toBeVisible();
  await page.getByRole('button', { name: 'Undo: Restore “First offer”' }).click();
  await expect(between).toContainText('Removed');
});

test(
  'versions are compared with each other, renamed, exported, opened and deleted, and stay after a restart',
  { tag: [HOSTS_DIFFER, RESTARTS] },
  async ({ app, page }) => {
    await page.getByRole('tab').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('versions');
    await page.keyboard.press('Enter');
    await keep(page, 'Monday');
    await rename(page, 'Hall Tuesday');
    await keep(page, 'Tuesday');

    await version(page, 'Tuesday').press('ArrowDown');
    await expect(version(page, 'Monday')).toHaveAttribute('aria-current', 'true');
    await page.getByLabel('Compare with').selectOption({ label: await labelOf(page, 'Tuesday') });
    const between = page.getByRole('region', { name: 'From “Monday” to “Tuesday”' });
    await expect(between).toContainText('→ Hall Tuesday');

    await version(page, 'Monday').press('F2');
    await page.getByRole('dialog').getByLabel('Name of the version').fill('Tuesday');
    await expect(page.getByRole('dialog')).toContainText('Another version has this name.');
    await page.getByRole('dialog').getByLabel('Name of the version').fill('Start');
    await page.keyboard.press('Enter');
    await expect(version(page, 'Start')).toBeVisible();

    const actions = async (item: string) => {
      await page.getByRole('button', { name: 'Actions on Start' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    const file = await app.saved(() => actions('Export'));
    expect(JSON.parse(file.content.toString('utf8'))).toMatchObject({ format: 'fleetwright-scenario' });
    expect(file.name).toContain('Start');

    await version(page, 'Start').press('Delete');
    await expect(version(page, 'Start')).toHaveCount(0);
    await page.getByRole('log').getByRole('button', { name: 'Undo' }).click();
    await expect(version(page, 'Start')).toBeVisible();

    await version(page, 'Start').click();
    await actions('Open as new scenario');
    await expect(page.getByText('No versions yet')).toBeVisible();
    await row(page, 'Hall Tuesday').click();
    await expect(version(page, 'Start')).toBeVisible();

    await expect(page.locator('[data-state="saved"]')).toBeVisible();
    const again = await app.restart();
    await expect(version(again, 'Start')).toBeVisible();
    await expect(version(again, 'Tuesday')).toBeVisible();
    await again.getByLabel('Name of the version').press('Escape');
    await expect(again.getByRole('tab', { selected: true })).toBeVisible();
  },
);

/** How the choice to compare with names a version: its name, then when it was kept. */
async function labelOf(page: Page, name: string): Promise<string> {
  const labels = await page.getByLabel('Compare with').locator('option').allTextContents();
  return labels.find((label) => label.startsWith(`${name} ·`)) ?? name;
}
