import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { electronExecutable, isRoot, root } from '../../scripts/runtime.js';
import { DESKTOP_ONLY, expect, HOSTS_DIFFER, test } from './fixtures';
import type { RunningApp } from './host';

/** Starts the app a second time on the profile of the first, as a file manager does, and waits until it has left. */
async function openAgain({ folder, home }: RunningApp, files: readonly string[]): Promise<void> {
  const words = [
    root,
    `--user-data-dir=${join(folder, 'profile')}`,
    ...(isRoot() ? ['--no-sandbox'] : []),
    ...files,
  ];
  const second = spawn(electronExecutable() ?? '', words, {
    env: { ...process.env, HOME: home },
    stdio: 'ignore',
  });
  expect(await once(second, 'exit')).toEqual([0, null]);
}

test(
  'a file that is opened while the app runs goes into its library',
  { tag: DESKTOP_ONLY },
  async ({ app, page }) => {
    const rows = page
      .getByRole('list', { name: 'Scenarios' })
      .getByRole('button', { name: /^Hall from a colleague/ });
    await page.getByRole('tab').first().waitFor();
    const example = await readFile(join(root, 'resources/examples/mixed-fleet.fleetwright.json'), 'utf8');
    const scenario = JSON.parse(example) as Record<string, unknown>;
    const file = join(app.folder, 'hall.fleetwright.json');
    await writeFile(file, JSON.stringify({ ...scenario, name: 'Hall from a colleague' }));

    await openAgain(app, [file]);
    await expect(page.getByRole('log')).toContainText('Imported “Hall from a colleague”.');

    await openAgain(app, [file]);
    await expect(page.getByRole('log')).toContainText('“Hall from a colleague” is in your library already');
    await expect(rows).toHaveCount(1);

    await openAgain(app, [join(app.folder, 'gone.fleetwright.json')]);
    await expect(page.getByRole('log')).toContainText('gone.fleetwright.json was not imported');
  },
);

test(
  'About says version, where the data is and whose work is inside',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    await page.getByRole('tab').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('About');
    await page.keyboard.press('Enter');
    const about = page.getByRole('dialog', { name: 'About Fleetwright' });
    await expect(about).toContainText(`Version ${version}`);
    await expect(about).toContainText(
      app.host === 'desktop' ? join(app.folder, 'profile') : new URL(page.url()).origin,
    );
    const entry = about.getByRole('listitem').filter({ hasText: 'react-dom' });
    await entry.locator('summary').click();
    await expect(entry.getByText('Permission is hereby granted')).toBeVisible();
  },
);
