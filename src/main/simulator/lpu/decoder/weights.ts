import { bitsOf, roundToHalf } from '#main/simulator/lpu/chip/elements';
import { HALF_PLANE_ROWS, LANES, PLANE_COLUMNS } from '#main/simulator/lpu/chip/geometry';
import { WEIGHT_ROWS_PER_CYCLE } from '#main/simulator/lpu/chip/kernels/gemm-plan';
import { FINE, type SplitTile } from '#main/simulator/lpu/chip/kernels/split-product';
import { type Memory, vectorToWrite } from '#main/simulator/lpu/chip/memory';
import type { Weights } from './network';
import type { Room } from './room';

/** Puts something into a chip's memory before its first program runs. */
export type Store = (memory: Memory) => void;

export interface PlacedWeights {
  readonly columns: readonly (readonly SplitTile[])[];
  /** What results are multiplied with: weights are scaled by a power of two to fill the range of FP16. */
  readonly scale: number;
}

interface Matrix {
  readonly weights: Weights;
  readonly outputs: number;
  readonly inputs: number;
}

export const tilesOf = (elements: number): number => Math.ceil(elements / LANES);

/** The largest scaled weight; FP16 reaches 65,504. */
const LARGEST = 2 ** 14;
/** Half of the smallest step of FP16: what rounds by no more is kept whole, or too small to be seen beside the largest. */
const SMALLEST = 2 ** -25;

const single = new Float32Array(1);
const word = new Uint32Array(single.buffer);
/** Whether the last thirteen bits of an FP32 value are zero, as those of every BF16 and FP16 value are. */
function isShort(value: number): boolean {
  single[0] = value;
  return ((word[0] as number) & 0x1fff) === 0 && single[0] === value;
}

function rangeOf(matrices: readonly Matrix[]) {
  let largest = 0;
  for (const { weights } of matrices) {
    for (let index = 0; index < weights.length; index += 1)
      largest = Math.max(largest, Math.abs(weights.at(index)));
  }
  const scale = largest === 0 ? 1 : LARGEST / 2 ** Math.ceil(Math.log2(largest));
  const split = matrices.some(({ weights }) => {
    for (let index = 0; index < weights.length; index += 1) {
      const weight = weights.at(index);
      if (!isShort(weight) && Math.abs(weight * scale - roundToHalf(weight * scale)) > SMALLEST) return true;
    }
    return false;
  });
  return { scale, split };
}

/**
 * Places matrices that all take the same input, each with column tiles of its own. FP16 and BF16 weights fit one FP16 value;
 * FP32 ones take two, as they take twice the bytes.
 */
export function placeMatrices(room: Room, stores: Store[], matrices: readonly Matrix[]): PlacedWeights {
  const { scale, split } = rangeOf(matrices);
  const columns = matrices.flatMap(({ weights, outputs, inputs }) =>
    Array.from({ length: tilesOf(outputs) }, (_, column) =>
      Array.from({ length: tilesOf(inputs) }, (_, vector) => {
        const value = (lane: number, output: number): number => {
          const [input, row] = [vector * LANES + lane, column * LANES + output];
          return input < inputs && row < outputs ? weights.at(row * inputs + input) * scale : 0;
        };
        const coarse = { vector, address: room.tile(), fine: false };
        stores.push(tileStore(coarse.address, value));
        if (!split) return [coarse];
        const fine = { vector, address: room.tile(), fine: true };
        stores.push(
          tileStore(fine.address, (lane, output) => {
            const whole = value(lane, output);
            return (whole - roundToHalf(whole)) / FINE;
          }),
        );
        return [coarse, fine];
      }).flat(),
    ),
  );
  return { columns, scale: 1 / scale };
}

/** One input lane that an output lane takes, and its factor. */
export interface Term {
  readonly input: number;
  readonly factor: number;
}

/** Places a sparse matrix that is constant, by the terms of each output lane; tiles without any are left out. */
export function placeTerms(
  room: Room,
  stores: Store[],
  outputs: number,
  termsOf: (output: number) => readonly Term[],
): readonly (readonly SplitTile[])[] {
  return Array.from({ length: tilesOf(outputs) }, (_, column) => {
    const tiles = new Map<number, Map<number, number>>();
    for (let lane = 0; lane < LANES; lane += 1) {
      for (const { input, factor } of termsOf(column * LANES + lane)) {
        const vector = Math.floor(input / LANES);
        const tile = tiles.get(vector) ?? new Map<number, number>();
        tiles.set(vector, tile);
        tile.set((input % LANES) * LANES + lane, factor);
      }
    }
    return [...tiles].map(([vector, factors]) => {
      const address = room.tile();
      stores.push(tileStore(address, (lane, output) => factors.get(lane * LANES + output) ?? 0));
      return { vector, address, fine: false };
    });
  });
}

/** Writes a pair of tiles: the weight rows of lanes 0–159 in the west, those of the others in the east. */
const tileStore =
  (address: number, value: (lane: number, output: number) => number): Store =>
  (memory) => {
    for (let lane = 0; lane < LANES; lane += 1) {
      const row = lane % HALF_PLANE_ROWS;
      const hemisphere = lane < HALF_PLANE_ROWS ? 'west' : 'east';
      const slice = 2 * (row % WEIGHT_ROWS_PER_CYCLE);
      const at = address + Math.floor(row / WEIGHT_ROWS_PER_CYCLE);
      const low = vectorToWrite(memory, { hemisphere, slice }, at);
      const high = vectorToWrite(memory, { hemisphere, slice: slice + 1 }, at);
      for (let output = 0; output < PLANE_COLUMNS; output += 1) {
        const bits = bitsOf('fp16', value(lane, output));
        low[output] = bits;
        high[output] = bits >>> 8;
      }
    }
  };
