import { type Hemisphere, WORDS_PER_SLICE } from '#main/simulator/lpu/chip/geometry';
import { GROUPS_PER_HEMISPHERE, type TensorPlace } from '#main/simulator/lpu/chip/kernels/tensor-place';
import { TILE_ADDRESSES } from '#main/simulator/lpu/chip/kernels/split-product';
import type { ElementType } from '#main/simulator/lpu/chip/instructions';

/**
 * Who lies where in a chip's SRAM. Weights fill slices 0–29 of both hemispheres from address 0 up. The first seven groups of
 * four slices of each hemisphere hold FP32 vectors from the last address down; activations and results have slices of their own.
 */
export interface Room {
  /** The address of a new pair of weight tiles. */
  tile(): number;
  /** Vectors of four bytes in a group: w0–w6, e0–e6. */
  vectors(group: Group, count: number, type?: ElementType): TensorPlace;
  /** The one of some groups with the most space. */
  roomiest(groups: readonly Group[]): Group;
  results(count: number): number;
  activations(count: number): number;
  /** Addresses of the fullest slice in use, of 8,192. */
  used(): number;
  readonly bytes: () => number;
}

export type Group = `${'w' | 'e'}${0 | 1 | 2 | 3 | 4 | 5 | 6}`;

export const groupsOf = (side: 'w' | 'e'): readonly Group[] =>
  ([0, 1, 2, 3, 4, 5, 6] as const).map((number) => `${side}${number}` as const);

const hemisphereOf = (group: Group): Hemisphere => (group.startsWith('w') ? 'west' : 'east');
const sliceOf = (group: Group): number => 4 * Number(group.slice(1));

const GROUP_BYTES = 4 * 320;
const TILE_BYTES = 2 * 2 * 160 * 320;

export function newRoom(): Room {
  const taken = new Map<Group, number>();
  let [weights, results, activations] = [0, 0, 0];
  const takenOf = (group: Group): number => taken.get(group) ?? 0;
  return {
    tile: () => (weights += TILE_ADDRESSES) - TILE_ADDRESSES,
    vectors: (group, count, type = 'fp32') => {
      taken.set(group, takenOf(group) + count);
      const address = WORDS_PER_SLICE - takenOf(group);
      return { hemisphere: hemisphereOf(group), slice: sliceOf(group), address, type };
    },
    roomiest: (groups) =>
      groups.reduce((best, group) => (takenOf(group) < takenOf(best) ? group : best), groups[0] ?? 'w0'),
    results: (count) => (results += count) - count,
    activations: (count) => (activations += count) - count,
    used: () => Math.max(results, activations, weights + Math.max(0, ...taken.values())),
    bytes: () => {
      const vectors = [...taken.values()].reduce((sum, count) => sum + count, 0);
      return (
        (weights / TILE_ADDRESSES) * TILE_BYTES +
        (vectors + 4 * results) * GROUP_BYTES +
        activations * 2 * GROUP_BYTES
      );
    },
  };
}

/** The group further on in the same place: `index` vectors later. */
export const from = (place: TensorPlace, index: number): TensorPlace => ({
  ...place,
  address: place.address + index,
});

if (GROUPS_PER_HEMISPHERE < 7) throw new RangeError('A hemisphere has fewer groups than the layout needs');
