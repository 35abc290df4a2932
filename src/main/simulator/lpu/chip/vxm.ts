import { LANES } from './geometry';
import type { AluFunction } from './instructions';

/** What each vector ALU computes per lane; in double precision, rounded once when the result takes its type. */
export const laneFunctions: Readonly<Record<AluFunction, (a: number, b: number) => number>> = {
  copy: (a) => a,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  greater: (a, b) => (a > b ? 1 : 0),
  negate: (a) => -a,
  absolute: (a) => Math.abs(a),
  relu: (a) => Math.max(a, 0),
  exp: (a) => Math.exp(a),
  log: (a) => Math.log(a),
  tanh: (a) => Math.tanh(a),
  'square-root': (a) => Math.sqrt(a),
  reciprocal: (a) => 1 / a,
  'reciprocal-square-root': (a) => 1 / Math.sqrt(a),
};

export type Lanes = Float64Array | number;

const laneOf = (values: Lanes, lane: number): number =>
  typeof values === 'number' ? values : (values[lane] ?? 0);

export function applyFunction(name: AluFunction, a: Lanes, b: Lanes): Float64Array {
  const result = new Float64Array(LANES);
  const compute = laneFunctions[name];
  for (let lane = 0; lane < LANES; lane += 1) result[lane] = compute(laneOf(a, lane), laneOf(b, lane));
  return result;
}
