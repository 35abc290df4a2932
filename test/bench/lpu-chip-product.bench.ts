import { emitGemm } from '#main/simulator/lpu/chip/kernels/gemm';
import { gemmMemory, gemmResult, type GemmOperands } from '#main/simulator/lpu/chip/kernels/gemm-memory';
import { planGemm } from '#main/simulator/lpu/chip/kernels/gemm-plan';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { runProgram } from '#main/simulator/lpu/chip/run';
import { timedBench } from './bench';

const [m, k, n] = [8, 2_560, 2_560];

const integers = (count: number): Int8Array => {
  const values = new Int8Array(count);
  for (let index = 0; index < count; index += 1) values[index] = ((index * 7_919) % 255) - 127;
  return values;
};

/** An INT8 product of 8×2560×2560 with its values, from the operands to the result read back. */
export const bench = timedBench<GemmOperands>({
  name: 'lpu-chip-product',
  unit: 'ms',
  budget: 100,
  warmUps: 5,
  runs: 20,
  prepare: () => Promise.resolve({ activations: integers(m * k), weights: integers(k * n) }),
  run: (operands) => {
    const plan = planGemm({ m, k, n, type: 'int8' });
    const memory = gemmMemory(plan, operands);
    const builder = programBuilder();
    emitGemm(builder, plan, 0);
    const run = runProgram(builder.build(), memory);
    if (!run.ok) throw new Error(run.error.message);
    return gemmResult(plan, memory);
  },
});
