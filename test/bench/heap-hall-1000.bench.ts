import type { SampledBench } from './bench';
import { inHallOf1000, middleOfCanvas, zoomIn } from './hall-1000';

const BYTES_PER_MEGABYTE = 1_000_000;

/** What the page keeps of the hall of 1,000 racks after it was zoomed and panned, rubbish collected. */
export const bench: SampledBench = {
  name: 'heap-hall-1000',
  unit: 'MB',
  budget: 150,
  sample: (context) =>
    inHallOf1000(context, async (page) => {
      const { x, y } = await middleOfCanvas(page);
      await page.mouse.move(x, y);
      await zoomIn(page, 20);
      const session = await page.context().newCDPSession(page);
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return [Math.round(usedSize / BYTES_PER_MEGABYTE)];
    }),
};
