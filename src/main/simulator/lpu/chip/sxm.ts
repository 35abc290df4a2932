import { LANES, LANES_PER_SUPERLANE } from './geometry';

/** What the switch units do with whole vectors. */

const moved = (source: Uint8Array, laneFrom: (lane: number) => number): Uint8Array => {
  const result = new Uint8Array(LANES);
  for (let lane = 0; lane < LANES; lane += 1) result[lane] = source[laneFrom(lane)] ?? 0;
  return result;
};

export const shiftLanes = (source: Uint8Array, by: number): Uint8Array => moved(source, (lane) => lane - by);

export const permuteLanes = (source: Uint8Array, map: readonly number[]): Uint8Array =>
  moved(source, (lane) => map[lane] ?? LANES);

const startOf = (lane: number): number => lane - (lane % LANES_PER_SUPERLANE);
const modulo = (value: number): number =>
  ((value % LANES_PER_SUPERLANE) + LANES_PER_SUPERLANE) % LANES_PER_SUPERLANE;

export const rotateLanes = (source: Uint8Array, by: number): Uint8Array =>
  moved(source, (lane) => startOf(lane) + modulo(lane + by));

export function selectLanes(first: Uint8Array, second: Uint8Array, boundary: number): Uint8Array {
  const result = second.slice();
  result.set(first.subarray(0, boundary));
  return result;
}

/** Sixteen vectors to sixteen: within each superlane the 16 × 16 block of (stream, lane) is transposed. */
export function transposeBlocks(sources: readonly Uint8Array[]): readonly Uint8Array[] {
  return Array.from({ length: LANES_PER_SUPERLANE }, (_, stream) => {
    const result = new Uint8Array(LANES);
    for (let lane = 0; lane < LANES; lane += 1) {
      result[lane] = sources[lane % LANES_PER_SUPERLANE]?.[startOf(lane) + stream] ?? 0;
    }
    return result;
  });
}
