import { expect, HOSTS_DIFFER, RESTARTS, test } from './fixtures';

test('the app opens, and opens again after a reload', { tag: HOSTS_DIFFER }, async ({ page }) => {
  await expect(page).toHaveTitle(/Fleetwright/);
  await expect(page.locator('#root')).not.toBeEmpty();
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
});

test('the app opens again after it was closed', { tag: [HOSTS_DIFFER, RESTARTS] }, async ({ app }) => {
  // Closed before it is up, a page has not kept the session that its one-time address opened.
  await expect(app.page().getByRole('main')).toBeVisible();
  const page = await app.restart();
  await expect(page).toHaveTitle(/Fleetwright/);
  await expect(page.locator('#root')).not.toBeEmpty();
});
