import type { Axis, Correction } from '../../src/main/simulator/gpu/kernels/correction';
import { dot } from './optimise';

export interface GridPoint {
  /** The three sizes that the correction is read at. */
  readonly at: readonly [number, number, number];
  /** ln(measured / form). */
  readonly residual: number;
}

/**
 * The correction that leaves the smallest absolute residuals while staying smooth: weighted least squares with a
 * penalty on second differences, by conjugate gradients, with weights renewed four times.
 */
export function fitCorrection(
  axes: readonly [Axis, Axis, Axis],
  points: readonly GridPoint[],
  smoothness = 0.3,
): Correction {
  const size = axes[0].count * axes[1].count * axes[2].count;
  const spread = points.map(({ at }) => cornersOf(axes, at));
  const penalties = secondDifferences(axes);
  let values = new Float64Array(size);
  for (let round = 0; round < 4; round++) {
    const weights = points.map(({ residual }, row) => {
      const left = residual - sumOver(spread[row]!, values);
      return 1 / Math.max(Math.abs(left), 0.03);
    });
    values = conjugateGradients({ points, spread, weights, penalties, smoothness }, values);
  }
  return { axes, values: [...values].map((value) => Number(value.toFixed(3))) };
}

interface Corners {
  readonly indices: readonly number[];
  readonly shares: readonly number[];
}

interface Problem {
  readonly points: readonly GridPoint[];
  readonly spread: readonly Corners[];
  readonly weights: readonly number[];
  readonly penalties: readonly (readonly [number, number, number])[];
  readonly smoothness: number;
}

function cornersOf(axes: readonly Axis[], at: readonly number[]): Corners {
  let corners: { index: number; share: number }[] = [{ index: 0, share: 1 }];
  axes.forEach((axis, dimension) => {
    const place = Math.min(Math.max((Math.log2(at[dimension]!) - axis.from) / axis.step, 0), axis.count - 1);
    const lower = Math.min(Math.floor(place), Math.max(0, axis.count - 2));
    const upper = axis.count > 1 ? place - lower : 0;
    corners = corners.flatMap(({ index, share }) => [
      { index: index * axis.count + lower, share: share * (1 - upper) },
      ...(upper > 0 ? [{ index: index * axis.count + lower + 1, share: share * upper }] : []),
    ]);
  });
  return { indices: corners.map(({ index }) => index), shares: corners.map(({ share }) => share) };
}

function secondDifferences(axes: readonly [Axis, Axis, Axis]): (readonly [number, number, number])[] {
  const [a, b, c] = axes.map(({ count }) => count) as [number, number, number];
  const found: (readonly [number, number, number])[] = [];
  const add = (index: number, stride: number, place: number, count: number) => {
    if (place > 0 && place < count - 1) found.push([index - stride, index, index + stride]);
  };
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let k = 0; k < c; k++) {
        const index = (i * b + j) * c + k;
        add(index, b * c, i, a);
        add(index, c, j, b);
        add(index, 1, k, c);
      }
  return found;
}

function sumOver({ indices, shares }: Corners, values: Float64Array): number {
  let sum = 0;
  for (let each = 0; each < indices.length; each++) sum += shares[each]! * values[indices[each]!]!;
  return sum;
}

function apply(problem: Problem, values: Float64Array): Float64Array {
  const result = new Float64Array(values.length);
  problem.spread.forEach((corners, row) => {
    const weighted = problem.weights[row]! * sumOver(corners, values);
    corners.indices.forEach((index, each) => (result[index]! += corners.shares[each]! * weighted));
  });
  const stiffness = problem.smoothness * (problem.points.length / values.length);
  for (const [before, at, after] of problem.penalties) {
    const bend = stiffness * (values[before]! - 2 * values[at]! + values[after]!);
    result[before]! += bend;
    result[at]! -= 2 * bend;
    result[after]! += bend;
  }
  for (let index = 0; index < values.length; index++) result[index]! += 1e-3 * stiffness * values[index]!;
  return result;
}

function conjugateGradients(problem: Problem, start: Float64Array): Float64Array<ArrayBuffer> {
  const values = Float64Array.from(start);
  const goal = new Float64Array(values.length);
  problem.spread.forEach((corners, row) => {
    const weighted = problem.weights[row]! * problem.points[row]!.residual;
    corners.indices.forEach((index, each) => (goal[index]! += corners.shares[each]! * weighted));
  });
  const applied = apply(problem, values);
  let left = goal.map((value, index) => value - applied[index]!);
  let direction = Float64Array.from(left);
  let square = dot(left, left);
  const enough = 1e-10 * dot(goal, goal);
  for (let iteration = 0; iteration < 120 && square > enough; iteration++) {
    const moved = apply(problem, direction);
    const length = square / dot(direction, moved);
    for (let index = 0; index < values.length; index++) {
      values[index]! += length * direction[index]!;
      left[index]! -= length * moved[index]!;
    }
    left = Float64Array.from(left);
    const next = dot(left, left);
    direction = direction.map((value, index) => left[index]! + (next / square) * value);
    square = next;
  }
  return values;
}
