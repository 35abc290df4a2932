import { performance } from 'node:perf_hooks';
import { sweep } from '#main/planning/sweep/sweep';
import { SweepRequest } from '#shared/sizing/sweep';
import type { Bench } from './bench';
import { articleFleets } from './fleets';

const RUNS = 8;
const SECOND = 1_000;

/** Configurations a second on one core: speed, power and cost of each, every one estimated anew. */
export const bench: Bench = {
  name: 'sweep-configurations',
  unit: '1/s',
  sample: async (context) => {
    const { catalogue, scenarios } = await articleFleets(context);
    const request = SweepRequest.parse({
      hardware: ['h100-sxm', 'h200-sxm', 'rtx-4090'],
      devices: [8, 16, 32, 64],
      model: ['llama-3.1-8b', 'llama-3.1-70b'],
      tensorParallel: [4, 8],
      weights: ['fp8'],
      mode: 'static',
      batch: Array.from({ length: 32 }, (_, index) => 2 * (index + 1)),
      input: [128, 512, 1_024, 2_048],
      output: [128, 256, 512, 1_024],
      terms: scenarios[0],
    });
    return Array.from({ length: RUNS }, () => {
      const start = performance.now();
      const { configurations } = sweep(request, catalogue);
      return (configurations / (performance.now() - start)) * SECOND;
    });
  },
};
