import type { SampledBench } from './bench';
import { timesOfNode } from './command-starts';

export const bench: SampledBench = {
  name: 'command-plan',
  unit: '× node',
  budget: 3,
  sample: ({ root }) => timesOfNode(root, ['plan', 'example:article-7b-lpu']),
};
