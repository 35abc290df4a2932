import type { Page } from '@playwright/test';
import type { BenchContext, SampledBench, Samples } from './bench';
import { framesSince, importScenario, inBrowser, racksDrawn, startFrames } from './browser';
import { fullHallOf1000 } from './hall';

/** So long after the hall is drawn its plan has come, too, and nothing else runs. */
const SETTLE_MILLISECONDS = 4_000;

/** Measures in the layout with the hall of 1,000 racks and 10,000 devices open and settled. */
export async function inHallOf1000(
  context: BenchContext,
  measure: (page: Page) => Promise<readonly number[]>,
): Promise<Samples> {
  const { scenario } = await fullHallOf1000(context);
  return inBrowser(context.root, async (page) => {
    await importScenario(page, scenario);
    await racksDrawn(page, 1_000);
    await page.waitForTimeout(SETTLE_MILLISECONDS);
    return measure(page);
  });
}

export interface Middle {
  readonly x: number;
  readonly y: number;
}

export async function middleOfCanvas(page: Page): Promise<Middle> {
  const box = await page.getByTestId('layout-canvas').boundingBox();
  if (!box) throw new Error('The layout is not shown');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Zooms in by so many turns of the wheel about the middle. */
export async function zoomIn(page: Page, turns: number): Promise<void> {
  await page.keyboard.down('Control');
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, -60);
  await page.keyboard.up('Control');
  await page.waitForTimeout(500);
}

/** Frame times while the hall is panned in circles, so many turns of the wheel zoomed in from the whole of it. */
export const panBench = (name: string, turns: number): SampledBench => ({
  name,
  unit: 'ms',
  budget: 16.7,
  sample: (context) =>
    inHallOf1000(context, async (page) => {
      const { x, y } = await middleOfCanvas(page);
      await page.mouse.move(x, y);
      await zoomIn(page, turns);
      await page.mouse.down({ button: 'middle' });
      await startFrames(page);
      for (let step = 0; step < 240; step += 1) {
        await page.mouse.move(x + Math.sin(step / 12) * 220, y + Math.cos(step / 12) * 160);
      }
      const frames = await framesSince(page);
      await page.mouse.up({ button: 'middle' });
      return frames;
    }),
});
