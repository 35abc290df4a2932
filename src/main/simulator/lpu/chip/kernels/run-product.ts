import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { roundToHalf } from '../float16';
import { LANES } from '../geometry';
import type { UnitCounts } from '../machine';
import { programBuilder } from '../program';
import { runProgram } from '../run';
import { emitGemm } from './gemm';
import { gemmMemory, gemmResult } from './gemm-memory';
import { gemmLayoutProblem, planGemm, type GemmShape } from './gemm-plan';

export interface ProductRun {
  readonly cycles: number;
  readonly issues: number;
  readonly utilisation: Readonly<UnitCounts>;
  readonly sramBytes: number;
  /** What the check against plain arithmetic found, in words. */
  readonly checked: string;
}

const MOST_PRODUCTS = 2e9;
const CHECKED_RESULTS = 1_000;

/** Values that follow from their place alone, spread over the range of the type. */
const valueAt = (index: number, type: GemmShape['type']): number => {
  const spread = ((index * 7_919 + 13) % 255) - 127;
  return type === 'int8' ? spread : roundToHalf(spread / 64);
};

function valuesOf(count: number, { type }: GemmShape): Int8Array | Float64Array {
  const values = type === 'int8' ? new Int8Array(count) : new Float64Array(count);
  for (let index = 0; index < count; index += 1) values[index] = valueAt(index, type);
  return values;
}

/** Runs a product with real values on one chip and compares a sample of its results with plain arithmetic. */
export function runProductOnChip(shape: GemmShape): Result<ProductRun, Refusal> {
  const plan = planGemm(shape);
  const { m, k, n } = shape;
  const layout = m * k * n > MOST_PRODUCTS ? `it has ${m * k * n} products` : gemmLayoutProblem(plan);
  if (layout !== undefined) return failure(tooLarge(shape, layout));
  const operands = { activations: valuesOf(m * k, shape), weights: valuesOf(k * n, shape) };
  const memory = gemmMemory(plan, operands);
  const builder = programBuilder();
  emitGemm(builder, plan, 0);
  const run = runProgram(builder.build(), memory);
  if (!run.ok) return run;
  const utilisation = run.value.chips[0]?.utilisation ?? { mem: 0, mxm: 0, vxm: 0, sxm: 0, c2c: 0 };
  return success({
    cycles: run.value.cycles,
    issues: run.value.issues,
    utilisation,
    sramBytes: (plan.rounds * plan.loadCycles * 15 + m * plan.tilesDeep + 4 * m * plan.tilesWide) * LANES,
    checked: compare(shape, operands, gemmResult(plan, memory)),
  });
}

interface Operands {
  readonly activations: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

function compare({ m, k, n }: GemmShape, { activations, weights }: Operands, results: Float64Array): string {
  const step = Math.max(1, Math.floor((m * n) / CHECKED_RESULTS));
  let [worst, count] = [0, 0];
  for (let index = 0; index < m * n; index += step) {
    const [row, column] = [Math.floor(index / n), index % n];
    let sum = 0;
    for (let inner = 0; inner < k; inner += 1) {
      sum += (activations[row * k + inner] ?? 0) * (weights[inner * n + column] ?? 0);
    }
    worst = Math.max(worst, Math.abs(sum - (results[index] ?? NaN)) / Math.max(1, Math.abs(sum)));
    count += 1;
  }
  return worst === 0
    ? `${count} results checked: equal to plain arithmetic.`
    : `${count} results checked: within ${worst.toExponential(1)} of plain arithmetic.`;
}

const tooLarge = ({ m, k, n }: GemmShape, why: string): Refusal => ({
  code: 'lpu-cycle-size',
  message: `gemm ${m}×${k}×${n} is too large for the cycle level: ${why}. Use --level schedule.`,
  path: 'graph',
});
