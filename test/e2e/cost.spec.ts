import { parse } from 'csv-parse/sync';
import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, test } from './fixtures';

const gpus = /^7B on two H100 servers/;
const lpus = /^7B on 72 LPUs/;

async function opened(page: Page, scenario: RegExp, screen = 'Cost'): Promise<void> {
  await page.getByRole('listitem').getByRole('button', { name: scenario }).first().click();
  await page.getByRole('tab', { name: screen, exact: true }).click();
}

test('every line of capital opens to its figure and source; what has no price is named', async ({ page }) => {
  await opened(page, lpus);
  const capital = page.getByRole('table', { name: 'Capital', exact: true });
  await expect(capital.getByRole('row', { name: /^Capital / })).toContainText('$1.62M');
  await expect(capital.getByRole('row', { name: /Rack 42U/ })).toContainText('No price; excluded');

  await capital
    .getByRole('row', { name: /GroqChip/ })
    .getByRole('button')
    .last()
    .click();
  await expect(page.getByRole('dialog')).toContainText('isopack');
});

test('a term changes the total and is undone by name', async ({ page }) => {
  await opened(page, gpus);
  const capital = page.getByRole('table', { name: 'Capital', exact: true });
  await expect(capital.getByRole('row', { name: /^Capital / })).toContainText('$600K');

  const tax = page.getByLabel('Tax and duty');
  await tax.fill('10');
  await tax.press('Enter');
  await expect(capital.getByRole('row', { name: /^Capital / })).toContainText('$660K');

  await page.getByRole('button', { name: /^Undo.*Tax and duty/ }).click();
  await expect(capital.getByRole('row', { name: /^Capital / })).toContainText('$600K');
});

test('the layout shows the financing chosen under Cost, with every choice, and keeps it when another term changes', async ({
  page,
}) => {
  await opened(page, gpus);
  await page.getByLabel('Financing', { exact: true }).selectOption('Lease, monthly');
  await page.getByLabel('Hosting').selectOption('Your own building');

  await page.getByRole('tab', { name: 'Layout', exact: true }).click();
  const terms = page.getByRole('region', { name: 'Finance' });
  await expect(terms.getByLabel('Financing')).toHaveValue('lease');
  await expect(terms.getByLabel('Financing').getByRole('option')).toHaveCount(3);
  await expect(terms.getByLabel('Hosting')).toHaveValue('owned');
  await expect(terms.getByLabel('Hosting').getByRole('option')).toHaveCount(5);
  await terms.getByLabel('Years').fill('4');
  await terms.getByLabel('Years').press('Enter');
  await expect(page.getByRole('button', { name: /^Undo.*Years/ })).toBeVisible();

  await page.getByRole('tab', { name: 'Cost', exact: true }).click();
  await expect(page.getByLabel('Financing', { exact: true })).toHaveValue('lease');
  await expect(page.getByLabel('Hosting')).toHaveValue('owned');
  await expect(page.getByLabel('Years', { exact: true })).toHaveValue('4');
});

test('the lines are saved as CSV with plain amounts', async ({ app, page }) => {
  await opened(page, gpus);
  await expect(page.getByRole('table', { name: 'Capital', exact: true })).toBeVisible();
  const button = page.getByRole('button', { name: 'Save “Capital” as CSV' });
  const file = await app.saved(() => button.click());
  const lines: string[][] = parse(file.content, { bom: true });
  expect(lines.find(([name]) => name === 'Capital')?.[3]).toBe('600000');
});

test('chance says how often one fleet costs less, what moves it, and what would turn the verdict', async ({
  page,
}) => {
  await opened(page, lpus);
  await page.getByRole('tab', { name: 'Probability' }).click();
  await page
    .getByLabel('Against', { exact: true })
    .selectOption({ label: '7B on two H100 servers (article)' });

  await expect(page.getByText(/is lower in [\d.]+ % of draws/)).toBeVisible({ timeout: 20_000 });
  const turns = page.getByRole('region', { name: 'What would reverse the verdict' });
  await expect(turns.getByRole('row', { name: /Price: GroqChip/ })).toContainText(
    'Within the range of the sources',
  );
  await expect(page.getByRole('region', { name: 'Where both cost the same' })).toBeVisible();
});

