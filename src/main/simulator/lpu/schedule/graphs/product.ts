import { FP16_OPERATIONS_PER_CYCLE, INT8_OPERATIONS_PER_CYCLE, LANES } from '../../chip/geometry';
import type { WeightType } from '../../chip/instructions';
import { planGemm, type GemmPlan } from '../../chip/kernels/gemm-plan';
import { gemmTiming } from '../../chip/kernels/gemm-timing';
import { SUPERLANE_DELAY } from '../../chip/latency';
import { productVectors } from '../cycles';
import { graphBuilder, type Graph } from '../graph';

export interface ProductShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly type: WeightType;
  /** Chips that share the columns. */
  readonly chips: number;
}

/**
 * A single product from memory to memory, in exactly the cycles of the chip level's kernel. Either operand may be the one that
 * stays in the planes: [m×k]·[k×n] is the transpose of [n×k]·[k×m], and the faster is taken.
 */
export function productGraph({ m, k, n, type, chips }: ProductShape): Graph {
  const builder = graphBuilder();
  const width = type === 'int8' ? 1 : 2;
  const share = Math.ceil(n / chips);
  const plan = fasterPlan({ m, k, n: share, type });
  const timing = gemmTiming(plan);
  const busyCycles = plan.rounds * plan.roundCycles;
  for (let chip = 0; chip < chips; chip += 1) {
    builder.reside(chip, (k * share + m * k) * width);
    builder.add({
      name: `product ${m}×${k}×${share}`,
      chip,
      unit: 'mxm',
      lane: 0,
      busyCycles,
      // The scheduler adds the last superlanes' delay itself.
      fillCycles: timing.cycles - busyCycles - SUPERLANE_DELAY,
      resultCycles: plan.roundCycles,
      operandCycles: plan.roundCycles,
      lead: 0,
      occupancy: (m * k * share) / (peakProducts(type) * busyCycles),
      resultBytes: productVectors({ m, k, n: share, type }) * LANES * 4,
      after: [],
    });
  }
  return builder.build({
    name: `gemm ${m}×${k}×${n}`,
    chips,
    operationsPerInference: 2 * m * k * n,
    notes: [],
  });
}

export const peakProducts = (type: WeightType): number =>
  (type === 'int8' ? INT8_OPERATIONS_PER_CYCLE : FP16_OPERATIONS_PER_CYCLE) / 2;

export function fasterPlan({ m, k, n, type }: Omit<ProductShape, 'chips'>): GemmPlan {
  const plain = planGemm({ m, k, n, type });
  const transposed = planGemm({ m: n, k, n: m, type });
  return gemmTiming(transposed).cycles < gemmTiming(plain).cycles ? transposed : plain;
}
