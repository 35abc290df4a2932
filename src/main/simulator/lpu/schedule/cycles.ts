import { rowsOfPlane } from '#main/simulator/lpu/chip/mxm';
import {
  CLOCK_HERTZ,
  FP16_OPERATIONS_PER_CYCLE,
  functionalDelay,
  INT8_OPERATIONS_PER_CYCLE,
  LANES,
  MEM_SLICES_PER_HEMISPHERE,
  PLANE_COLUMNS,
  VECTOR_ALUS,
  WEIGHTS_INSTALLED,
} from '#main/simulator/lpu/chip/geometry';
import { bytesOf, type WeightType } from '#main/simulator/lpu/chip/instructions';
import { WEIGHT_ROWS_PER_CYCLE, planesFor } from '#main/simulator/lpu/chip/kernels/gemm-plan';

/**
 * How long operations take on one chip, in plain arithmetic: the same cuts and delays as the chip level's kernels, which
 * the tests compare to the cycle. Free of allocation, since the fleet's closed form calls it a million times a second.
 */

/** A tensor lies half-way out in its hemisphere on average; 22 hops to the VXM, 24 to the MXM. */
const HOPS_TO_VXM = MEM_SLICES_PER_HEMISPHERE / 2;
const HOPS_TO_MXM = MEM_SLICES_PER_HEMISPHERE / 2 + 2;
const HOPS_MXM_TO_VXM = MEM_SLICES_PER_HEMISPHERE + 2;
const HOPS_TO_SXM = MEM_SLICES_PER_HEMISPHERE / 2 + 1;

/** MEM to MXM, through the plane, to the VXM for `steps` chained operations, and back to MEM. */
export const productFill = (steps: number): number =>
  functionalDelay.read +
  HOPS_TO_MXM +
  functionalDelay.multiply +
  HOPS_MXM_TO_VXM +
  steps * functionalDelay.alu +
  HOPS_TO_VXM +
  functionalDelay.write;

/** MEM to VXM, a chain of `depth` operations, and back. */
export const vectorFill = (depth: number): number =>
  functionalDelay.read + 2 * HOPS_TO_VXM + depth * functionalDelay.alu + functionalDelay.write;

/** MEM to SXM, one pass of `delay` cycles, and back. */
export const switchFill = (delay: number): number =>
  functionalDelay.read + 2 * HOPS_TO_SXM + delay + functionalDelay.write;

/** Vectors of one stream group that `elements` fill. */
export const vectorsOf = (elements: number): number => Math.ceil(elements / LANES);

/** Cycles that the VXM's sixteen ALUs need for chains of `steps` operations on every vector. */
export const vectorCycles = (vectors: number, steps: number): number =>
  Math.ceil((vectors * steps) / VECTOR_ALUS);

export interface Product {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly type: WeightType;
}

export const loadCyclesOf = ({ k, type }: Product): number =>
  Math.ceil(Math.min(k, rowsOfPlane(type)) / WEIGHT_ROWS_PER_CYCLE);

/** Rows that each plane takes per round if planes share columns `columnGroups`-fold. */
const rowsWith = (product: Product, columnGroups: number): number =>
  Math.ceil(product.m / (planesFor(product.type) / columnGroups));

const roundsWith = ({ k, n, type }: Product, columnGroups: number): number =>
  Math.ceil(k / rowsOfPlane(type)) * Math.ceil(Math.ceil(n / PLANE_COLUMNS) / columnGroups);

/** The split of planes between columns and rows that takes the fewest cycles; columns first where it is a tie. */
export function columnGroupsOf(product: Product): number {
  let [best, fewest] = [1, Infinity];
  for (let groups = planesFor(product.type); groups >= 1; groups /= 2) {
    const cycles = roundsWith(product, groups) * Math.max(loadCyclesOf(product), rowsWith(product, groups));
    if (cycles < fewest) [best, fewest] = [groups, cycles];
  }
  return best;
}

/** Cycles of one round: activations of one tile, while the next tile's weights come in. */
export function roundCyclesOf(product: Product): number {
  return Math.max(loadCyclesOf(product), rowsWith(product, columnGroupsOf(product)));
}

/** Cycles during which a product holds the MXM. */
export const productCycles = (product: Product): number =>
  roundsWith(product, columnGroupsOf(product)) * roundCyclesOf(product);

/** Cycles if every multiplier worked in every cycle. */
export const idealCycles = ({ m, k, n, type }: Product): number =>
  (m * k * n) / ((type === 'int8' ? INT8_OPERATIONS_PER_CYCLE : FP16_OPERATIONS_PER_CYCLE) / 2);

/** Column tiles that each plane does in turn. */
export const columnTilesOf = (product: Product): number =>
  Math.ceil(Math.ceil(product.n / PLANE_COLUMNS) / columnGroupsOf(product));

/** Vectors of results: rows times column tiles. */
export const productVectors = ({ m, n }: Product): number => m * Math.ceil(n / PLANE_COLUMNS);

/**
 * Cycles during which a product with `steps` vector operations on every result holds the chip: in the rounds that finish a
 * column tile the results may come faster than sixteen ALUs take them.
 */
export function productWithStepsCycles(product: Product, steps: number): number {
  const groups = columnGroupsOf(product);
  const deep = Math.ceil(product.k / rowsOfPlane(product.type));
  const tiles = Math.ceil(Math.ceil(product.n / PLANE_COLUMNS) / groups);
  const round = Math.max(loadCyclesOf(product), rowsWith(product, groups));
  const results = vectorCycles(productVectors(product), steps);
  return tiles * (deep - 1) * round + Math.max(tiles * round, results);
}

/**
 * Vectors that memory serves for a product: every round its tile of weights and its rows of activations for each plane, a
 * vector per byte of width, and the results, `resultVectors` for each 320 of them.
 */
export function productMemoryVectors(product: Product, resultVectors: number): number {
  const { k, type } = product;
  const [width, planes, groups] = [bytesOf[type], planesFor(type), columnGroupsOf(product)];
  const rows = rowsWith(product, groups);
  const tiles = columnTilesOf(product);
  const perRound = width * (Math.min(k, rowsOfPlane(type)) + rows);
  return planes * (roundsWith(product, groups) * perRound + tiles * rows * resultVectors);
}

const HEMISPHERES = 2;

/**
 * Bytes per second that the streamed operand of an INT8 product must arrive at, if it is too large for the chip and every
 * plane is kept busy (ISCA 2022, section 5.2; docs/facts.md A2.4). Taken column by column it passes as activations, one vector
 * per hemisphere and cycle; taken row by row it is what is installed, 409,600 weights for every pass over all rows.
 */
export function streamingBytesPerSecond(order: 'column-major' | 'row-major', rows: number): number {
  const bytesPerCycle = order === 'column-major' ? HEMISPHERES * LANES : WEIGHTS_INSTALLED / rows;
  return bytesPerCycle * CLOCK_HERTZ;
}
