import { parse } from 'csv-parse/sync';
import { expect, test } from './fixtures';

test('a quote names what has no price, and its PDF and CSV say what the screen says', async ({
  app,
  page,
}) => {
  await page.getByRole('tab', { name: 'Quote' }).click();
  await page.getByRole('button', { name: 'Leave them out and say so' }).click();
  const preview = page.getByRole('article', { name: 'Preview of the quote' });
  await expect(preview).toContainText('$1,620,000.00', { timeout: 20_000 });
  await expect(preview).toContainText('Rack 42U');

  const pdf = await app.saved(() => page.getByRole('button', { name: 'Save as PDF' }).click());
  expect(pdf.name).toMatch(/\.pdf$/);
  expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.content.subarray(-6).toString()).toContain('%%EOF');

  const csv = await app.saved(() => page.getByRole('button', { name: 'CSV', exact: true }).click());
  const rows: string[][] = parse(csv.content, { bom: true, relax_column_count: true });
  expect(rows.flat()).toContain('1620000.00');
});
