import { PLANE_COLUMNS } from './geometry';

/**
 * The inner loop of a matrix plane: products of activations with weight rows, summed in doubles. INT8 activations are packed
 * in pairs, `a0 + a1 · 2^26`: 320 products of two INT8 values stay below 2^23, so one double carries two exact sums and one
 * multiplication serves two activations.
 */
export const PAIR = 2 ** 26;
const HALF_PAIR = PAIR / 2;

/** Weight rows are taken eight at a time: each partial sum is then fetched and stored once for eight products. */
const BLOCK = 8;

/** Writes the weights of a row into `block` from `start` on; a row that was never loaded is zero. */
export type FillRow = (row: number, block: Float64Array, start: number) => void;

/** The sums of every activation with every column, 320 per activation. */
export function dotProducts(
  rows: number,
  fillRow: FillRow,
  activations: readonly Float64Array[],
): Float64Array {
  const sums = new Float64Array(activations.length * PLANE_COLUMNS);
  const block = new Float64Array(BLOCK * PLANE_COLUMNS);
  for (let first = 0; first < rows; first += BLOCK) {
    for (let row = 0; row < BLOCK; row += 1) {
      if (first + row < rows) fillRow(first + row, block, row * PLANE_COLUMNS);
      else block.fill(0, row * PLANE_COLUMNS, (row + 1) * PLANE_COLUMNS);
    }
    for (const [index, activation] of activations.entries()) {
      addBlock(block, activation, first, sums.subarray(index * PLANE_COLUMNS, (index + 1) * PLANE_COLUMNS));
    }
  }
  return sums;
}

function addBlock(w: Float64Array, activation: Float64Array, first: number, sums: Float64Array): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = activation.subarray(first, first + BLOCK);
  for (let n = 0; n < PLANE_COLUMNS; n += 1) {
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

/** The two sums that a packed one holds. */
export function unpackPair(packed: number): readonly [number, number] {
  const second = Math.floor((packed + HALF_PAIR) / PAIR);
  return [packed - second * PAIR, second];
}
