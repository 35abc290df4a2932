import type { Page } from '@playwright/test';
import type { SampledBench } from './bench';
import { inBrowser, openHall } from './browser';

const ZOOM_OUT_UNTIL_RACKS = 20;
const STEPS = 240;

/** Frame times while a server is dragged across the hall with at least 20 racks in sight and plans coming in. */
async function frameTimes(page: Page): Promise<readonly number[]> {
  await openHall(page);
  await page.waitForTimeout(1_500);
  const canvas = await page.getByTestId('layout-canvas').boundingBox();
  const source = await page.locator('[data-type="groq-node-v1"]').boundingBox();
  if (!canvas || !source) throw new Error('The layout is not shown');
  const inSight = await page.evaluate(() => document.querySelectorAll('[data-header]').length);
  if (inSight < ZOOM_OUT_UNTIL_RACKS) throw new Error('Too few racks are in sight');
  await page.mouse.move(source.x + 40, source.y + source.height / 2);
  await page.mouse.down();
  await page.mouse.move(canvas.x + 60, canvas.y + canvas.height / 2, { steps: 10 });
  await page.evaluate(startFrames);
  for (let step = 0; step < STEPS; step += 1) {
    const share = step / STEPS;
    const x = canvas.x + 60 + share * (canvas.width - 120);
    await page.mouse.move(x, canvas.y + canvas.height * (0.5 + 0.35 * Math.sin(share * 20)));
  }
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return frames;
}

function startFrames(): void {
  const frames: number[] = [];
  (globalThis as unknown as { frames: number[] }).frames = frames;
  let last = performance.now();
  const next = (now: number) => {
    // The browser's clock ticks in tenths of a millisecond; the rest is noise of the subtraction.
    frames.push(Math.round((now - last) * 10) / 10);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame((now) => {
    last = now;
    requestAnimationFrame(next);
  });
}

export const bench: SampledBench = {
  name: 'drag-20-racks',
  unit: 'ms',
  budget: 16.7,
  sample: ({ root }) => inBrowser(root, frameTimes),
};
