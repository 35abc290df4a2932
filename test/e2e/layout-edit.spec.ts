import { expect, test } from './fixtures';
import { canvas, device, newLayout, rack, said, withRack } from './layout-page';

// One after the other: windows on one display share the clipboard of the system.
test.describe.configure({ mode: 'default' });

test('devices are copied into another scenario with the keys of the clipboard', async ({ page }) => {
  await withRack(page);
  await page.locator('[data-type="dgx-h100"]').focus();
  for (let key = 0; key < 2; key += 1) await page.keyboard.press('Enter');
  await expect(device(page, 'dgx-h100-1')).toBeVisible();
  await page.keyboard.press('Control+c');
  await expect(said(page)).toContainText('1 copied.');
  await withRack(page);
  await expect(device(page, 'dgx-h100-1')).toHaveCount(0);
  await page.getByTestId('layout-canvas').focus();
  await page.keyboard.press('Control+v');
  await expect(said(page)).toContainText('picked up');
  await page.keyboard.press('Enter');
  await expect(canvas(page).getByRole('button', { name: /^dgx-h100-\d+, .*U1–8/ })).toBeVisible();
});

test('what is cut leaves the rack and undo brings it back under its name', async ({ page }) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  await device(page, 'groq-node-9').click();
  await page.keyboard.press('Control+x');
  await expect(device(page, 'groq-node-9')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo: Cut 1' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(device(page, 'groq-node-9')).toBeVisible();
});

test('a rack is duplicated eight times in one step, and undo says so', async ({ page }) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  await rack(page, 'A01')
    .getByRole('button', { name: /^Rack A01/ })
    .click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Duplicate several times…' }).click();
  await page.getByRole('dialog').getByLabel('How many copies of each').fill('8');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo: Duplicate rack A01 × 8' })).toBeVisible();
  await expect(page.getByTestId('layout-inspector')).toContainText('8 selected');
});

test('devices are spread and pushed down from the menu', async ({ page }) => {
  await withRack(page);
  await page.locator('[data-type="groq-node-v1"]').focus();
  await page.keyboard.press('Enter');
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(device(page, 'groq-node-1')).toHaveAccessibleName(/U10–13/);
  await page.keyboard.press('Control+d');
  await expect(device(page, 'groq-node-2')).toHaveAccessibleName(/U14–17/);
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Push down' }).click();
  await expect(device(page, 'groq-node-1')).toHaveAccessibleName(/U1–4/);
  await expect(device(page, 'groq-node-2')).toHaveAccessibleName(/U5–8/);
  await expect(page.getByRole('button', { name: 'Undo: Push down 2 devices' })).toBeVisible();
});

test('foreign text on the clipboard is refused in words', async ({ page }) => {
  await withRack(page);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Paste' }).click();
  await expect(said(page)).toContainText('no Fleetwright racks or devices');
});
