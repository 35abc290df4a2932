import { fitMemory } from '#main/simulator/resolve/memory';
import { estimateOnLpu } from '#main/simulator/lpu/fleet/estimate-on-lpu';
import { resolveCase } from '#main/simulator/resolve/resolve-case';
import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import { timedBench } from './bench';
import { shippedDirectory } from './lpu-models';

const COUNT = 100_000;
const models = ['llama-2-7b', 'llama-2-70b', 'mixtral-8x7b', 'llama-3.1-8b'];

/** A hundred thousand configurations, in the time that they may take. */
export const bench = timedBench<readonly ResolvedCase[]>({
  name: 'lpu-fleet-estimates',
  unit: 'ms',
  budget: 1_000,
  warmUps: 1,
  runs: 5,
  prepare: async (context) => {
    const directory = await shippedDirectory(context);
    return Array.from({ length: COUNT }, (_, index) => {
      const resolved = resolveCase(
        {
          id: `${index}`,
          hardware: 'groq-lpu-v1',
          devices: 288 + 8 * (index % 60),
          model: models[index % models.length],
          weights: 'int8',
          batch: 1 + (index % 8),
          input: 128 + (index % 1_800),
          output: 128,
        },
        directory,
      );
      if (!resolved.ok) throw new Error(resolved.error.message);
      return resolved.value;
    });
  },
  run: (cases) =>
    cases.map((each) => {
      const memory = fitMemory(each);
      return memory.ok ? estimateOnLpu(each, memory.value) : memory.error;
    }),
});
