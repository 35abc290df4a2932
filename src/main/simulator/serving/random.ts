import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers of its own; equal seeds and names give equal streams. */
export interface RandomStream {
  /** Uniform in (0, 1): neither end occurs, so that its logarithm is finite. */
  readonly uniform: () => number;
  /** Standard normal. */
  readonly normal: () => number;
  /** Exponential with mean 1. */
  readonly exponential: () => number;
  /** Gamma with this shape and mean 1. */
  readonly gamma: (shape: number) => number;
}

/** The stream of this name, split from a seed; streams of other names are independent of it. */
export function randomStream(seed: number, name: string): RandomStream {
  const generator = xoroshiro128plusFromState(stateOf(seed, name));
  // 53 bits: as many as a double holds, plus a half so that zero never occurs.
  const uniform = (): number =>
    ((generator.next() >>> 6) * 2 ** 27 + (generator.next() >>> 5) + 0.5) / 2 ** 53;
  const exponential = (): number => -Math.log(uniform());
  const normal = (): number =>
    // Box and Muller's transform; the second number of the pair is not kept, so that a stream has no hidden state.
    Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape: number): number =>
    shape < 1
      ? (gammaSample(shape + 1, uniform, normal) * uniform() ** (1 / shape)) / shape
      : gammaSample(shape, uniform, normal) / shape;
  return { uniform, normal, exponential, gamma };
}

/** Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000), for shapes of at least 1. */
function gammaSample(shape: number, uniform: () => number, normal: () => number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(uniform()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Four words from seed and name: FNV-1a over the name, then the finaliser of MurmurHash3 to spread each word. */
function stateOf(seed: number, name: string): readonly number[] {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  const high = Math.floor(seed / 2 ** 32);
  return [1, 2, 3, 4].map((word) => spread(spread(hash + word) ^ spread(seed + word) ^ spread(high - word)));
}

function spread(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
