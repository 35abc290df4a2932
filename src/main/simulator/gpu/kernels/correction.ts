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

/** Where a size lies among the knots, from 0 to just below the last one. */
function placeOn(axis: Axis, size: number): number {
  if (axis.count < 2) return 0;
  const place = (Math.log2(size) - axis.from) / axis.step;
  return Math.min(Math.max(place, 0), axis.count - 1 - 1e-9);
}
