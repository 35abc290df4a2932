/** IEEE 754 binary16: rounding from double precision once, to nearest, ties to even. */

const scratch = new DataView(new ArrayBuffer(8));
/** Adding and subtracting 1.5 · 2^52 rounds a double to the nearest integer, ties to even. */
const ROUNDER = 6_755_399_441_055_744;
const SMALLEST_NORMAL = 2 ** -14;
const SMALLEST_SUBNORMAL = 2 ** -24;
const OVERFLOW = 65_520;

function exponentOf(magnitude: number): number {
  scratch.setFloat64(0, magnitude);
  return (scratch.getUint16(0) >>> 4) - 1_023;
}

/** The sixteen bits of the half nearest to the value. */
export function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= OVERFLOW) return sign | 0x7c00;
  if (magnitude < SMALLEST_NORMAL) {
    return sign | (magnitude / SMALLEST_SUBNORMAL + ROUNDER - ROUNDER);
  }
  const exponent = exponentOf(magnitude);
  const mantissa = magnitude / 2 ** (exponent - 10) + ROUNDER - ROUNDER;
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

const decoded = Float32Array.from({ length: 65_536 }, (_, bits) => decode(bits));

/** The value of sixteen bits; exact. */
export const halfValue = (bits: number): number => decoded[bits & 0xffff] ?? NaN;

export const roundToHalf = (value: number): number => halfValue(halfBits(value));
