import { simulateGraph } from '#main/simulator/lpu/simulate-graph';
import type { Directory } from '#main/simulator/resolve/directory';
import { timedBench } from './bench';
import { shippedDirectory } from './lpu-models';

/** One decode step of Llama-2-70B on 576 chips, scheduled operation by operation. */
export const bench = timedBench<Directory['models']>({
  name: 'lpu-schedule-70b-decode',
  unit: 'ms',
  budget: 200,
  warmUps: 3,
  runs: 30,
  prepare: async (context) => (await shippedDirectory(context)).models,
  run: (models) => {
    const answer = simulateGraph(
      { graph: 'llama-2-70b', chips: 576, precision: 'int8', phase: 'decode', context: 2_048 },
      models,
    );
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  },
});
