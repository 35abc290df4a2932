import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, HOSTS_DIFFER, RESTARTS, test } from './fixtures';
import { llamaConfig } from '../support/model-config';
import { settled } from './page-state';

async function openCatalogue(page: Page, kind: string): Promise<void> {
  await page.getByRole('tab', { name: 'Catalogue' }).click();
  await page.getByLabel('Kind').first().selectOption(kind);
}

const main = (page: Page) => page.getByRole('tabpanel').first();

/** Drops files on the window as the system does. */
async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const [name, text] of Object.entries(given)) data.items.add(new File([text], name));
    return data;
  }, files);
  const target = page.getByRole('main');
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}

test('a dropped configuration is shown, kept, offered where models are chosen, and undone by name', async ({
  page,
}) => {
  await page.getByRole('tab').first().waitFor();
  await drop(page, {
    'hf_quant_config.json': JSON.stringify({
      quantization: { quant_algo: 'FP8', exclude_modules: ['lm_head'] },
    }),
    'config.json': JSON.stringify(llamaConfig),
  });
  const dialog = page.getByRole('dialog', { name: 'Add a model' });
  await expect(dialog).toContainText('8.03 billion');
  await expect(dialog.getByRole('figure', { name: 'Weights by part' })).toContainText('fp8');
  await expect(dialog.getByRole('figure', { name: 'Layers by kind' })).toContainText('32 layers');
  await expect(dialog.getByRole('table', { name: /^Cache of one request/ })).toContainText('32,768 tokens');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel('Name').fill('House model');
  await dialog.getByLabel('Id').fill('house-model');
  await dialog.getByRole('button', { name: 'Keep in library' }).click();
  await expect(page.getByRole('log')).toContainText('“House model” is in your library.');

  await page.getByRole('tab', { name: 'Performance' }).click();
  await expect(page.getByRole('option', { name: 'House model' }).first()).toBeAttached();
  await page.getByRole('button', { name: 'Undo: Keep “House model” in the library' }).click();
  await expect(page.getByRole('option', { name: 'House model' })).toHaveCount(0);
});

test('a configuration that cannot be read is refused with its file and place, and nothing is kept', async ({
  page,
}) => {
  await openCatalogue(page, 'Models');
  await page.getByRole('button', { name: 'Add a model…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a model' });
  await dialog
    .getByLabel('Or paste the text of config.json')
    .fill(JSON.stringify({ ...llamaConfig, num_hidden_layers: -2 }));
  await dialog.getByRole('button', { name: 'Read the text' }).click();
  await expect(dialog.getByRole('alert')).toContainText(
    'config.json: num_hidden_layers: must be at least 1, not -2',
  );
  await expect(dialog.getByRole('button', { name: 'Keep in library' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await main(page).getByLabel('Only my library').check();
  await expect(main(page)).toContainText('Nothing in your library yet');
});

test(
  'the library is written as a file, taken in again, and is there after a restart',
  { tag: RESTARTS },
  async ({ app, page }) => {
    await openCatalogue(page, 'Accelerators');
    await main(page)
      .getByRole('button', { name: /^H100 SXM/ })
      .first()
      .click();
    await main(page).getByRole('button', { name: 'Copy as my own' }).click();
    await expect(main(page).getByRole('heading', { level: 2 })).toContainText('(own)');
    const { content } = await app.saved(() =>
      main(page).getByRole('button', { name: 'Export library…' }).click(),
    );
    const library = JSON.parse(content.toString()) as { readonly accelerators: readonly object[] };
    expect(library.accelerators).toMatchObject([{ basedOn: 'h100-sxm' }]);
    await settled(page);

    const again = await app.restart();
    await openCatalogue(again, 'Accelerators');
    await main(again).getByLabel('Only my library').check();
    await expect(main(again).getByRole('listitem').first()).toContainText('(own)');
    const changed = library.accelerators.map((entry) => ({ ...entry, name: 'From a colleague' }));
    await drop(again, {
      'own.fleetwright-library.json': JSON.stringify({ ...library, accelerators: changed }),
    });
    const dialog = again.getByRole('dialog', { name: 'Import a library' });
    await expect(dialog).toContainText('differs from yours');
    await expect(dialog.getByRole('button', { name: 'Import 0 entries' })).toBeDisabled();
    await dialog
      .getByLabel(/differs from yours with the same id/)
      .selectOption('Keep both, imported ones under new ids');
    await dialog.getByRole('button', { name: 'Import 1 entry' }).click();
    await expect(main(again).getByRole('button', { name: /^From a colleague/ })).toBeVisible();
  },
);

test('what others need is not removed unasked, and a server is made for a part that none takes', async ({
  page,
}) => {
  await openCatalogue(page, 'Accelerators');
  await main(page)
    .getByRole('button', { name: /^H100 SXM/ })
    .first()
    .click();
  await main(page).getByRole('button', { name: 'Copy as my own' }).click();
  await expect(main(page)).toContainText('no server in the catalogue takes it');
  await main(page).getByRole('button', { name: 'Make a server for it' }).click();
  await expect(main(page).getByLabel('How many')).toHaveValue('8');
  await main(page).getByRole('button', { name: 'Save' }).click();
  await expect(main(page).getByRole('heading', { level: 2 })).toContainText('server');

  await page.getByLabel('Kind').first().selectOption('Accelerators');
  await main(page)
    .getByRole('button', { name: /\(own\)/ })
    .first()
    .click();
  await expect(main(page)).toContainText('Used by these entries:');
  await main(page).getByRole('button', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog', { name: /^This change breaks something/ });
  await expect(dialog).toContainText('has no entry');
  await dialog.getByRole('button', { name: 'Keep it as it was' }).click();
  await expect(main(page).getByRole('heading', { level: 2 })).toContainText('(own)');
});

test(
  'a library file that does not hold is refused with its place',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    const file = join(app.folder, 'bad.fleetwright-library.json');
    const models = [
      { id: 'a', basedOn: 'b' },
      { id: 'b', basedOn: 'a' },
    ];
    await writeFile(file, JSON.stringify({ format: 'fleetwright-library', schemaVersion: 1, models }));
    await page.getByRole('tab').first().waitFor();
    await app.choosing(file, () => page.getByRole('button', { name: 'Import a file…' }).click());
    const dialog = page.getByRole('dialog', { name: 'Import a library' });
    await expect(dialog.getByRole('alert')).toContainText('is based on itself: a → b → a');
    await expect(dialog.getByRole('button', { name: /^Import \d/ })).toBeDisabled();
  },
);
