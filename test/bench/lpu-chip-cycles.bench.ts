import { emitLaneKernel } from '#main/simulator/lpu/chip/kernels/lanewise';
import { placeInGroup } from '#main/simulator/lpu/chip/kernels/tensor-place';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { runProgram } from '#main/simulator/lpu/chip/run';
import type { SampledBench } from './bench';

const COUNT = 4_000;
const SAMPLES = 10;

/** Simulated cycles per second while a vector of 1.28 million INT8 values is added to another, one vector per cycle. */
export const bench: SampledBench = {
  name: 'lpu-chip-cycles',
  unit: '1/s',
  sample: () => Promise.resolve(Array.from({ length: SAMPLES + 2 }, cyclesPerSecond).slice(2)),
};

function cyclesPerSecond(): number {
  const builder = programBuilder();
  const step = { function: 'add', operands: [{ input: 0 }, { input: 1 }], type: 'int8' } as const;
  const kernel = {
    count: COUNT,
    inputs: [{ place: placeInGroup(2, 'int8') }, { place: placeInGroup(13, 'int8') }],
    steps: [step],
    outputs: [{ step: 0, place: placeInGroup(20, 'int8'), keep: 'every' }],
  } as const;
  emitLaneKernel(builder, kernel, 0);
  const program = builder.build();
  const start = performance.now();
  const run = runProgram(program);
  if (!run.ok) throw new Error(run.error.message);
  return run.value.cycles / ((performance.now() - start) / 1_000);
}
