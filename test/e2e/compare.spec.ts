import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { expect, HOSTS_DIFFER, test } from './fixtures';

const figures = (page: Page) => page.getByRole('region', { name: 'Comparison of the chosen scenarios' });
const capital = (page: Page) => figures(page).getByRole('row', { name: /^Capital Row Capital/ });
const columns = (page: Page) => figures(page).getByRole('columnheader');

async function openMenu(page: Page, menu: string, item: string) {
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('the first start puts the article’s two fleets side by side: $1.62 M against $0.60 M', async ({
  page,
}) => {
  await expect(capital(page)).toContainText('$1.62M');
  await expect(capital(page)).toContainText('$600K');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(
    /serves the same model 5\.\d+ times slower per user and costs 61 % less over 5 years/,
  );
});

test('another baseline turns the verdict round and leaves the columns where they are', async ({ page }) => {
  await page.getByRole('radio', { name: 'Use 7B on two H100 servers (article) as the baseline' }).check();
  await expect(columns(page).nth(2)).toContainText('Baseline');
  await expect(columns(page).nth(1)).toContainText('7B on 72 LPUs');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(
    /compared with 7B on two H100 servers \(article\), 7B on 72 LPUs \(article\) serves the same model 5\.\d+ times faster/,
  );
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(columns(page).nth(1)).toContainText('Baseline');
});

test('fleets that do not give the same service are said to in red', async ({ page }) => {
  await page.getByRole('button', { name: '70B on one H100 server (article)' }).click();
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByRole('checkbox', { name: '70B on one H100 server (article)' }).check();

  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: '70B on one H100 server (article): not known: no deployment runs its model' }),
  ).toBeVisible();
});

test('columns are moved by keyboard, pinned and noted; it all survives a reload and can be undone', async ({
  page,
}) => {
  const lpu = 'Column 7B on 72 LPUs (article)';
  await page.getByRole('button', { name: lpu }).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(columns(page).nth(2)).toContainText('7B on 72 LPUs');

  await openMenu(page, lpu, 'Pin to the left');
  await expect(columns(page).nth(1)).toContainText('Pinned');

  await openMenu(page, 'Row Capital', 'Pin to the top');
  await expect(figures(page).getByRole('row').nth(2)).toContainText('Capital');

  await openMenu(page, 'Row Capital', 'Write a note…');
  await page.getByRole('dialog').getByRole('textbox').fill('card prices as of May');
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect(capital(page)).toContainText('card prices as of May');
  await expect(page.getByRole('button', { name: /^Undo.*Note on “Capital”/ })).toBeVisible();

  await page.reload();
  await expect(capital(page)).toContainText('card prices as of May');
  await expect(columns(page).nth(1)).toContainText('7B on 72 LPUs');
});

test('columns are moved by dragging', async ({ page }) => {
  await columns(page)
    .filter({ hasText: '7B on two H100' })
    .dragTo(columns(page).filter({ hasText: '7B on 72 LPUs' }));

  await expect(columns(page).nth(1)).toContainText('7B on two H100');
});

test('cost is shown against speed, over the months and by chance, each with its table', async ({ page }) => {
  await page.getByRole('tab', { name: 'Speed against cost' }).click();
  await expect(page.getByRole('img', { name: /points, \d+ on the front/ })).toBeVisible();
  await expect(page.getByText(/7B on two H100 servers \(article\) is on the front from/)).toBeVisible();

  await page.getByRole('tab', { name: 'Cost over time' }).click();
  await expect(
    page.getByRole('tabpanel', { name: 'Cost over time' }).getByText(/costs less than .* throughout/),
  ).toBeVisible();
  const years = page.getByRole('region', { name: 'Paid by the end of each year' });
  await expect(years.getByRole('row', { name: /^0 \$1,620,000/ })).toBeVisible();

  await page.getByRole('tab', { name: 'Probability' }).click();
  await expect(
    page.getByText(/is cheaper than .* in \d+\s% of 16,384 draws, and in \d+\s% it also meets the objective/),
  ).toBeVisible();
  const chances = page.getByRole('region', { name: 'Probabilities and costs of all fleets' });
  await expect(chances.getByRole('columnheader', { name: 'Chance of meeting the objective' })).toBeVisible();
});

test('a comparison saved as CSV states the amounts as plain numbers', async ({ app, page }) => {
  await expect(capital(page)).toBeVisible();
  const file = await app.saved(() =>
    page.getByRole('button', { name: /Comparison of the chosen scenarios.* as CSV/ }).click(),
  );
  expect(file.name).toMatch(/\.csv$/);
  const lines: string[][] = parse(file.content, { bom: true });
  expect(lines.find(([name]) => name === 'Capital')).toEqual(['Capital', 'USD', '1620000', '600000']);
});

test('a report has the verdict, the figures and the notes', { tag: HOSTS_DIFFER }, async ({ app, page }) => {
  await expect(capital(page)).toBeVisible();
  const file = await app.saved(() => openMenu(page, 'Report', 'Markdown'));
  expect(file.name).toMatch(/^comparison-\d{4}-\d\d-\d\d\.md$/);
  const text = file.content.toString();
  expect(text).toMatch(/costs 61 % less over 5 years/);
  expect(text).toMatch(/\| Capital \| \$1,620,000 .*\| \$600,000 /);
});
