import { valuesOf } from './elements';
import { PLANE_COLUMNS } from './geometry';
import type { MemSlice } from './instructions';
import { type Memory, readVector, sliceIndex } from './memory';

/** Weight rows are taken eight at a time, in the order in which a plane's own loop sums them (mxm.ts). */
const BLOCK = 8;

/** Where a weight row's two FP16 vectors lie. */
export type WeightRow = readonly { readonly at: MemSlice; readonly address: number }[];

/** The weights of one FP16 plane, unpacked once for every token that meets them. */
export interface WeightBlock {
  readonly rows: number;
  readonly weights: Float32Array;
  /** One more than the last column that has a weight. */
  readonly width: number;
  /** The first rows of blocks of eight that have one. */
  readonly blocks: readonly number[];
  /** Rows with equal weights, where all weights are one power of two: any order of summing is then exact. */
  readonly alike?: readonly AlikeRows[];
}

interface AlikeRows {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly weights: readonly number[];
}

const kept = new WeakMap<Memory, Map<string, WeightBlock>>();

/** The block that rows of a memory make; kept, since the rows of a linked program are never written. */
export function weightBlock(memory: Memory, rows: readonly (WeightRow | undefined)[]): WeightBlock {
  const key = rows
    .map((row) => row?.map(({ at, address }) => sliceIndex(at) * 8_192 + address).join('+') ?? '')
    .join();
  const blocks = kept.get(memory) ?? new Map<string, WeightBlock>();
  kept.set(memory, blocks);
  const known = blocks.get(key) ?? unpacked(memory, rows);
  blocks.set(key, known);
  return known;
}

function unpacked(memory: Memory, rows: readonly (WeightRow | undefined)[]): WeightBlock {
  const padded = Math.ceil(rows.length / BLOCK) * BLOCK;
  const weights = new Float32Array(padded * PLANE_COLUMNS);
  const filled = new Set<number>();
  let width = 0;
  for (const [index, row] of rows.entries()) {
    if (row === undefined) continue;
    const values = valuesOf(
      'fp16',
      row.map(({ at, address }) => readVector(memory, at, address)),
    );
    weights.set(values, index * PLANE_COLUMNS);
    let last = values.length - 1;
    while (last >= 0 && values[last] === 0) last -= 1;
    if (last < 0) continue;
    width = Math.max(width, last + 1);
    filled.add(index - (index % BLOCK));
  }
  const alike = alikeRows(weights, rows.length);
  return { rows: rows.length, weights, width, blocks: [...filled], ...(alike && { alike }) };
}

/** Groups of equal rows, if every weight but zero is the same power of two but for its sign. */
function alikeRows(weights: Float32Array, rows: number): readonly AlikeRows[] | undefined {
  let largest = 0;
  for (const weight of weights) {
    const size = Math.abs(weight);
    if (size === 0) continue;
    if (largest === 0) largest = size;
    else if (size !== largest) return undefined;
  }
  if (!Number.isInteger(Math.log2(largest))) return largest === 0 ? [] : undefined;
  const groups = new Map<string, AlikeRows & { readonly rows: number[] }>();
  for (let row = 0; row < rows; row += 1) {
    const values = weights.subarray(row * PLANE_COLUMNS, (row + 1) * PLANE_COLUMNS);
    const columns = Array.from(values.keys()).filter((column) => values[column] !== 0);
    if (columns.length === 0) continue;
    const key = columns.map((column) => `${column}:${values[column] ?? 0}`).join();
    const group = groups.get(key) ?? {
      rows: [],
      columns,
      weights: columns.map((column) => values[column] ?? 0),
    };
    groups.set(key, group);
    group.rows.push(row);
  }
  return [...groups.values()];
}

/** The sums of an activation with every column, exactly as a plane's own loop gives them. */
export function sumsOf(block: WeightBlock, activation: Float64Array, sums: Float64Array): void {
  sums.fill(0);
  const finite = activation.every(Number.isFinite);
  if (finite && block.alike !== undefined) {
    for (const { rows, columns, weights } of block.alike) {
      let total = 0;
      for (const row of rows) total += activation[row] as number;
      for (const [index, column] of columns.entries()) {
        sums[column] = (sums[column] as number) + total * (weights[index] as number);
      }
    }
    return;
  }
  // Zeros add nothing to finite numbers; what is infinite or no number is taken to every weight.
  const width = finite ? block.width : PLANE_COLUMNS;
  const all = Array.from({ length: Math.ceil(block.rows / BLOCK) }, (_, index) => index * BLOCK);
  for (const first of finite ? block.blocks : all)
    addBlock(block.weights, first, activation, { sums, width });
}

interface Into {
  readonly sums: Float64Array;
  readonly width: number;
}

function addBlock(
  weights: Float32Array,
  first: number,
  activation: Float64Array,
  { sums, width }: Into,
): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = activation.subarray(first, first + BLOCK);
  const w = weights.subarray(first * PLANE_COLUMNS, (first + BLOCK) * PLANE_COLUMNS);
  for (let n = 0; n < width; n += 1) {
    const low =
      a * (w[n] as number) +
      b * (w[n + 320] as number) +
      c * (w[n + 640] as number) +
      d * (w[n + 960] as number);
    const high =
      e * (w[n + 1_280] as number) +
      f * (w[n + 1_600] as number) +
      g * (w[n + 1_920] as number) +
      h * (w[n + 2_240] as number);
    sums[n] = (sums[n] as number) + low + high;
  }
}
