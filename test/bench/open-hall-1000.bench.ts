import type { SampledBench } from './bench';
import { timesToOpen } from './browser';
import { inHallOf1000 } from './hall-1000';

/** From the click on the hall of 1,000 racks in the library until its racks are painted. */
export const bench: SampledBench = {
  name: 'open-hall-1000',
  unit: 'ms',
  budget: 500,
  sample: (context) =>
    inHallOf1000(context, (page) =>
      timesToOpen(page, { name: 'Hall of 1,000 racks', racks: 1_000, runs: 8, restMilliseconds: 1_000 }),
    ),
};
