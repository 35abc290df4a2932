import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { roundToHalf } from '#main/simulator/lpu/chip/elements';
import {
  FP16_OPERATIONS_PER_CYCLE,
  INT8_OPERATIONS_PER_CYCLE,
  LANES,
} from '#main/simulator/lpu/chip/geometry';
import { programBuilder } from '#main/simulator/lpu/chip/program';
import { type KernelRun, runProgram } from '#main/simulator/lpu/chip/run';
import { emitGemm } from './gemm';
import { gemmMemory, gemmResult } from './gemm-memory';
import { gemmLayoutProblem, planGemm, type GemmShape } from './gemm-plan';
import { counted } from '#shared/text/plural';

const MOST_PRODUCTS = 2e9;
const CHECKED_RESULTS = 1_000;

const productsPerCycle = (type: GemmShape['type']): number =>
  (type === 'int8' ? INT8_OPERATIONS_PER_CYCLE : FP16_OPERATIONS_PER_CYCLE) / 2;

/** Values that follow from their place alone, spread over the range of the type. */
const valueAt = (index: number, type: GemmShape['type']): number => {
  const spread = ((index * 7_919 + 13) % 255) - 127;
  return type === 'int8' ? spread : roundToHalf(spread / 64);
};

function valuesOf(first: number, count: number, { type }: GemmShape): Int8Array | Float64Array {
  const values = type === 'int8' ? new Int8Array(count) : new Float64Array(count);
  for (let index = 0; index < count; index += 1) values[index] = valueAt(first + index, type);
  return values;
}

/** Chips that each do their part of a product at the same time; as all parts are alike, so are their cycles. */
export function runProductOnChips(shape: GemmShape, chips: number): Result<KernelRun, Refusal> {
  if (shape.m * shape.k * shape.n * chips > MOST_PRODUCTS) {
    return failure(
      tooLarge(
        shape,
        `each of ${counted(chips, 'chip')} would do ${counted(shape.m * shape.k * shape.n, 'product')}`,
      ),
    );
  }
  const runs = Array.from({ length: chips }, (_, chip) => runProductOnChip(shape, chip));
  const bad = runs.find((run) => !run.ok);
  const [first] = runs;
  if (bad !== undefined || first?.ok !== true) return bad ?? failure(tooLarge(shape, 'no chips'));
  const checked = [...new Set(runs.flatMap((run) => (run.ok ? [run.value.checked] : [])))].join(' ');
  const issues = runs.reduce((sum, run) => sum + (run.ok ? run.value.issues : 0), 0);
  return success({
    ...first.value,
    issues,
    checked: chips === 1 ? checked : `On each of ${counted(chips, 'chip')}: ${checked}`,
  });
}

/** Runs a product with real values on one chip and compares a sample of its results with plain arithmetic. */
export function runProductOnChip(shape: GemmShape, part = 0): Result<KernelRun, Refusal> {
  const plan = planGemm(shape);
  const { m, k, n, type } = shape;
  const layout =
    m * k * n > MOST_PRODUCTS ? `it has ${counted(m * k * n, 'product')}` : gemmLayoutProblem(plan);
  if (layout !== undefined) return failure(tooLarge(shape, layout));
  const operands = { activations: valuesOf(part, m * k, shape), weights: valuesOf(part, k * n, shape) };
  const memory = gemmMemory(plan, operands);
  const builder = programBuilder();
  emitGemm(builder, plan, 0);
  const run = runProgram(builder.build(), memory);
  if (!run.ok) return run;
  const issued = run.value.chips[0]?.utilisation ?? { mem: 0, mxm: 0, vxm: 0, sxm: 0, c2c: 0 };
  // What multiplies zeros that fill up tiles is not counted as use.
  const useful = (m * k * n) / (run.value.cycles * productsPerCycle(type));
  const utilisation = { ...issued, mxm: useful };
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
    ? `${counted(count, 'result')} checked: equal to plain arithmetic.`
    : `${counted(count, 'result')} checked: within ${worst.toExponential(1)} of plain arithmetic.`;
}

const tooLarge = ({ m, k, n }: GemmShape, why: string): Refusal => ({
  code: 'lpu-cycle-size',
  message: `gemm ${m}×${k}×${n} is too large for the cycle level: ${why}. Use --level schedule.`,
  path: 'graph',
});
