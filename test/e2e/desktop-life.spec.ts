import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DESKTOP_ONLY, expect, RESTARTS, test } from './fixtures';

test('the window comes back where it was', { tag: [DESKTOP_ONLY, RESTARTS] }, async ({ app }) => {
  await expect(app.page().getByRole('main')).toBeVisible();
  await app.moveWindow({ x: 40, y: 30, width: 1100, height: 700 });
  const page = await app.restart();
  await expect(page.getByRole('main')).toBeVisible();
  expect(await page.evaluate(() => window.outerWidth)).toBe(1100);
});

test(
  'a lost database is restored from the newest backup, with what was compared',
  { tag: [DESKTOP_ONLY, RESTARTS] },
  async ({ app }) => {
    // The page backs up once nothing has changed for ten seconds.
    test.slow();
    const page = app.page();
    await page.getByRole('button', { name: 'New', exact: true }).first().click();
    const library = page.getByRole('list', { name: 'Scenarios' });
    await expect(library.getByRole('button', { name: /^New scenario/ })).toBeVisible();
    await expect(async () => {
      expect(await readdir(join(app.folder, 'profile', 'backups'))).not.toEqual([]);
    }).toPass({ timeout: 30_000 });
    const opened = await app.restart(() => rm(join(app.folder, 'profile', 'IndexedDB'), { recursive: true }));
    await opened.getByRole('button', { name: 'Restore the backup' }).click();
    await expect(
      opened.getByRole('list', { name: 'Scenarios' }).getByRole('button', { name: /^New scenario/ }),
    ).toBeVisible();
    await opened.getByRole('tab', { name: 'Compare' }).click();
    await expect(opened.getByRole('columnheader', { name: /^7B on two H100 servers/ })).toBeVisible();
  },
);
