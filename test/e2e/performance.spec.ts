import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { axeFindings } from './axe';
import { expect, test } from './fixtures';
import { settled } from './page-state';
import { withRack } from './layout-page';

const screen = (page: Page): Locator => page.getByRole('region', { name: 'Performance' });
const inspector = (page: Page): Locator => page.getByTestId('performance-inspector');

/** Opens the Performance screen of one of the two scenarios that the first start brings. */
async function opened(page: Page, scenario: RegExp): Promise<void> {
  await page.getByRole('listitem').getByRole('button', { name: scenario }).first().click();
  await page.getByRole('tab', { name: 'Performance', exact: true }).click();
  await expect(screen(page)).toBeVisible();
}

const view = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click();
const gpus = /^7B on two H100 servers/;
const lpus = /^7B on 72 LPUs/;

async function withServer(page: Page, type: string): Promise<void> {
  await withRack(page);
  await page.locator(`[data-type="${type}"]`).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Performance', exact: true }).click();
}

test('a deployment is added for the accelerators in the racks, changed and taken back by name', async ({
  page,
}) => {
  await withServer(page, 'dgx-h100');
  await page.getByRole('button', { name: /^Add one for 8 × H100/ }).click();
  const table = screen(page).getByRole('region', { name: 'Deployments' }).last();
  await expect(table.getByRole('row')).toHaveCount(2);
  await expect(inspector(page).getByText('Per user')).toBeVisible();

  const devices = inspector(page).getByLabel('How many');
  await devices.fill('4');
  await devices.press('Enter');
  await expect(table.getByRole('row').nth(1)).toContainText('4 × H100');
  await page.getByRole('button', { name: /^Undo.*Change deployment/ }).click();
  await expect(table.getByRole('row').nth(1)).toContainText('8 × H100');

  await table.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(table.getByRole('row')).toHaveCount(3);
  await table.getByRole('button', { name: /^Actions for.*copy/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(table.getByRole('row')).toHaveCount(2);

  await page.getByRole('button', { name: 'Add workload' }).click();
  await inspector(page).getByLabel('Tokens out').fill('300');
  await inspector(page).getByLabel('Tokens out').press('Enter');
  await expect(screen(page).getByRole('row', { name: /1,024 → 300/ })).toBeVisible();
});

test('a deployment that does not fit says why and what would make it fit', async ({ page }) => {
  await withServer(page, 'groq-node-v1');
  await page.getByRole('button', { name: /^Add one for 8 × GroqChip/ }).click();
  await expect(inspector(page).getByRole('alert')).toContainText('230.0 MB');
  await expect(screen(page).getByRole('row', { name: /Does not fit/ })).toBeVisible();
  await view(page, 'Where time goes');
  await expect(screen(page).getByRole('alert')).toContainText('230.0 MB');
});

test('the curve follows a slider, and what the sliders show can be applied to the deployment', async ({
  app,
  page,
}) => {
  await opened(page, gpus);
  await view(page, 'Trade-off');
  const chart = screen(page).getByRole('img');
  await expect(chart).toHaveAccessibleName(/^Curves: \d+\. At most/);
  const before = await chart.getAttribute('aria-label');
  const slider = screen(page).getByRole('slider', { name: 'Tokens in' });
  await slider.focus();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight');
  await expect(chart).not.toHaveAccessibleName(before ?? '');
  await screen(page).getByRole('button', { name: 'Apply' }).click();
  await expect(inspector(page).getByLabel('Tokens in')).toHaveValue('4096');

  const file = await app.saved(() =>
    page.getByRole('button', { name: 'Save “Points of the curves” as CSV' }).click(),
  );
  const lines: string[][] = parse(file.content, { bom: true });
  expect(lines.length).toBeGreaterThan(10);
  expect(Number(lines[1]?.[4])).toBeGreaterThan(0);
});

test('measured runs stand beside predictions at the lengths they were measured at', async ({ page }) => {
  await opened(page, lpus);
  await view(page, 'Trade-off');
  const lengths = screen(page).getByRole('group', { name: /^Measured runs/ });
  await lengths.getByRole('button').first().click();
  await screen(page).getByRole('button', { name: 'Points of the curves', exact: true }).click();
  await expect(
    screen(page)
      .getByRole('row', { name: /Measured/ })
      .first(),
  ).toBeVisible();
});

test('where time goes shows kernels and roofline for GPUs, and chips against users for LPUs', async ({
  page,
}) => {
  await opened(page, gpus);
  await view(page, 'Where time goes');
  await expect(screen(page).getByText(/^Prefill: 1 ×/)).toBeVisible();
  await expect(screen(page).getByRole('img', { name: /^Prefill reaches/ })).toBeVisible();
  await opened(page, lpus);
  await expect(screen(page).getByText(/^One token, split 2 × 36:/)).toBeVisible();
  await expect(screen(page).getByRole('cell', { name: 'does not fit' }).first()).toBeVisible();
});

test('the LPU timeline is zoomed, moved and asked for an operation by keyboard alone', async ({ page }) => {
  await opened(page, lpus);
  await view(page, 'LPU timeline');
  const timeline = page.getByRole('application', { name: /^Timeline of/ });
  const sight = page.getByTestId('timeline-sight');
  await expect(sight).toContainText('operations visible');
  const whole = await sight.textContent();
  await timeline.focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('+');
  await expect(sight).not.toHaveText(whole ?? '');
  await page.keyboard.press('Enter');
  await expect(screen(page).getByText(/: chip \d+, \w+, .* cycles\)/)).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('0');
  await expect(sight).toHaveText(whole ?? '');

  await screen(page).getByRole('combobox', { name: 'What to show' }).selectOption('graph');
  await screen(page).getByRole('button', { name: 'Show', exact: true }).click();
  await expect(screen(page).getByText(/^resnet-50 on 1 chip in INT8/)).toBeVisible();
  await screen(page).getByLabel('Graph', { exact: true }).fill('resnet-51');
  await screen(page).getByLabel('Graph', { exact: true }).press('Enter');
  await screen(page).getByRole('button', { name: 'Show', exact: true }).click();
  await expect(screen(page).getByRole('alert')).toContainText('Did you mean resnet-50?');
});

test('a serving run can be cancelled, and two finished ones lie over one another', async ({ app, page }) => {
  await opened(page, gpus);
  await view(page, 'Serving runs');
  const form = page.getByRole('form', { name: 'Demand' });
  const enter = async (label: string, value: string): Promise<void> => {
    await form.getByLabel(label, { exact: true }).fill(value);
    await form.getByLabel(label, { exact: true }).press('Enter');
  };
  await enter('Requests', '2000000');
  await form.getByRole('button', { name: 'Simulate' }).click();
  await screen(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(screen(page).getByText('Cancelled; nothing was kept.')).toBeVisible();

  await enter('Requests', '200');
  const runs = screen(page).getByRole('region', { name: 'Runs' }).last();
  for (const rate of ['4', '40']) {
    await enter('Requests per second', rate);
    await form.getByRole('button', { name: 'Simulate' }).click();
    await expect(runs.getByRole('textbox', { name: new RegExp(`^Name of run ${rate}/s`) })).toBeVisible();
  }
  await expect(screen(page).getByRole('img', { name: /^First token .* of 2 runs/ })).toBeVisible();
  const file = await app.saved(() =>
    page.getByRole('button', { name: 'Save “Percentiles of the latencies” as CSV' }).click(),
  );
  const lines: string[][] = parse(file.content, { bom: true });
  expect(lines).toHaveLength(1 + 2 * 5);

  await runs.getByRole('checkbox').first().uncheck();
  await expect(screen(page).getByRole('img', { name: /^First token .* of 1 run\./ })).toBeVisible();
  await runs
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  await expect(runs.getByRole('checkbox')).toHaveCount(1);
});

test('a trace with a broken line is refused with that line', async ({ page }) => {
  await opened(page, gpus);
  await view(page, 'Serving runs');
  const form = page.getByRole('form', { name: 'Demand' });
  await form.getByRole('combobox', { name: 'Arrivals' }).selectOption('trace');
  await expect(form.getByRole('button', { name: 'Simulate' })).toBeDisabled();
  await form.getByLabel(/^Trace/).setInputFiles({
    name: 'day.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('time,input,output\n0,100,10\n1,many,10\n'),
  });
  await form.getByRole('button', { name: 'Simulate' }).click();
  await expect(screen(page).getByRole('alert')).toContainText('Line 3');
});

test('every view is sound for assistive technology, in English and Chinese', async ({ page }) => {
  await opened(page, lpus);
  for (const name of ['Deployments', 'Trade-off', 'Where time goes', 'LPU timeline', 'Serving runs']) {
    await view(page, name);
    await settled(page);
    expect(await axeFindings(page), name).toEqual([]);
  }
  await page
    .getByRole('button', { name: /^EN|Language/ })
    .first()
    .click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await page.getByRole('tab', { name: '耗时构成' }).click();
  await expect(page.getByText('通道交换').first()).toBeVisible();
  await page.getByRole('tab', { name: '吞吐与交互速度' }).click();
  await expect(page.getByRole('slider', { name: '输入词元' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});
