import type { SampledBench } from './bench';
import { timesOfNode } from './command-starts';

export const bench: SampledBench = {
  name: 'command-help',
  unit: '× node',
  budget: 2,
  sample: ({ root }) => timesOfNode(root, ['--help']),
};
