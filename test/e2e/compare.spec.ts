import { parse } from 'csv-parse/sync';
import { expect, test } from './fixtures';

test('the first start puts the article’s two fleets side by side: $1.62 M against $0.60 M', async ({
  page,
}) => {
  const capital = page.getByRole('row', { name: /^Capital \$/ });
  await expect(capital).toContainText('$1.62M');
  await expect(capital).toContainText('$600K');
});

test('another baseline turns the columns round', async ({ page }) => {
  const columns = page
    .getByRole('region', { name: 'Comparison of the chosen scenarios' })
    .getByRole('columnheader');
  await expect(columns.nth(1)).toContainText('7B on 72 LPUs');
  await page.getByRole('radio', { name: /^Measure the others against 7B on two H100/ }).check();
  await expect(columns.nth(1)).toContainText('7B on two H100');
  await expect(columns.nth(1)).toContainText('Baseline');
});

test('a comparison saved as CSV states the amounts as plain numbers', async ({ app, page }) => {
  await expect(page.getByRole('row', { name: /^Capital \$/ })).toBeVisible();
  const file = await app.saved(() => page.getByRole('button', { name: 'CSV', exact: true }).click());
  expect(file.name).toMatch(/\.csv$/);
  const lines: string[][] = parse(file.content, { bom: true });
  expect(lines.find(([name]) => name === 'Capital')).toEqual(['Capital', 'USD', '1620000', '600000']);
});
