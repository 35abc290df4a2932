import type { SampledBench } from './bench';
import { inBrowser, openHall, timesToOpen } from './browser';

/** From the click on a scenario of 100 racks in the library until its racks are painted. */
export const bench: SampledBench = {
  name: 'open-hall-100',
  unit: 'ms',
  budget: 200,
  sample: ({ root }) =>
    inBrowser(root, async (page) => {
      await openHall(page);
      return timesToOpen(page, { name: 'Hall of 100 racks', racks: 100, runs: 12, restMilliseconds: 500 });
    }),
};
