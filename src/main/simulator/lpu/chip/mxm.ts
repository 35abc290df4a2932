import { valuesOf, vectorsOf } from './elements';
import { HALF_PLANE_ROWS, PLANE_COLUMNS, PLANE_ROWS } from './geometry';
import type { WeightType } from './instructions';
import type { Launched } from './streams';

/**
 * The inner loop of a matrix plane: products of activations with weight rows, summed in doubles. INT8 activations are packed
 * in pairs, `a0 + a1 · 2^26`: 320 products of two INT8 values stay below 2^23, so one double carries two exact sums and one
 * multiplication serves two activations.
 */
const PAIR = 2 ** 26;
const HALF_PAIR = PAIR / 2;

/** Weight rows are taken eight at a time: each partial sum is then fetched and stored once for eight products. */
const BLOCK = 8;

/** Writes the weights of a row into `block` from `start` on; a row that was never loaded is zero. */
type FillRow = (row: number, block: Float64Array, start: number) => void;

/** The sums of every activation with every column, 320 per activation. */
function dotProducts(rows: number, fillRow: FillRow, activations: readonly Float64Array[]): Float64Array {
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
function unpackPair(packed: number): readonly [number, number] {
  const second = Math.floor((packed + HALF_PAIR) / PAIR);
  return [packed - second * PAIR, second];
}

/**
 * One matrix plane: a buffer that weights are loaded into while the array computes, the array, and accumulators.
 * Activations are collected and multiplied together when a result is first asked for: the values are the same and the
 * weights are unpacked once.
 */
export interface Plane {
  type: WeightType;
  /** Weight rows as they came off the streams: one vector each for INT8, two for FP16. */
  buffer: (readonly Uint8Array[] | undefined)[];
  array: (readonly Uint8Array[] | undefined)[];
  pending: PendingMultiplication[];
  readonly accumulators: Map<number, Int32Array | Float32Array>;
}

export interface PendingMultiplication {
  readonly activation: readonly Uint8Array[];
  readonly half: 0 | 1;
  readonly accumulator: number;
  readonly accumulate: boolean;
  /** The four vectors that wait for the sum, where it leaves the plane. */
  readonly owed: readonly Launched[];
}

export const emptyPlane = (): Plane => ({
  type: 'int8',
  buffer: [],
  array: [],
  pending: [],
  accumulators: new Map(),
});

export const rowsOfPlane = (type: WeightType): number => (type === 'int8' ? PLANE_ROWS : HALF_PLANE_ROWS);

/** Moves the buffer into the array; what was asked of the old weights has been evaluated before. */
export function installWeights(plane: Plane, type: WeightType): void {
  plane.array = plane.buffer;
  plane.buffer = [];
  plane.type = type;
}

const integerRow =
  (plane: Plane): FillRow =>
  (row, block, start) => {
    const bytes = plane.array[row]?.[0];
    if (bytes === undefined) block.fill(0, start, start + PLANE_COLUMNS);
    else block.set(new Int8Array(bytes.buffer, bytes.byteOffset, PLANE_COLUMNS), start);
  };

const halfRow =
  (plane: Plane): FillRow =>
  (row, block, start) => {
    const vectors = plane.array[row];
    if (vectors === undefined) block.fill(0, start, start + PLANE_COLUMNS);
    else block.set(valuesOf('fp16', vectors), start);
  };

/** Multiplies everything that was collected and pays what is owed. */
export function evaluate(plane: Plane): void {
  const { pending, type } = plane;
  if (pending.length === 0) return;
  plane.pending = [];
  const activations = pending.map(({ activation, half }) => {
    const values = valuesOf(type, activation);
    return half === 0 ? values : values.subarray(HALF_PLANE_ROWS);
  });
  const sums = type === 'int8' ? integerSums(plane, activations) : halfSums(plane, activations);
  for (const [index, multiplication] of pending.entries()) {
    settle(plane, multiplication, sums.subarray(index * PLANE_COLUMNS, (index + 1) * PLANE_COLUMNS));
  }
}

/** Each pass is summed exactly and rounded to FP32 once. */
const halfSums = (plane: Plane, activations: readonly Float64Array[]): Float32Array =>
  Float32Array.from(dotProducts(plane.array.length, halfRow(plane), activations));

function integerSums(plane: Plane, activations: readonly Float64Array[]): Int32Array {
  const pairs: Float64Array[] = [];
  for (let index = 0; index < activations.length; index += 2) {
    const second = activations[index + 1];
    const pair = new Float64Array(activations[index] ?? []);
    if (second !== undefined) {
      for (let lane = 0; lane < pair.length; lane += 1) {
        pair[lane] = (pair[lane] as number) + (second[lane] as number) * PAIR;
      }
    }
    pairs.push(pair);
  }
  const packed = dotProducts(plane.array.length, integerRow(plane), pairs);
  const sums = new Int32Array(2 * packed.length);
  for (let place = 0; place < packed.length; place += 1) {
    const [first, second] = unpackPair(packed[place] as number);
    const index = 2 * (place - (place % PLANE_COLUMNS)) + (place % PLANE_COLUMNS);
    sums[index] = first;
    sums[index + PLANE_COLUMNS] = second;
  }
  return sums;
}

function settle(plane: Plane, multiplication: PendingMultiplication, sums: Int32Array | Float32Array): void {
  const { accumulator, accumulate, owed } = multiplication;
  const before = accumulate ? plane.accumulators.get(accumulator) : undefined;
  if (before !== undefined) {
    // Typed arrays wrap INT32 and round FP32 as the accumulators do.
    for (let lane = 0; lane < sums.length; lane += 1) sums[lane] = (sums[lane] ?? 0) + (before[lane] ?? 0);
  }
  plane.accumulators.set(accumulator, sums);
  if (owed.length === 0) return;
  const vectors = vectorsOf(plane.type === 'int8' ? 'int32' : 'fp32', 4, sums);
  for (const [byte, launched] of owed.entries()) launched.bytes = vectors[byte];
}
