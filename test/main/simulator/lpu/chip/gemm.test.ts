import { describe, expect, it, vi } from 'vitest';
import { gemmTiming, planGemm } from '#main/simulator/lpu/chip/kernels/gemm-plan';
import { emitGemm } from '#main/simulator/lpu/chip/kernels/gemm';
import { gemmMemory, gemmResult } from '#main/simulator/lpu/chip/kernels/gemm-memory';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { runProgram } from '#main/simulator/lpu/chip/run';
import { roundToHalf } from '#main/simulator/lpu/chip/elements';
import { draws } from './draws';

interface Sizes {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

function productOf({ m, k, n }: Sizes, a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const result = new Float64Array(m * n);
  for (let row = 0; row < m; row += 1) {
    for (let column = 0; column < n; column += 1) {
      let sum = 0;
      for (let inner = 0; inner < k; inner += 1) sum += a[row * k + inner]! * b[inner * n + column]!;
      result[row * n + column] = sum;
    }
  }
  return result;
}

function run(
  sizes: Sizes,
  type: 'int8' | 'fp16',
  operands: { activations: ArrayLike<number>; weights: ArrayLike<number> },
) {
  const plan = planGemm({ ...sizes, type });
  const builder = programBuilder();
  emitGemm(builder, plan, 0);
  const result = runProgram(builder.build(), gemmMemory(plan, operands));
  if (!result.ok) throw new Error(result.error.message);
  return { plan, cycles: result.value.cycles, values: gemmResult(plan, result.value.chips[0]!.memory) };
}

// Reference products in plain loops take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const shapes: readonly Sizes[] = [
  { m: 1, k: 1, n: 1 },
  { m: 8, k: 320, n: 320 },
  { m: 3, k: 321, n: 319 },
  { m: 17, k: 700, n: 1300 },
  { m: 100, k: 64, n: 10 },
  { m: 49, k: 512, n: 700 },
  { m: 1, k: 1000, n: 2000 },
];

describe('a matrix product on the chip', () => {
  it.each(shapes)('is bit-equal to plain INT32 arithmetic for INT8: $m×$k×$n', (sizes) => {
    const draw = draws(sizes.m + sizes.k + sizes.n);
    const activations = Int8Array.from({ length: sizes.m * sizes.k }, () => Math.floor(draw() * 256) - 128);
    const weights = Int8Array.from({ length: sizes.k * sizes.n }, () => Math.floor(draw() * 256) - 128);
    const { values, cycles, plan } = run(sizes, 'int8', { activations, weights });
    expect(values).toEqual(productOf(sizes, activations, weights));
    expect(cycles).toBe(gemmTiming(plan).cycles);
  });

  it.each(shapes)('is within FP32 rounding of the exact sum of FP16 products: $m×$k×$n', (sizes) => {
    const draw = draws(sizes.m + sizes.k + sizes.n);
    const activations = Float64Array.from({ length: sizes.m * sizes.k }, () => roundToHalf(draw() - 0.5));
    const weights = Float64Array.from({ length: sizes.k * sizes.n }, () => roundToHalf(draw() - 0.5));
    const { values, cycles, plan } = run(sizes, 'fp16', { activations, weights });
    const exact = productOf(sizes, activations, weights);
    const allowed = plan.tilesDeep * 2 ** -22 * Math.max(1, ...exact.map(Math.abs));
    for (const [index, value] of values.entries())
      expect(Math.abs(value - exact[index]!)).toBeLessThan(allowed);
    expect(cycles).toBe(gemmTiming(plan).cycles);
  });
});
