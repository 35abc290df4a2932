import { dotProducts, PAIR, unpackPair, type FillRow } from './dot-products';
import { valuesOf, vectorsOf } from './elements';
import { HALF_PLANE_ROWS, PLANE_COLUMNS, PLANE_ROWS } from './geometry';
import type { WeightType } from './instructions';
import type { Launched } from './streams';

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

/** What was asked of the old weights is computed before the new ones take their place. */
export function installWeights(plane: Plane, type: WeightType): void {
  evaluate(plane);
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
