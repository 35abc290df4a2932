import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

async function withRack(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Layout' }).click();
  await page.getByRole('button', { name: 'New', exact: true }).first().click();
  await page.getByRole('main').getByRole('button', { name: 'Add a rack' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
}

test('a space of a rack is kept with a reason, takes no device, and undo gives it back', async ({ page }) => {
  await withRack(page);
  const kept = page.getByTestId('layout-inspector').getByRole('region', { name: 'Kept spaces' });
  await kept.getByLabel('For').fill('patch panels');
  await page.keyboard.press('Enter');
  await kept.getByLabel('Units to keep').fill('4');
  await page.keyboard.press('Enter');
  await kept.getByRole('button', { name: 'Keep this space' }).click();
  await expect(kept).toContainText('Reserved U1–4: patch panels');
  await page.locator('[data-type="groq-node-v1"]').focus();
  for (let key = 0; key < 2; key += 1) await page.keyboard.press('Enter');
  await expect(
    page.getByRole('application').getByRole('button', { name: /^groq-node-1,/ }),
  ).toHaveAccessibleName(/U5–8/);
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: /Undo: Reserve space in A01 for patch panels/ }).click();
  await expect(page.getByText('Reserved U1–4: patch panels')).toHaveCount(0);
});
