import { DESKTOP_ONLY, expect, RESTARTS, test } from './fixtures';

test('the window comes back where it was', { tag: [DESKTOP_ONLY, RESTARTS] }, async ({ app }) => {
  await expect(app.page().getByRole('main')).toBeVisible();
  await app.moveWindow({ x: 40, y: 30, width: 1100, height: 700 });
  const page = await app.restart();
  await expect(page.getByRole('main')).toBeVisible();
  expect(await page.evaluate(() => window.outerWidth)).toBe(1100);
});
