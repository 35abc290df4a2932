interface Patience {
  readonly iterations?: number;
  /** The share of the sum of squares that a step has to gain for another one to be made. */
  readonly leastGain?: number;
}

/**
 * Levenberg and Marquardt's method with a numeric Jacobian on positive parameters, which move on a logarithmic scale.
 * Minimises the sum of squares of `residuals`, each squashed to ±`clip` so that a few bad rows do not rule.
 */
export function fitParameters(
  start: readonly number[],
  residuals: (parameters: readonly number[]) => Float64Array,
  { iterations = 40, leastGain = 0 }: Patience = {},
): number[] {
  let logs = start.map(Math.log);
  const at = (values: readonly number[]) => robust(residuals(values.map(Math.exp)));
  let current = at(logs);
  let damping = 1e-2;
  for (let iteration = 0; iteration < iterations && damping < 1e6; iteration++) {
    const columns = logs.map((_, index) => {
      const moved = at(logs.map((value, each) => (each === index ? value + 1e-3 : value)));
      return moved.map((value, row) => (value - (current[row] ?? 0)) / 1e-3);
    });
    const normal = columns.map((a) => columns.map((b) => dot(a, b)));
    const slope = columns.map((column) => -dot(column, current));
    const step = solve(
      normal.map((row, i) => row.map((value, j) => (i === j ? value * (1 + damping) + 1e-9 : value))),
      slope,
    ).map((value) => Math.max(-1, Math.min(1, value)));
    const trial = logs.map((value, index) => value + (step[index] ?? 0));
    const next = at(trial);
    const [before, after] = [dot(current, current), dot(next, next)];
    if (after < before) {
      [logs, current] = [trial, next];
      damping /= 3;
      if (after > before * (1 - leastGain)) break;
    } else damping *= 4;
  }
  return logs.map(Math.exp);
}

/** Grows with the square root of large residuals only, so that the fit follows the median rather than the worst rows. */
const robust = (values: Float64Array): Float64Array =>
  values.map((value) => Math.sign(value) * Math.sqrt(2 * SOFT * (Math.sqrt(SOFT ** 2 + value ** 2) - SOFT)));
const SOFT = 0.1;

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** Gauss's elimination with pivots; for the few unknowns of a physical form. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce(
        (best, row, index) =>
          Math.abs(row[column]!) > Math.abs(rows[best]![column]!) ? index + column : best,
        column,
      );
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let below = column + 1; below < size; below++) {
      const factor = rows[below]![column]! / rows[column]![column]!;
      for (let each = column; each <= size; each++) rows[below]![each]! -= factor * rows[column]![each]!;
    }
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let row = size - 1; row >= 0; row--) {
    const known = rows[row]!.slice(row + 1, size).reduce(
      (sum, value, index) => sum + value * solution[row + 1 + index]!,
      0,
    );
    solution[row] = (rows[row]![size]! - known) / rows[row]![row]!;
  }
  return solution;
}
