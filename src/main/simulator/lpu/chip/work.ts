import { valuesOf, vectorsOf } from './elements';
import { LANES, LANES_PER_SUPERLANE } from './geometry';
import { type AluFunction, bytesOf, type VxmInstruction } from './instructions';
import type { Work } from './machine';
import { gatherVector, type Memory, readVector, scatterVector, writeVector } from './memory';
import { evaluate } from './mxm';

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

type Lanes = Float64Array | number;

const laneOf = (values: Lanes, lane: number): number =>
  typeof values === 'number' ? values : (values[lane] ?? 0);

export type Moving = Parameters<Work['move']>[0];

function computed(
  { function: name, operands, type }: VxmInstruction,
  taken: readonly (readonly Uint8Array[])[],
): readonly Uint8Array[] {
  let next = 0;
  const [a, b] = operands.map((operand): Lanes => {
    if ('immediate' in operand) return operand.immediate;
    return valuesOf(operand.type, taken[next++] ?? []);
  });
  const result = new Float64Array(LANES);
  const compute = laneFunctions[name];
  for (let lane = 0; lane < LANES; lane += 1)
    result[lane] = compute(laneOf(a ?? 0, lane), laneOf(b ?? 0, lane));
  return vectorsOf(type, bytesOf[type], result);
}

/** What the switch units do with whole vectors. */

const moved = (source: Uint8Array, laneFrom: (lane: number) => number): Uint8Array => {
  const result = new Uint8Array(LANES);
  for (let lane = 0; lane < LANES; lane += 1) result[lane] = source[laneFrom(lane)] ?? 0;
  return result;
};

const shiftLanes = (source: Uint8Array, by: number): Uint8Array => moved(source, (lane) => lane - by);

const permuteLanes = (source: Uint8Array, map: readonly number[]): Uint8Array =>
  moved(source, (lane) => map[lane] ?? LANES);

const startOf = (lane: number): number => lane - (lane % LANES_PER_SUPERLANE);
const modulo = (value: number): number =>
  ((value % LANES_PER_SUPERLANE) + LANES_PER_SUPERLANE) % LANES_PER_SUPERLANE;

const rotateLanes = (source: Uint8Array, by: number): Uint8Array =>
  moved(source, (lane) => startOf(lane) + modulo(lane + by));

function selectLanes(first: Uint8Array, second: Uint8Array, boundary: number): Uint8Array {
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

export function moveLanes(
  instruction: Moving,
  source: Uint8Array,
  other: Uint8Array | undefined,
): Uint8Array {
  switch (instruction.op) {
    case 'shift':
      return shiftLanes(source, instruction.lanes);
    case 'rotate':
      return rotateLanes(source, instruction.by);
    case 'permute':
      return permuteLanes(source, instruction.map);
    case 'select':
      return other === undefined ? source : selectLanes(source, other, instruction.boundary);
  }
}

/** Computes with every vector as soon as it is taken. */
export const workWithValues = (memory: Memory): Work => ({
  read: (at, address) => readVector(memory, at, address),
  write: (at, address, bytes) => writeVector(memory, at, address, bytes),
  gather: (at, low, high) => gatherVector(memory, at, low, high),
  scatter: (scatter) => scatterVector(memory, scatter),
  compute: computed,
  move: moveLanes,
  transpose: transposeBlocks,
  evaluate,
});
