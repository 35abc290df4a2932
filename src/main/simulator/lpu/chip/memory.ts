import {
  LANES,
  LANES_PER_SUPERLANE,
  MEM_SLICES_PER_HEMISPHERE,
  SUPERLANES,
  WORDS_PER_SLICE,
} from './geometry';
import type { MemSlice } from './instructions';

/** The SRAM of one chip, in pages of 128 vectors that take space only once something is written to them. */
export interface Memory {
  readonly pages: (Uint8Array | undefined)[];
  slab: Uint8Array;
  slabUsed: number;
}

const PAGE_VECTORS = 128;
/** Vectors are cut from slabs: a buffer of its own for each would cost more than filling it. */
const SLAB_VECTORS = 256;
const PAGES_PER_SLICE = WORDS_PER_SLICE / PAGE_VECTORS;

export const emptyMemory = (): Memory => ({
  pages: new Array<Uint8Array | undefined>(2 * MEM_SLICES_PER_HEMISPHERE * PAGES_PER_SLICE),
  slab: new Uint8Array(0),
  slabUsed: SLAB_VECTORS,
});

export const sliceIndex = ({ hemisphere, slice }: MemSlice): number =>
  hemisphere === 'west' ? slice : MEM_SLICES_PER_HEMISPHERE + slice;

const pageIndex = (slice: MemSlice, address: number): number =>
  sliceIndex(slice) * PAGES_PER_SLICE + Math.floor(address / PAGE_VECTORS);

function newVector(memory: Memory): Uint8Array {
  if (memory.slabUsed === SLAB_VECTORS) {
    memory.slab = new Uint8Array(SLAB_VECTORS * LANES);
    memory.slabUsed = 0;
  }
  const start = memory.slabUsed * LANES;
  memory.slabUsed += 1;
  return memory.slab.subarray(start, start + LANES);
}

/** A copy of the vector at an address: what later happens to the memory does not change what already flows. */
export function readVector(memory: Memory, slice: MemSlice, address: number): Uint8Array {
  const page = memory.pages[pageIndex(slice, address)];
  const vector = newVector(memory);
  if (page === undefined) return vector;
  const start = (address % PAGE_VECTORS) * LANES;
  vector.set(page.subarray(start, start + LANES));
  return vector;
}

interface Word {
  readonly at: MemSlice;
  readonly address: number;
}

/** The same into a vector that is there already. */
export function copyVector(memory: Memory, { at, address }: Word, into: Uint8Array): void {
  const page = memory.pages[pageIndex(at, address)];
  const start = (address % PAGE_VECTORS) * LANES;
  if (page === undefined) into.fill(0);
  else into.set(page.subarray(start, start + LANES));
}

/** The place of a vector in memory, to be filled in. */
export function vectorToWrite(memory: Memory, slice: MemSlice, address: number): Uint8Array {
  const page = (memory.pages[pageIndex(slice, address)] ??= new Uint8Array(PAGE_VECTORS * LANES));
  const start = (address % PAGE_VECTORS) * LANES;
  return page.subarray(start, start + LANES);
}

export const writeVector = (memory: Memory, slice: MemSlice, address: number, bytes: Uint8Array): void =>
  vectorToWrite(memory, slice, address).set(bytes);

const addressOf = (low: Uint8Array, high: Uint8Array, superlane: number): number => {
  const lane = superlane * LANES_PER_SUPERLANE;
  return ((low[lane] ?? 0) | ((high[lane] ?? 0) << 8)) % WORDS_PER_SLICE;
};

/** Reads each superlane's word from its own address. */
export function gatherVector(memory: Memory, slice: MemSlice, low: Uint8Array, high: Uint8Array): Uint8Array {
  const result = new Uint8Array(LANES);
  for (let superlane = 0; superlane < SUPERLANES; superlane += 1) {
    const [from, to] = lanesOf(superlane);
    const vector = readVector(memory, slice, addressOf(low, high, superlane));
    result.set(vector.subarray(from, to), from);
  }
  return result;
}

export interface Scatter {
  readonly slice: MemSlice;
  readonly low: Uint8Array;
  readonly high: Uint8Array;
  readonly bytes: Uint8Array;
}

/** Writes each superlane's word to its own address. */
export function scatterVector(memory: Memory, { slice, low, high, bytes }: Scatter): void {
  for (let superlane = 0; superlane < SUPERLANES; superlane += 1) {
    const [from, to] = lanesOf(superlane);
    vectorToWrite(memory, slice, addressOf(low, high, superlane)).set(bytes.subarray(from, to), from);
  }
}

const lanesOf = (superlane: number): readonly [number, number] => [
  superlane * LANES_PER_SUPERLANE,
  (superlane + 1) * LANES_PER_SUPERLANE,
];
