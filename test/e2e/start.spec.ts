import { axeFindings } from './axe';
import { expect, test } from './fixtures';

test('Start offers three doors, what was open lately and examples, and each leads on', async ({ page }) => {
  await page.getByRole('button', { name: 'Fleetwright', exact: true }).click();
  const start = page.getByRole('tabpanel', { name: 'Start page' });
  await expect(start.getByRole('heading', { name: 'What do you want to plan?' })).toBeVisible();
  await expect(start.getByRole('button', { name: /^7B on two H100 servers/ }).first()).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  await start.getByRole('button', { name: /^From a need/ }).click();
  await expect(page.getByRole('tab', { name: 'Size' })).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: 'Fleetwright', exact: true }).click();
  await start.getByRole('button', { name: /^From racks/ }).click();
  await expect(page.getByRole('tab', { name: 'Layout' })).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveTitle(/^New scenario.* – Fleetwright$/);
});

test('Start is shown when no scenario is open, and a scenario opened from it is the one shown', async ({
  page,
}) => {
  await page.getByRole('tab', { name: 'Layout' }).click();
  const scenarios = page.getByRole('list', { name: 'Scenarios' }).getByRole('listitem');
  for (const left of [1, 0]) {
    await scenarios.first().getByRole('button').first().press('Delete');
    await expect(scenarios).toHaveCount(left);
  }
  const start = page.getByRole('tabpanel', { name: 'Start page' });
  await start.getByRole('button', { name: /^Mixed fleet/ }).click();
  await expect(page.getByRole('tab', { name: 'Layout' })).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveTitle(/^Mixed fleet.* – Fleetwright$/);
});
