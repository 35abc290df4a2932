import type { SampledBench } from './bench';
import { framesSince, startFrames } from './browser';
import { inHallOf1000, middleOfCanvas } from './hall-1000';

const TURNS = 24;
const TIMES = 5;

/** Frame times while one zooms from the whole hall to a slot and back. */
export const bench: SampledBench = {
  name: 'zoom-hall-1000',
  unit: 'ms',
  budget: 16.7,
  sample: (context) =>
    inHallOf1000(context, async (page) => {
      const { x, y } = await middleOfCanvas(page);
      await page.mouse.move(x, y);
      await page.keyboard.down('Control');
      await startFrames(page);
      for (let turn = 0; turn < 2 * TURNS * TIMES; turn += 1) {
        await page.mouse.wheel(0, Math.floor(turn / TURNS) % 2 === 0 ? -60 : 60);
      }
      const frames = await framesSince(page);
      await page.keyboard.up('Control');
      return frames;
    }),
};
