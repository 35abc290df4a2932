import { BUDGET_KILOBYTES, firstLoad } from '../../scripts/first-load.js';
import type { SampledBench } from './bench';

/** What a start needs of the built pages until the open scenario can be worked on in the layout. */
export const bench: SampledBench = {
  name: 'renderer-first-load',
  unit: 'kB',
  budget: BUDGET_KILOBYTES,
  sample: async ({ root }) => {
    const files = await firstLoad(root);
    return [files.reduce((sum, { kilobytes }) => sum + kilobytes, 0)];
  },
};
