import { FP16_OPERATIONS_PER_CYCLE, INT8_OPERATIONS_PER_CYCLE, LANES } from '../../chip/geometry';
import { bytesOf, type WeightType } from '../../chip/instructions';
import { planGemm, type GemmPlan } from '../../chip/kernels/gemm-plan';
import { gemmTiming } from '../../chip/kernels/gemm-timing';
import { SUPERLANE_DELAY } from '../../chip/latency';
import { productVectors } from '../cycles';
import { graphBuilder, streamed, type Graph, type GraphOperation } from '../graph';
import { CHIPS_PER_NODE, HOP_CYCLES, linkCycles } from '../network';
import { transferOperation } from '../operations';

export interface ProductShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly type: WeightType;
  /** Chips that share the product. */
  readonly chips: number;
}

/**
 * A single product from memory to memory, in exactly the cycles of the chip level's kernel. Either operand may be the one that
 * stays in the planes: [m×k]·[k×n] is the transpose of [n×k]·[k×m], and the faster is taken.
 */
export function productGraph(shape: ProductShape): Graph {
  const { m, k, n, type, chips } = shape;
  const { columns, inner, plan } = chipSplit(shape);
  const builder = graphBuilder();
  const [deep, wide] = [Math.ceil(k / inner), Math.ceil(n / columns)];
  const timing = gemmTiming(plan);
  const busyCycles = plan.rounds * plan.roundCycles;
  for (let chip = 0; chip < columns * inner; chip += 1) {
    builder.reside(chip, (deep * wide + m * deep) * bytesOf[type]);
    const product = builder.add({
      name: `product ${m}×${deep}×${wide}`,
      chip,
      unit: 'mxm',
      lane: 0,
      busyCycles,
      // The scheduler adds the last superlanes' delay itself.
      fillCycles: timing.cycles - busyCycles - SUPERLANE_DELAY,
      resultCycles: plan.roundCycles,
      operandCycles: plan.roundCycles,
      lead: 0,
      occupancy: (m * deep * wide) / (peakProducts(type) * busyCycles),
      resultBytes: productVectors({ m, k: deep, n: wide, type }) * LANES * 4,
      after: [],
    });
    if (inner > 1) builder.add(sumOfParts(shape, { chip, product, wide, inner }));
  }
  const notes =
    chips === 1
      ? []
      : [`${columns} × ${inner} chips share columns × inner size; operands lie in place beforehand.`];
  return builder.build({ name: `gemm ${m}×${k}×${n}`, chips, operationsPerInference: 2 * m * k * n, notes });
}

interface Parts {
  readonly chip: number;
  readonly product: number;
  readonly wide: number;
  readonly inner: number;
}

/** Chips that share the inner size each end up with their share of the sum: a reduce-scatter of FP32 or INT32. */
const sumOfParts = ({ m }: ProductShape, { chip, product, wide, inner }: Parts): GraphOperation =>
  transferOperation({
    name: 'sum over the inner size',
    chip,
    link: 0,
    busyCycles: linkCycles((4 * m * wide) / inner),
    latencyCycles: HOP_CYCLES,
    after: streamed(product),
  });

/** How chips share columns and, within a node, the inner size: whichever takes the fewest cycles. */
function chipSplit({ m, k, n, type, chips }: ProductShape) {
  let best: { columns: number; inner: number; plan: GemmPlan; cycles: number } | undefined;
  for (let inner = 1; inner <= Math.min(chips, CHIPS_PER_NODE); inner *= 2) {
    const columns = Math.floor(chips / inner);
    const wide = Math.ceil(n / columns);
    const plan = fasterPlan({ m, k: Math.ceil(k / inner), n: wide, type });
    const sum = inner === 1 ? 0 : linkCycles((4 * m * wide) / inner) + HOP_CYCLES;
    const cycles = gemmTiming(plan).cycles + sum;
    if (best === undefined || cycles < best.cycles) best = { columns, inner, plan, cycles };
  }
  if (best === undefined) throw new RangeError('A product needs at least one chip');
  return best;
}

export const peakProducts = (type: WeightType): number =>
  (type === 'int8' ? INT8_OPERATIONS_PER_CYCLE : FP16_OPERATIONS_PER_CYCLE) / 2;

export function fasterPlan({ m, k, n, type }: Omit<ProductShape, 'chips'>): GemmPlan {
  const plain = planGemm({ m, k, n, type });
  const transposed = planGemm({ m: n, k, n: m, type });
  return gemmTiming(transposed).cycles < gemmTiming(plain).cycles ? transposed : plain;
}
