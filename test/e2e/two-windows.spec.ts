import { BROWSER_ONLY, expect, test } from './fixtures';

test(
  'a second window does not write beside the first, and may take over what was saved there',
  { tag: BROWSER_ONLY },
  async ({ page }) => {
    await page.getByRole('button', { name: 'New', exact: true }).first().click();
    const listed = page
      .getByRole('list', { name: 'Scenarios' })
      .getByRole('button', { name: /^New scenario/ });
    await expect(listed).toBeVisible();

    const second = await page.context().newPage();
    await second.goto(page.url());
    await expect(
      second.getByRole('heading', { name: 'Fleetwright is open in another window' }),
    ).toBeVisible();
    await expect(listed).toBeVisible();

    await second.getByRole('button', { name: 'Use it here' }).click();
    await expect(
      second.getByRole('list', { name: 'Scenarios' }).getByRole('button', { name: /^New scenario/ }),
    ).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Fleetwright is open in another window' })).toBeVisible();
  },
);
