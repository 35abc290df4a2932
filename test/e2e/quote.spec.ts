import { parse } from 'csv-parse/sync';
import { expect, HOSTS_DIFFER, RESTARTS, test } from './fixtures';

test(
  'a quote names what has no price, and its PDF and CSV say what the screen says',
  { tag: HOSTS_DIFFER },
  async ({ app, page }) => {
    await page.getByRole('tab', { name: 'Quote', exact: true }).click();
    await page.getByRole('button', { name: 'Leave them out and say so' }).click();
    const preview = page.getByRole('article', { name: 'Preview of the quote' });
    await expect(preview).toContainText('$1,620,000.00');
    await expect(preview).toContainText('Rack 42U');

    const pdf = await app.saved(() => page.getByRole('button', { name: 'Save as PDF' }).click());
    expect(pdf.name).toMatch(/\.pdf$/);
    expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.content.subarray(-6).toString()).toContain('%%EOF');

    const csv = await app.saved(() => page.getByRole('button', { name: 'CSV', exact: true }).click());
    const rows: string[][] = parse(csv.content, { bom: true, relax_column_count: true });
    expect(rows.flat()).toContain('1620000.00');
  },
);

test(
  'a quote is sent, stands, is revised, and the revision says what it changes',
  { tag: [HOSTS_DIFFER, RESTARTS] },
  async ({ app, page }) => {
    await page.getByRole('tab', { name: 'Quote', exact: true }).click();
    await page.getByRole('button', { name: 'Leave them out and say so' }).click();
    const preview = page.getByRole('article', { name: 'Preview of the quote' });
    await expect(preview).toContainText('$1,620,000.00');
    await page.getByRole('group', { name: 'Buyer' }).getByLabel('Name').fill('Fabrikam');
    await page.getByRole('button', { name: 'Mark as sent' }).click();

    await expect(page.getByText('This quote has been sent and cannot change.')).toBeVisible();
    await expect(page.getByLabel('Quote number')).toBeDisabled();
    await page.getByRole('button', { name: 'Revise' }).click();
    await page.getByLabel('Discount', { exact: true }).fill('10');
    await page.getByLabel('Discount', { exact: true }).press('Enter');
    await expect(preview).toContainText('$1,458,000.00');
    const difference = page.getByRole('region', { name: /^Changed since FW-/ });
    await expect(difference).toContainText('Total: $1,620,000.00 → $1,458,000.00');
    await page.getByRole('button', { name: 'Mark as sent' }).click();

    await page.getByRole('tab', { name: 'Register (2)' }).click();
    const register = page.getByRole('region', { name: 'Register of quotes' });
    await expect(register.getByRole('row').filter({ hasText: 'Superseded' })).toContainText('$1,620,000.00');
    await expect(register.getByRole('row').filter({ hasText: / \/ 2/ })).toContainText('Fabrikam');

    await register
      .getByRole('button', { name: / \/ 2$/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Accepted' }).click();
    const json = await app.saved(() => page.getByRole('button', { name: 'JSON', exact: true }).click());
    expect(JSON.parse(json.content.toString())).toMatchObject({
      revision: 2,
      buyer: { name: 'Fabrikam' },
      total: { amount: 145_800_000, currency: 'USD' },
    });

    await expect(page.locator('[data-state="saved"]')).toBeVisible();
    const again = await app.restart();
    await again.getByRole('tab', { name: 'Register (2)' }).click();
    await expect(again.getByRole('region', { name: 'Register of quotes' })).toContainText('Accepted');
  },
);

test('a rate that the seller enters lets two currencies stand in one quote, and a discount may be an amount', async ({
  page,
}) => {
  await page.getByRole('tab', { name: 'Quote', exact: true }).click();
  await page.getByRole('button', { name: 'Leave them out and say so' }).click();
  const preview = page.getByRole('article', { name: 'Preview of the quote' });
  await expect(preview).toContainText('$1,620,000.00');

  await page.getByLabel('Total also in').selectOption('PLN');
  await expect(page.getByRole('alert')).toContainText('an exchange rate that is not known: USD → PLN');
  await page.getByRole('button', { name: 'Add a rate' }).click();
  const rates = page.getByRole('group', { name: 'Own exchange rates' });
  await rates.getByLabel('From').selectOption('USD');
  await rates.getByLabel('To', { exact: true }).selectOption('PLN');
  await rates.getByLabel('Rate', { exact: true }).fill('4');
  await page.keyboard.press('Enter');
  await expect(preview).toContainText('6,480,000.00');
  await expect(preview).toContainText('Converted at 4 PLN per USD');

  await page.getByLabel('Discount in', { exact: true }).first().selectOption('USD');
  await page.getByLabel('Discount', { exact: true }).first().fill('20000');
  await page.keyboard.press('Enter');
  await expect(preview).toContainText('$1,600,000.00');
  await page.getByLabel('Discount', { exact: true }).first().fill('2000000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The overall discount exceeds the sum of the lines.');
});
