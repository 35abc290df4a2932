/** Evenly spaced knots on the binary logarithm of a size. */
export interface Axis {
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/**
 * A smooth correction to a kernel's physical form: ln(measured / form) on a coarse grid of one to three logarithmic
 * sizes, fitted by penalised least squares and multilinear between its knots. Values run fastest along the last axis.
 */
export interface Correction {
  readonly axes: readonly [Axis, Axis, Axis];
  readonly values: readonly number[];
}

/** An axis of a single knot, for corrections of fewer than three sizes. */
export const noAxis: Axis = { from: 0, step: 1, count: 1 };

/** The factor by which the form is multiplied at three sizes; beyond the grid the nearest knot counts. */
export function correctionAt(correction: Correction, first: number, second: number, third: number): number {
  const [a, b, c] = correction.axes;
  const { values } = correction;
  const x = placeOn(a, first);
  const y = placeOn(b, second);
  const z = placeOn(c, third);
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [u, v, w] = [x - i, y - j, z - k];
  const stepJ = b.count > 1 ? c.count : 0;
  const stepK = c.count > 1 ? 1 : 0;
  const lower = (i * b.count + j) * c.count + k;
  const upper = a.count > 1 ? lower + b.count * c.count : lower;
  const plane = (at: number) =>
    (1 - v) * ((1 - w) * (values[at] ?? 0) + w * (values[at + stepK] ?? 0)) +
    v * ((1 - w) * (values[at + stepJ] ?? 0) + w * (values[at + stepJ + stepK] ?? 0));
  return Math.exp((1 - u) * plane(lower) + u * plane(upper));
}

/** `correctionAt` of a fixed third size, ready to be asked many times. */
export function correctionPlane(
  { axes, values }: Correction,
  third: number,
): (first: number, second: number) => number {
  const [a, b, c] = axes;
  const z = placeOn(c, third);
  const k = Math.floor(z);
  const next = c.count > 1 ? 1 : 0;
  const plane = Float64Array.from({ length: a.count * b.count }, (_, row) => {
    const at = row * c.count + k;
    return (1 - (z - k)) * (values[at] ?? 0) + (z - k) * (values[at + next] ?? 0);
  });
  const across = b.count > 1 ? 1 : 0;
  const down = a.count > 1 ? b.count : 0;
  return (first, second) => {
    const x = placeOn(a, first);
    const y = placeOn(b, second);
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const at = i * b.count + j;
    const upper = mixed(plane[at], plane[at + across], y - j);
    const lower = mixed(plane[at + down], plane[at + down + across], y - j);
    return Math.exp(mixed(upper, lower, x - i));
  };
}

const mixed = (from = 0, to = 0, share: number): number => (1 - share) * from + share * to;

/** Where a size lies among the knots, from 0 to just below the last one. */
function placeOn(axis: Axis, size: number): number {
  if (axis.count < 2) return 0;
  const place = (Math.log2(size) - axis.from) / axis.step;
  return Math.min(Math.max(place, 0), axis.count - 1 - 1e-9);
}
