import type { Page } from '@playwright/test';
import type { SampledBench } from './bench';
import { framesSince, inBrowser, openHall, startFrames } from './browser';

const STEPS = 240;

/** Frame times while a server is dragged across the hall with all its 100 racks in sight and plans coming in. */
async function frameTimes(page: Page): Promise<readonly number[]> {
  await openHall(page);
  await page.waitForTimeout(1_500);
  const canvas = await page.getByTestId('layout-canvas').boundingBox();
  const source = await page.locator('[data-type="groq-node-v1"]').boundingBox();
  if (!canvas || !source) throw new Error('The layout is not shown');
  await page.mouse.move(source.x + 40, source.y + source.height / 2);
  await page.mouse.down();
  await page.mouse.move(canvas.x + 60, canvas.y + canvas.height / 2, { steps: 10 });
  await startFrames(page);
  for (let step = 0; step < STEPS; step += 1) {
    const share = step / STEPS;
    const x = canvas.x + 60 + share * (canvas.width - 120);
    await page.mouse.move(x, canvas.y + canvas.height * (0.5 + 0.35 * Math.sin(share * 20)));
  }
  const frames = await framesSince(page);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return frames;
}

export const bench: SampledBench = {
  name: 'drag-20-racks',
  unit: 'ms',
  budget: 16.7,
  sample: ({ root }) => inBrowser(root, frameTimes),
};
