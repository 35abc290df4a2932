import { LANES } from './geometry';
import type { ElementType } from './instructions';

/** IEEE 754 binary16: rounding from double precision once, to nearest, ties to even. */

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
/** Which of a double's two words holds its exponent, as this machine lays them. */
const HIGH_WORD = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
/** Adding and subtracting 1.5 · 2^52 rounds a double to the nearest integer, ties to even. */
const ROUNDER = 6_755_399_441_055_744;
const SMALLEST_NORMAL = 2 ** -14;
const SMALLEST_SUBNORMAL = 2 ** -24;
const OVERFLOW = 65_520;

function exponentOf(magnitude: number): number {
  double[0] = magnitude;
  return ((halves[HIGH_WORD] as number) >>> 20) - 1_023;
}

/** By exponent from -14 on: what makes a mantissa of eleven bits a whole number. */
const steps = Float64Array.from({ length: 31 }, (_, index) => 2 ** (24 - index));

/** The sixteen bits of the half nearest to the value. */
export function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || (value === 0 && 1 / value < 0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= OVERFLOW) return sign | 0x7c00;
  if (magnitude < SMALLEST_NORMAL) {
    return sign | (magnitude / SMALLEST_SUBNORMAL + ROUNDER - ROUNDER);
  }
  const exponent = exponentOf(magnitude);
  const mantissa = magnitude * (steps[exponent + 14] as number) + ROUNDER - ROUNDER;
  // A mantissa that rounds up to 2048 carries into the exponent by the same addition.
  return sign | (((exponent + 14) << 10) + mantissa);
}

function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const mantissa = bits & 1_023;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * mantissa * SMALLEST_SUBNORMAL;
  return sign * (1_024 + mantissa) * 2 ** (exponent - 25);
}

/** Every half by its bits; made when the first one is asked for, since most programs run no chip. */
let decoded: Float32Array | undefined;
const decodedHalves = (): Float32Array =>
  (decoded ??= Float32Array.from({ length: 65_536 }, (_, bits) => decode(bits)));

/** The value of sixteen bits; exact. */
export const halfValue = (bits: number): number => (decoded ?? decodedHalves())[bits & 0xffff] ?? NaN;

export const roundToHalf = (value: number): number => halfValue(halfBits(value));

/** Vectors of a wider type lie across neighbouring streams, lowest byte first; these join and split them. */

const bits = new DataView(new ArrayBuffer(4));

const clamp = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value;

/** Rounds half to even, as hardware does. */
function nearestEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

const byteAt = (vector: Uint8Array | undefined, lane: number): number => vector?.[lane] ?? 0;

/** The values of the lanes as doubles; every type converts exactly. */
export function valuesOf(type: ElementType, vectors: readonly Uint8Array[]): Float64Array {
  const values = new Float64Array(LANES);
  const [first, second, third, fourth] = vectors;
  for (let lane = 0; lane < LANES; lane += 1) {
    if (type === 'int8') values[lane] = (byteAt(first, lane) << 24) >> 24;
    else if (type === 'fp16') values[lane] = halfValue(byteAt(first, lane) | (byteAt(second, lane) << 8));
    else {
      const word =
        byteAt(first, lane) |
        (byteAt(second, lane) << 8) |
        (byteAt(third, lane) << 16) |
        (byteAt(fourth, lane) << 24);
      bits.setInt32(0, word);
      values[lane] = type === 'int32' ? word : bits.getFloat32(0);
    }
  }
  return values;
}

/** The bit pattern of a value rounded to a type; integers saturate. */
export function bitsOf(type: ElementType, value: number): number {
  switch (type) {
    case 'int8':
      return clamp(nearestEven(value), -128, 127) & 0xff;
    case 'fp16':
      return halfBits(value);
    case 'int32':
      return clamp(nearestEven(value), -2_147_483_648, 2_147_483_647) | 0;
    case 'fp32':
      bits.setFloat32(0, value);
      return bits.getInt32(0);
  }
}

/** The vectors that carry the values of the lanes in a type. */
export function vectorsOf(
  type: ElementType,
  width: number,
  values: ArrayLike<number>,
): readonly Uint8Array[] {
  const vectors = Array.from({ length: width }, () => new Uint8Array(LANES));
  for (let lane = 0; lane < LANES; lane += 1) {
    const word = bitsOf(type, values[lane] ?? 0);
    for (let byte = 0; byte < width; byte += 1) {
      const vector = vectors[byte];
      if (vector !== undefined) vector[lane] = word >>> (8 * byte);
    }
  }
  return vectors;
}