test('the dispute: a position is taken, a slider moves the verdict', async ({ page }) => {
  await opened(page, lpus);
  await page.getByRole('tab', { name: 'The dispute' }).click();
  const table = page.getByRole('region', { name: 'Both sides under these assumptions' });
  await page.getByRole('button', { name: 'The article (Jia)' }).click();
  await expect(table.getByRole('row', { name: /^Hardware/ }).first()).toContainText('20.3×');
  await page.getByRole('button', { name: 'Jia, as the numbers close' }).click();
  await expect(table.getByRole('row', { name: /^Hardware/ }).first()).toContainText('38.1×');

  const verdict = page.getByRole('region', { name: 'The verdict' });
  const before = await verdict.textContent();
  await page.getByLabel('Price of an LPU card').press('Home');
  await expect(verdict).not.toHaveText(before ?? '');
});

test('a need is sized on every hardware, and the winner becomes a scenario', async ({ page }) => {
  await opened(page, gpus, 'Size');
  await page.getByLabel('Model').selectOption({ value: 'llama-3.1-8b' });
  await page.getByRole('button', { name: 'Size', exact: true }).click();

  const fleets = page.getByRole('region', { name: 'Fleets by accelerator' });
  await expect(fleets.getByRole('row', { name: /cheapest/ })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Does not meet the objective' })).toContainText('TPU v5e');

  await fleets
    .getByRole('row', { name: /cheapest/ })
    .getByRole('button', { name: /^Create a scenario/ })
    .click();
  await expect(
    page
      .getByRole('listitem')
      .getByRole('button', { name: /^llama-3.1-8b on/ })
      .first(),
  ).toBeVisible();
});

test('each fleet says how it stands in racks, and a map who is cheapest at other objectives and prices', async ({
  page,
}) => {
  await opened(page, gpus, 'Size');
  await page.getByLabel('Model').selectOption({ value: 'llama-3.1-8b' });
  await page.getByRole('button', { name: 'Size', exact: true }).click();
  const stands = page.getByRole('group').filter({ hasText: 'Racks, feeds and remarks: GroqChip 1 (LPU v1)' });
  await stands.getByText('Racks, feeds and remarks').click({ timeout: 60_000 });
  await expect(stands.getByText(/Power limit per rack: 34\.6 kW/)).toBeVisible();

  await page.getByLabel('Price across the map').selectOption({ label: 'GroqCard (1 LPU v1) (USD)' });
  await page.getByRole('button', { name: 'Draw the map' }).click();
  const map = page.getByRole('region', { name: /^Cheapest fleet by objective and price of/ });
  await expect(map.getByRole('columnheader')).toHaveCount(8, { timeout: 60_000 });
  await expect(map.getByRole('row', { name: /^USD / })).toHaveCount(9);
  expect(await axeFindings(page)).toEqual([]);
});

test('an objective that nothing meets says what comes nearest and what blocks it', async ({ page }) => {
  await opened(page, gpus, 'Size');
  const each = page.getByLabel('Each token within');
  await each.fill('0.1');
  await each.press('Enter');
  await page.getByRole('button', { name: 'Size', exact: true }).click();
  await expect(page.getByText('No accelerator meets this objective.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/Closest is/)).toBeVisible();
});

test('both screens are sound for screen readers', async ({ page }) => {
  await opened(page, lpus);
  await expect(page.getByRole('table', { name: 'Capital', exact: true })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Probability' }).click();
  await expect(page.getByRole('region', { name: 'Percentiles' })).toBeVisible({ timeout: 20_000 });
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('tab', { name: 'The dispute' }).click();
  await expect(page.getByRole('region', { name: 'The verdict' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Size', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Size', exact: true })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});
