import type { Remark } from '#shared/estimate/result';
import {
  FP16_OPERATIONS_PER_CYCLE,
  INT8_OPERATIONS_PER_CYCLE,
  LANES,
  SUPERLANE_DELAY,
} from '#main/simulator/lpu/chip/geometry';
import { bytesOf, type WeightType } from '#main/simulator/lpu/chip/instructions';
import { type GemmPlan, gemmTiming, planGemm } from '#main/simulator/lpu/chip/kernels/gemm-plan';
import { idealCycles, productMemoryVectors, productVectors } from '#main/simulator/lpu/schedule/cycles';
import { graphBuilder, streamed, type Graph, type GraphOperation } from '#main/simulator/lpu/schedule/graph';
import { CHIPS_PER_NODE, HOP_CYCLES, linkCycles } from '#main/simulator/lpu/schedule/network';
import { transferOperation } from '#main/simulator/lpu/schedule/operations';

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
  const split = splitProduct(shape);
  const { rows, columns, inner, plan, part } = split;
  const builder = graphBuilder();
  const timing = gemmTiming(plan);
  const busyCycles = plan.rounds * plan.roundCycles;
  const used = rows * columns * inner;
  for (let chip = 0; chip < used; chip += 1) {
    builder.reside(chip, (part.k * part.n + part.m * part.k) * bytesOf[type]);
    const product = builder.add({
      name: `product ${part.m}×${part.k}×${part.n}`,
      chip,
      unit: 'mxm',
      lane: 0,
      busyCycles,
      // The scheduler adds the last superlanes' delay itself.
      fillCycles: timing.cycles - busyCycles - SUPERLANE_DELAY,
      resultCycles: plan.roundCycles,
      operandCycles: plan.roundCycles,
      lead: 0,
      occupancy: idealCycles({ ...part, type }) / busyCycles,
      resultBytes: productVectors({ ...part, type }) * LANES * bytesOf.int32,
      memoryVectors: productMemoryVectors(plan.shape, bytesOf.int32),
      after: [],
    });
    for (let link = 0; link < inner - 1; link += 1) {
      builder.add(sumOfParts(split, { chip, product, link }));
    }
  }
  const notes: readonly Remark[] =
    chips === 1 ? [] : [{ code: 'graph-product-split', params: { rows, columns, inner } }];
  return builder.build({
    name: `gemm ${m}×${k}×${n}`,
    chips: used,
    operationsPerInference: 2 * m * k * n,
    notes,
  });
}

interface Sent {
  readonly chip: number;
  readonly product: number;
  readonly link: number;
}

/** Bytes of its sums, in FP32 or INT32, that a chip sends to each other that shares the inner size. */
const shareOfSums = ({ part, inner }: ProductSplit): number => (bytesOf.int32 * part.m * part.n) / inner;

/** Chips that share the inner size each end up with their share of the sum: a reduce-scatter in the node. */
const sumOfParts = (split: ProductSplit, { chip, product, link }: Sent): GraphOperation =>
  transferOperation({
    name: 'sum over the inner size',
    chip,
    link,
    busyCycles: linkCycles(shareOfSums(split)),
    latencyCycles: HOP_CYCLES,
    after: streamed(product),
  });

/** How chips share a product: what of it each one does, and the plan for that. */
export interface ProductSplit {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly part: { readonly m: number; readonly k: number; readonly n: number };
  readonly plan: GemmPlan;
}

/** Chips share rows, columns and, within a node, the inner size: whichever takes the fewest cycles. */
export function splitProduct(shape: ProductShape): ProductSplit {
  let best: ProductSplit | undefined;
  let fewest = Infinity;
  for (let inner = 1; inner <= Math.min(shape.chips, CHIPS_PER_NODE); inner *= 2) {
    const others = Math.floor(shape.chips / inner);
    for (let rows = 1; rows <= others; rows *= 2) {
      const split = splitInto(shape, { rows, columns: Math.floor(others / rows), inner });
      const sum = inner === 1 ? 0 : linkCycles(shareOfSums(split)) + HOP_CYCLES;
      const cycles = gemmTiming(split.plan).cycles + sum;
      if (cycles < fewest) [best, fewest] = [split, cycles];
    }
  }
  if (best === undefined) throw new RangeError('A product needs at least one chip');
  return best;
}

function splitInto(
  { m, k, n, type }: ProductShape,
  chips: Pick<ProductSplit, 'rows' | 'columns' | 'inner'>,
): ProductSplit {
  const part = {
    m: Math.ceil(m / chips.rows),
    k: Math.ceil(k / chips.inner),
    n: Math.ceil(n / chips.columns),
  };
  return { ...chips, part, plan: fasterPlan({ ...part, type }) };
}

export const peakProducts = (type: WeightType): number =>
  (type === 'int8' ? INT8_OPERATIONS_PER_CYCLE : FP16_OPERATIONS_PER_CYCLE) / 2;

export function fasterPlan({ m, k, n, type }: Omit<ProductShape, 'chips'>): GemmPlan {
  const plain = planGemm({ m, k, n, type });
  const transposed = planGemm({ m: n, k, n: m, type });
  return gemmTiming(transposed).cycles < gemmTiming(plain).cycles ? transposed : plain;
}
