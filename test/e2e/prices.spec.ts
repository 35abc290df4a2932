import { expect, HOSTS_DIFFER, RESTARTS, test } from './fixtures';

test(
  'a price that is entered changes the quote, and comes back after a restart',
  { tag: [HOSTS_DIFFER, RESTARTS] },
  async ({ app, page }) => {
    await page.getByRole('tab', { name: 'Prices', exact: true }).click();
    await page.getByRole('button', { name: 'Enter price of Rack 42U', exact: true }).click();
    const form = page.getByRole('dialog', { name: /^Price of Rack 42U/ });
    await form.getByLabel('Typical', { exact: true }).fill('2100');
    await form.getByLabel('Supplier').fill('Acme');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row', { name: /Rack 42U.*\$2,100\.00.*Acme/ })).toBeVisible();

    await page.getByRole('tab', { name: 'Quote', exact: true }).click();
    const preview = page.getByRole('article', { name: 'Preview of the quote' });
    await expect(preview).toContainText('$1,622,100.00');

    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByRole('tab', { name: 'Prices', exact: true }).click();
    await expect(page.getByText('No prices of your own yet')).toBeVisible();
    await page.getByRole('button', { name: /^Redo/ }).click();

    const again = await app.restart();
    await again.getByRole('tab', { name: 'Prices', exact: true }).click();
    await expect(again.getByRole('row', { name: /Rack 42U.*Acme/ })).toBeVisible();
  },
);

test('the price book goes out as CSV and comes in again', async ({ app, page }) => {
  await page.getByRole('tab', { name: 'Prices', exact: true }).click();
  const table =
    'item,currency,typical,observed_on,supplier\nrack-42u,USD,1900,2026-10-01,Acme\nmainframe,USD,1,2026-10-01,\n';
  await page
    .getByLabel('Import CSV or XLSX')
    .setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await expect(page.getByRole('row', { name: /Rack 42U.*\$1,900\.00/ })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('mainframe');

  const file = await app.saved(() => page.getByRole('button', { name: 'Export CSV' }).click());
  expect(file.content.toString()).toContain('rack-42u,USD,1900,1900,1900,2026-10-01');
});

test(
  'the price book goes out as XLSX and comes in again, and what is no workbook is refused with its reason',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    await page.getByRole('tab', { name: 'Prices', exact: true }).click();
    const choose = (name: string, buffer: Buffer) =>
      page
        .getByLabel('Import CSV or XLSX')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    const table = 'item,currency,typical,observed_on,supplier\nrack-42u,USD,1900,2026-10-01,=Acme\n';
    await choose('prices.csv', Buffer.from(table));
    const row = page.getByRole('row', { name: /Rack 42U.*\$1,900\.00/ });
    await expect(row).toBeVisible();
    const file = await app.saved(() => page.getByRole('button', { name: 'Export XLSX' }).click());

    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(page.getByText('No prices of your own yet')).toBeVisible();
    await choose('broken.xlsx', file.content.subarray(0, 200));
    await expect(page.getByRole('alert')).toContainText('it is not an XLSX file, or it is damaged');
    await choose('prices.xlsx', file.content);
    await expect(row).toContainText('=Acme');
    await expect(page.getByRole('alert')).toHaveCount(0);
  },
);

test('a scenario can prefer the published price of an item, and take the own one again by undo', async ({
  page,
}) => {
  await page.getByRole('tab', { name: 'Prices', exact: true }).click();
  const table = 'item,currency,typical,observed_on,supplier\ngroq-lpu-v1,USD,4000,2026-10-01,Acme\n';
  await page
    .getByLabel('Import CSV or XLSX')
    .setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  const row = page.getByRole('row', { name: /GroqChip 1/ });
  const capital = page.getByLabel('Capacity of the fleet');
  await expect(capital).toContainText('Capital$468K');
  await row.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Use the published price in this scenario' }).click();
  await expect(row).toContainText('(counts here)');
  await expect(capital).toContainText('Capital$1.62M');
  await page.getByRole('button', { name: /^Undo: Use the published price of GroqChip 1/ }).click();
  await expect(capital).toContainText('Capital$468K');
});
