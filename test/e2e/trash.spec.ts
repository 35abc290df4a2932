import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const list = (page: Page) => page.getByRole('list', { name: 'Scenarios', exact: true });
const row = (page: Page, name: string) => list(page).getByRole('button', { name: new RegExp(`^${name}`) });
const trash = (page: Page) => page.getByRole('dialog', { name: 'Deleted scenarios' });

test('deleted scenarios are found in the trash by keyboard, restored, and deleted for good when asked twice', async ({
  page,
}) => {
  const [lpu, gpu] = ['7B on 72 LPUs', '7B on two H100 servers'] as const;
  await row(page, lpu).press('Delete');
  await expect(page.getByRole('log')).toContainText('It stays in the trash for 30 days.');
  await row(page, gpu).press('Delete');
  await expect(list(page).getByRole('button', { name: /7B/ })).toHaveCount(0);
  await page.reload();

  await page.getByRole('button', { name: 'Trash: 2 scenarios' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Deleted scenarios');
  await page.keyboard.press('Enter');
  const rows = trash(page).getByRole('list', { name: 'Deleted scenarios' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(/1 rack · \d+ devices?.*Deleted on .*, kept until .* or later/);
  const restore = trash(page).getByRole('button', { name: new RegExp(`^Restore “${lpu}`) });
  await restore.focus();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(1);

  await trash(page)
    .getByRole('button', { name: new RegExp(`^Delete “${gpu}`) })
    .click();
  const question = page.getByRole('dialog', { name: 'Delete for good?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(rows).toHaveCount(1);
  await trash(page)
    .getByRole('button', { name: new RegExp(`^Delete “${gpu}`) })
    .click();
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(trash(page)).toContainText('The trash is empty.');
  await page.keyboard.press('Escape');
  await expect(row(page, lpu)).toBeVisible();
  await page.reload();
  await expect(row(page, lpu)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Trash/ })).toHaveCount(0);
});
