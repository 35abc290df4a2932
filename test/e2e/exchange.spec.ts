import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, HOSTS_DIFFER, test } from './fixtures';

async function openLayout(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Layout' }).click();
  await expect(page.getByRole('group', { name: /Rack A01,/ })).toBeVisible();
}

async function fromFileMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Export and import' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

const dialog = (page: Page) => page.getByRole('dialog');

/** Chooses files in one row of the import; the page's own dialog is the same in both hosts. */
async function choose(page: Page, row: string, files: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog(page).getByRole('group', { name: row }).getByRole('button', { name: 'Choose…' }).click(),
  ]);
  await chooser.setFiles([...files]);
  await expect(dialog(page).getByRole('group', { name: row })).not.toContainText('Nothing chosen');
}

test(
  'the layout is exported as a drawing on paper and as a bill of materials',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    await openLayout(page);
    await fromFileMenu(page, 'Export…');
    expect(await axeFindings(page)).toEqual([]);
    const pdf = await app.saved(() =>
      dialog(page).getByRole('button', { name: 'Export', exact: true }).click(),
    );
    expect(pdf.name).toMatch(/\.pdf$/);
    expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
    await expect(dialog(page)).toContainText('Saved as');

    await dialog(page).getByLabel('As').selectOption('Bill of materials (CSV)');
    const csv = await app.saved(() =>
      dialog(page).getByRole('button', { name: 'Export', exact: true }).click(),
    );
    expect(csv.content.toString('utf8')).toContain(
      'GroqChip 1 (LPU v1),Groq,accelerator,72,20000,1440000,USD',
    );
  },
);

test(
  'device types, racks and devices of NetBox are checked, taken over in one step, and undone by name',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    const file = async (name: string, text: string): Promise<string> => {
      const path = join(app.folder, name);
      await writeFile(path, text);
      return path;
    };
    const type = await file(
      'acme.yaml',
      'manufacturer: ACME\nmodel: Box 1\nslug: acme-box-1\nu_height: 2\nis_full_depth: true\ncomments: Draws 6.5 kW\npower-ports:\n  - name: PSU1\n    maximum_draw: 1071\n',
    );
    const broken = await file('broken.yaml', 'manufacturer: ACME\n');
    const racks = await file('racks.csv', 'name,u_height\nA02,42\n');
    const devices = await file(
      'devices.csv',
      'name,device_type,rack,position,face\nbox-a,Box 1,A02,3,front\nbox-b,Unheard of,A02,9,front\n',
    );
    await openLayout(page);
    await fromFileMenu(page, 'Import…');
    await choose(page, 'Racks (CSV or JSON)', [racks]);
    await choose(page, 'Devices (CSV or JSON)', [devices]);
    await choose(page, 'Device and rack types (YAML, JSON or ZIP)', [type, broken]);
    await dialog(page).getByRole('button', { name: 'Check' }).click();
    await expect(dialog(page)).toContainText('To import: racks 1, devices 1, types 1.');
    await expect(dialog(page).getByRole('region', { name: 'Left out' })).toContainText('Unheard of');
    await expect(dialog(page).getByRole('region', { name: 'Left out' })).toContainText('broken.yaml');
    await expect(dialog(page).getByRole('region', { name: 'Please check' })).toContainText('6,500 W');
    expect(await axeFindings(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Import', exact: true }).click();

    const rack = page.getByRole('group', { name: /Rack A02,/ });
    await expect(rack).toBeVisible();
    await expect(page.getByRole('button', { name: /^box-a,/ })).toBeVisible();
    await page.getByRole('button', { name: /^Undo: Import from NetBox: racks 1,/ }).click();
    await expect(rack).toHaveCount(0);
  },
);
