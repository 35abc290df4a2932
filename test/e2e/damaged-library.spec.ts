import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DESKTOP_ONLY, expect, RESTARTS, test } from './fixtures';

const row = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Scenarios', exact: true })
    .getByRole('button', { name: new RegExp(`^${name}`) });

const LEVEL = 'app_fleetwright_0.indexeddb.leveldb';

test(
  'a library that cannot be opened is put aside whole, and a fresh one is filled from the backup',
  { tag: [DESKTOP_ONLY, RESTARTS] },
  async ({ app, page, faults }) => {
    faults.expect(/^console: /);
    await page.getByRole('button', { name: 'New', exact: true }).first().click();
    await expect(row(page, 'New scenario')).toBeVisible();
    const profile = join(app.folder, 'profile');
    await expect(async () => {
      expect(await readdir(join(profile, 'backups'))).not.toEqual([]);
    }).toPass({ timeout: 60_000 });

    const level = join(profile, 'IndexedDB', LEVEL);
    let before: readonly string[] = [];
    const restarted = await app.restart(async () => {
      before = await readdir(level);
      const manifest = before.find((name) => name.startsWith('MANIFEST'));
      await rm(join(level, String(manifest)));
    });
    await restarted.getByRole('button', { name: 'Put the damaged library aside' }).click();
    await expect(restarted.getByText(/backup/i).first()).toBeVisible();
    const aside = await readdir(join(profile, 'set-aside', '000001', LEVEL));
    expect(aside).toEqual(expect.arrayContaining(before.filter((name) => /^CURRENT$|\.log$/.test(name))));
    await restarted
      .getByRole('button', { name: /^Restore/ })
      .first()
      .click();
    await restarted.getByRole('button', { name: 'Go to the library' }).click();
    await expect(row(restarted, 'New scenario')).toBeVisible();
  },
);
