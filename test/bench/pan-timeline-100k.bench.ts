import type { Page } from '@playwright/test';
import type { SampledBench } from './bench';
import { framesSince, inBrowser, startFrames } from './browser';

const LEAST_OPERATIONS = 100_000;
const STEPS = 200;

/** Frame times while a schedule of more than 100,000 operations is panned by the pointer and zoomed by the wheel. */
async function frameTimes(page: Page): Promise<readonly number[]> {
  await page.getByRole('tab', { name: 'Performance', exact: true }).click();
  await page.getByRole('tab', { name: 'LPU timeline' }).click();
  await page.getByRole('combobox', { name: 'What to show' }).selectOption('graph');
  const graph = page.getByLabel('Graph', { exact: true });
  await graph.fill('llama-2-70b');
  await graph.press('Enter');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText(/^llama-2-70b decode on \d+ chips/).waitFor();
  await page.getByRole('combobox', { name: 'Consecutive inferences' }).selectOption('16');
  const operations = await page.getByTestId('lpu-timeline').getAttribute('aria-label');
  const count = Number(/of ([\d,]+) operations/.exec(operations ?? '')?.[1]?.replaceAll(',', ''));
  if (!(count >= LEAST_OPERATIONS)) throw new Error(`Only ${count} operations are shown`);
  const box = await page.getByTestId('lpu-timeline').boundingBox();
  if (!box) throw new Error('The timeline is not shown');
  await page.waitForTimeout(1_000);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await startFrames(page);
  await page.mouse.down();
  for (let step = 0; step < STEPS; step += 1) {
    const angle = (step / STEPS) * 12;
    await page.mouse.move(middle.x + 200 * Math.sin(angle), middle.y + 80 * Math.cos(angle));
  }
  await page.mouse.up();
  await page.keyboard.down('Control');
  for (let step = 0; step < STEPS; step += 1) await page.mouse.wheel(0, step < STEPS / 2 ? -40 : 40);
  await page.keyboard.up('Control');
  return framesSince(page);
}

export const bench: SampledBench = {
  name: 'pan-timeline-100k',
  unit: 'ms',
  budget: 16.7,
  sample: ({ root }) => inBrowser(root, frameTimes),
};
