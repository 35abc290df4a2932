import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** A new scenario without racks, open in the layout. */
async function newLayout(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Layout' }).click();
  await page.getByRole('button', { name: 'New', exact: true }).first().click();
}

const dialog = (page: Page): Locator => page.getByRole('dialog');

async function openAutoFit(page: Page): Promise<void> {
  await page.getByRole('toolbar').getByRole('button', { name: 'Auto-fit…' }).click();
}

test('a list of servers is placed into new racks in one step that can be undone', async ({ page }) => {
  await newLayout(page);
  await openAutoFit(page);
  await dialog(page).getByLabel('How many').fill('9');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Find places' }).click();
  await expect(dialog(page).getByRole('status')).toContainText('Devices placed: 9. New racks: 3.');
  await expect(dialog(page)).toContainText('Racks used: 3. No arrangement needs fewer.');
  await expect(dialog(page).getByRole('row', { name: /A01 \(new\)/ })).toContainText(
    'Power: 40.8 kW / 34.6 kW',
  );
  await dialog(page).getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByTestId('layout-inspector')).toContainText('9 selected');
  const undo = page.getByRole('button', { name: /Undo: Auto-fit 9 × DGX H100/ });
  await undo.click();
  await expect(page.getByText('No racks yet')).toBeVisible();
});

test('what finds no place is named with the limit in its way, and cancelling changes nothing', async ({
  page,
}) => {
  await newLayout(page);
  await openAutoFit(page);
  await dialog(page).getByLabel('At most').fill('1');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Find places' }).click();
  await expect(dialog(page)).toContainText(
    '5 × DGX H100 (8 x H100 SXM) not placed: the next one would bring any rack to 40.8 kW, over the power limit of 34.6 kW.',
  );
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('No racks yet')).toBeVisible();
});

test('what stands is rearranged into fewer racks', async ({ page }) => {
  await newLayout(page);
  await openAutoFit(page);
  await dialog(page).getByLabel('Keep spare').fill('60');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Find places' }).click();
  await expect(dialog(page).getByRole('status')).toContainText('New racks: 8.');
  await dialog(page).getByRole('button', { name: 'Apply' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Layout: Rearrange');
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Find places' }).click();
  await expect(dialog(page)).toContainText('After: racks 3, errors 0');
  await dialog(page).getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: /Undo: Rearrange/ })).toBeVisible();
});
