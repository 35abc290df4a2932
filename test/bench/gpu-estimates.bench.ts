import { loadCatalogue } from '#main/catalogue/load';
import { estimate } from '#main/simulator/estimate';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { timedBench } from './bench';

interface Sweep {
  readonly cases: readonly unknown[];
  readonly catalogue: Catalogue;
}

const inputs = [128, 1024, 4096];
const outputs = [128, 512, 2048];

/** 70B FP8 over splits, batches and lengths: the grid that other tools are timed on; 3,456 cases. */
const cases = [2, 4, 8].flatMap((tensorParallel) =>
  Array.from({ length: 128 }, (_, index) => index + 1).flatMap((batch) =>
    inputs.flatMap((input) =>
      outputs.map((output) => ({
        id: `${tensorParallel}/${batch}/${input}/${output}`,
        hardware: 'h100-sxm',
        devices: tensorParallel,
        tensorParallel,
        model: 'llama-3.1-70b',
        weights: 'fp8',
        kv: 'fp8',
        engine: 'trtllm-0.17',
        mode: 'static',
        batch,
        input,
        output,
      })),
    ),
  ),
);

/** A hundred thousand cases a second: 34.6 ms for the whole grid. */
export const bench = timedBench<Sweep>({
  name: 'gpu-estimates',
  unit: 'ms',
  budget: 34.6,
  warmUps: 5,
  runs: 40,
  prepare: async ({ root }) => {
    const catalogue = await loadCatalogue(`${root}/resources/catalogue`);
    if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
    return { cases, catalogue: catalogue.value };
  },
  run: (sweep) => estimate(sweep.cases, sweep.catalogue),
});
