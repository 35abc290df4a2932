import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, HOSTS_DIFFER, test } from './fixtures';

async function openDevices(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Catalogue' }).click();
  await page.getByLabel('Kind').first().selectOption('Servers and devices');
}

const main = (page: Page) => page.getByRole('tabpanel').first();

test('a device type of one’s own is written, stands in the palette of the layout, and is undone by name', async ({
  page,
}) => {
  await openDevices(page);
  await main(page).getByRole('button', { name: 'New…' }).click();
  await main(page).getByRole('button', { name: 'Save' }).click();
  await expect(main(page).getByText('This field is required.')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  await main(page).getByLabel('Name', { exact: true }).fill('Quiet box');
  await main(page).getByLabel('Height', { exact: true }).fill('3');
  const mass = main(page).getByRole('group', { name: /^Mass/ });
  await mass.getByLabel('Known').check();
  await mass.getByLabel('Typical').fill('27');
  await mass.getByLabel('Typical').press('Tab');
  await main(page).getByRole('button', { name: 'Save' }).click();
  await expect(main(page).getByRole('heading', { name: 'Quiet box' })).toBeVisible();
  await expect(main(page)).toContainText('27 kg');
  await expect(main(page)).toContainText('Not used in this scenario.');

  await page.getByRole('tab', { name: 'Layout' }).click();
  await expect(page.locator('[data-type="own-quiet-box"]')).toBeVisible();
  await page.getByRole('button', { name: 'Undo: Keep “Quiet box” in the library' }).click();
  await expect(page.locator('[data-type="own-quiet-box"]')).toHaveCount(0);
});

test('an entry in use is copied as one’s own, and changed without touching what uses it', async ({
  page,
}) => {
  await openDevices(page);
  await main(page)
    .getByRole('button', { name: /^GroqNode \(8 LPU v1\)/ })
    .click();
  await expect(main(page)).toContainText('Used 9 times in this scenario: A01 (9).');
  await main(page).getByRole('button', { name: 'Copy as my own' }).click();
  await expect(main(page).getByRole('heading', { name: 'GroqNode (8 LPU v1) (own)' })).toBeVisible();
  await main(page).getByRole('button', { name: 'Edit' }).click();
  await main(page).getByLabel('Height', { exact: true }).fill('5');
  await main(page).getByRole('button', { name: 'Save' }).click();
  await expect(main(page)).toContainText('Not used in this scenario.');
});

/** A figure that nobody entered. */
const unknown = (unit: string) => ({ unit, unknown: 'Not entered.' });

/** A scenario with two boxes of an own type, one above the other. */
const twoBoxes = {
  format: 'fleetwright-scenario',
  schemaVersion: 1,
  id: 'two-boxes',
  name: 'Two boxes',
  site: { preset: 'us-va' },
  racks: { a01: { id: 'a01', name: 'A01', type: 'rack-42u', row: 0, place: 0, feeds: [] } },
  devices: {
    lower: { id: 'lower', name: 'lower', type: 'own-box', rack: 'a01', position: 1, face: 'front' },
    upper: { id: 'upper', name: 'upper', type: 'own-box', rack: 'a01', position: 3, face: 'front' },
  },
  userCatalogue: {
    deviceTypes: [
      {
        id: 'own-box',
        name: 'Box',
        vendor: '',
        kind: 'server',
        heightUnits: 2,
        depth: unknown('m'),
        fullDepth: true,
        dimensions: { source: 'entered-by-user', confidence: 'derived' },
        front: 'server',
        mass: unknown('kg'),
        power: { idle: unknown('W'), typical: unknown('W'), maximum: unknown('W') },
      },
    ],
  },
};

test(
  'a change that would break the scenario is said before it is made',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    const file = join(app.folder, 'two-boxes.fleetwright.json');
    await writeFile(file, JSON.stringify(twoBoxes));
    await app.choosing(file, () => page.getByRole('button', { name: 'Import a file…' }).click());
    await openDevices(page);
    await main(page).getByRole('button', { name: /^Box/ }).click();
    await main(page).getByRole('button', { name: 'Edit' }).click();
    await main(page).getByLabel('Height', { exact: true }).fill('4');
    await main(page).getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: /^This change causes \d+ errors?/ });
    await expect(dialog).toContainText('lower');
    await dialog.getByRole('button', { name: 'Keep it as it was' }).click();
    await main(page).getByRole('button', { name: 'Cancel' }).click();
    await main(page).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Change it anyway' }).click();
    await expect(page.getByRole('button', { name: 'Undo: Remove “Box” from the catalogue' })).toBeEnabled();
  },
);
