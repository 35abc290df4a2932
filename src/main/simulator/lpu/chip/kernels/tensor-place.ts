import { bitsOf, valuesOf } from '#main/simulator/lpu/chip/elements';
import { LANES, MEM_SLICES_PER_HEMISPHERE, type Hemisphere } from '#main/simulator/lpu/chip/geometry';
import { bytesOf, type ElementType } from '#main/simulator/lpu/chip/instructions';
import { readVector, writeVector, type Memory } from '#main/simulator/lpu/chip/memory';

/**
 * Where a tensor of whole vectors lies: vector i at `address + i`, byte b of each element in the slice `slice + b`, so that
 * one element's bytes leave on neighbouring streams in the same cycle.
 */
export interface TensorPlace {
  readonly hemisphere: Hemisphere;
  readonly slice: number;
  readonly address: number;
  readonly type: ElementType;
  /**
   * Over how many slices neighbouring vectors are spread, as weights are that leave many at once: vector i then lies in the
   * (i mod spread)-th group of slices at `address + ⌊i / spread⌋`.
   */
  readonly spread?: number;
}

const GROUP = 4;
export const GROUPS_PER_HEMISPHERE = MEM_SLICES_PER_HEMISPHERE / GROUP;

/** Slices are used in groups of four, so that every type fits a group: groups 0–10 west, 11–21 east. */
export const placeInGroup = (group: number, type: ElementType, address = 0): TensorPlace => ({
  hemisphere: group < GROUPS_PER_HEMISPHERE ? 'west' : 'east',
  slice: (group % GROUPS_PER_HEMISPHERE) * GROUP,
  address,
  type,
});

/** Puts values into memory as the host would before a program starts; short vectors are padded with zeros. */
export function storeVector(
  memory: Memory,
  { hemisphere, slice, address, type, spread = 1 }: TensorPlace,
  index: number,
  values: ArrayLike<number>,
): void {
  for (let byte = 0; byte < bytesOf[type]; byte += 1) {
    const vector = new Uint8Array(LANES);
    for (let lane = 0; lane < values.length; lane += 1) {
      vector[lane] = bitsOf(type, values[lane] ?? 0) >>> (8 * byte);
    }
    const at = { hemisphere, slice: slice + (index % spread) * bytesOf[type] + byte };
    writeVector(memory, at, address + Math.floor(index / spread), vector);
  }
}

/** The values of one vector, as the host would read them back. */
export function loadVector(
  memory: Memory,
  { hemisphere, slice, address, type }: TensorPlace,
  index: number,
): Float64Array {
  const vectors = Array.from({ length: bytesOf[type] }, (_, byte) =>
    readVector(memory, { hemisphere, slice: slice + byte }, address + index),
  );
  return valuesOf(type, vectors);
}
