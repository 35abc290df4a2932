import { randomStream } from '../../simulator/serving/random';

/**
 * Points that fill a cube more evenly than chance does: Halton's sequence with every digit permuted at random, so that
 * its projections on high dimensions do not line up (A. B. Owen, A randomized Halton algorithm in R, arXiv 1706.02808,
 * 2017). A point follows from its index alone, so that any number of workers draw the same.
 */
export interface PointSource {
  /** The coordinate of the point with this index, counted from 0; in [0, 1). */
  readonly coordinate: (index: number, dimension: number) => number;
}

/** The first primes, one base per dimension. */
function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

/** Van der Corput's radical inverse: the digits of the index in this base, mirrored at the point. */
export function radicalInverse(index: number, base: number): number {
  let [rest, value, scale] = [index, 0, 1 / base];
  while (rest > 0) {
    const digit = rest % base;
    value += digit * scale;
    rest = (rest - digit) / base;
    scale /= base;
  }
  return value;
}

/** Digits beyond these are below what 32 bits tell apart. */
const SMALLEST_SCALE = 2 ** -32;

interface Scrambling {
  readonly base: number;
  readonly scales: readonly number[];
  /** For every digit place a permutation of the digits. */
  readonly permutations: readonly Uint16Array[];
}

function scrambling(base: number, seed: number): Scrambling {
  const { uniform } = randomStream(seed, `halton ${base}`);
  const scales: number[] = [];
  for (let scale = 1 / base; scale > SMALLEST_SCALE; scale /= base) scales.push(scale);
  const permutations = scales.map(() => {
    const digits = Uint16Array.from({ length: base }, (_, digit) => digit);
    for (let last = base - 1; last > 0; last -= 1) {
      const chosen = Math.floor(uniform() * (last + 1));
      [digits[last], digits[chosen]] = [digits[chosen] ?? 0, digits[last] ?? 0];
    }
    return digits;
  });
  return { base, scales, permutations };
}

/** The scrambled sequence in so many dimensions; equal seeds give equal points. */
export function haltonPoints(dimensions: number, seed: number): PointSource {
  const scramblings = primes(dimensions).map((base) => scrambling(base, seed));
  return {
    coordinate: (index, dimension) => {
      const scrambled = scramblings[dimension];
      if (scrambled === undefined) throw new RangeError(`There is no dimension ${dimension}`);
      const { base, scales, permutations } = scrambled;
      let [rest, value] = [index, 0];
      for (let place = 0; place < scales.length; place += 1) {
        const digit = rest % base;
        rest = (rest - digit) / base;
        value += (permutations[place]?.[digit] ?? 0) * (scales[place] ?? 0);
      }
      return value;
    },
  };
}
