import type { SampledBench } from './bench';
import { framesSince, startFrames } from './browser';
import { inHallOf1000, middleOfCanvas } from './hall-1000';

/** Frame times while a server is dragged over the hall with all 1,000 racks in sight and what it would do said at once. */
export const bench: SampledBench = {
  name: 'drag-hall-1000',
  unit: 'ms',
  budget: 16.7,
  sample: (context) =>
    inHallOf1000(context, async (page) => {
      const { x, y } = await middleOfCanvas(page);
      const source = await page.locator('[data-type="groq-node-v1"]').boundingBox();
      if (!source) throw new Error('The palette is not shown');
      await page.mouse.move(source.x + 40, source.y + source.height / 2);
      await page.mouse.down();
      await page.mouse.move(x, y, { steps: 5 });
      await startFrames(page);
      for (let step = 0; step < 240; step += 1) {
        await page.mouse.move(x + Math.sin(step / 12) * 400, y + Math.cos(step / 17) * 300);
      }
      const frames = await framesSince(page);
      await page.keyboard.press('Escape');
      await page.mouse.up();
      return frames;
    }),
};
