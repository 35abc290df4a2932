import { bitsOf, halfBits, halfValue } from './elements';
import { LANES, LANES_PER_SUPERLANE, SUPERLANES, WORDS_PER_SLICE } from './geometry';
import { type ElementType, type MemSlice, type Operand } from './instructions';
import { copyVector, gatherVector, type Memory, scatterVector, sliceIndex, vectorToWrite } from './memory';
import { evaluate, type Plane } from './mxm';
import type { MultiplyEntry, TapeEntry, VectorNumber } from './tape';
import { sumsOf, type WeightBlock, weightBlock, type WeightRow } from './weight-block';
import { laneFunctions, moveLanes, transposeBlocks } from './work';

export interface ReplayStep {
  readonly entry: TapeEntry;
  /** Of a multiplication whose weights never change: where they lie, and in which memory. */
  readonly rows?: readonly (WeightRow | undefined)[];
  readonly memory?: number;
}

export interface Replay {
  readonly steps: readonly ReplayStep[];
  readonly vectors: number;
  readonly planes: number;
  readonly group: Int32Array;
  readonly byte: Uint8Array;
}

const SLICES = 88;

/** A word of a system's memories by one number. */
export const wordNumber = ({
  memory,
  at,
  address,
}: {
  readonly memory: number;
  readonly at: MemSlice;
  readonly address: number;
}): number => (memory * SLICES + sliceIndex(at)) * WORDS_PER_SLICE + address;

/** A result as numbers: its bit patterns, and its values as doubles or, of FP32, as the same bits. */
interface Values {
  readonly bits: Int32Array;
  readonly singles: Float32Array;
  readonly doubles: Float64Array;
  type: ElementType;
}

const newValues = (): Values => {
  const bits = new Int32Array(LANES);
  return { bits, singles: new Float32Array(bits.buffer), doubles: new Float64Array(LANES), type: 'fp32' };
};

type Lanes = Float32Array | Float64Array;

/** Runs steps on memories; buffers are made once and used again in every run. */
export function replayOf(replay: Replay): { readonly run: (memories: readonly Memory[]) => void } {
  const { steps, group, byte } = replay;
  const buffers = buffersOf(replay);
  const constant = new Set<number>();
  for (const { rows, memory = 0 } of steps) {
    for (const row of rows ?? []) for (const word of row ?? []) constant.add(wordNumber({ memory, ...word }));
  }
  const blocks = new Map<ReplayStep, { readonly memory: Memory; readonly block: WeightBlock }>();
  let accumulators: Map<number, Float32Array | Int32Array>[] = [];
  const scratch = [newValues(), newValues()] as const;
  const sums = new Float64Array(LANES);

  const bytesAlone = (vector: VectorNumber): Uint8Array => buffers.vectors[vector] ?? none;
  const valuesOfGroup = (vector: VectorNumber): Values => buffers.groups[group[vector] ?? -1] ?? scratch[0];

  /** The bytes of a vector, made anew where it is a part of a result. */
  function bytesOfVector(vector: VectorNumber): Uint8Array {
    if ((group[vector] ?? -1) < 0) return bytesAlone(vector);
    const { bits } = valuesOfGroup(vector);
    const shift = 8 * (byte[vector] ?? 0);
    const result = new Uint8Array(LANES);
    for (let lane = 0; lane < LANES; lane += 1) result[lane] = (bits[lane] as number) >>> shift;
    return result;
  }

  /** The values of an operand, as doubles or as the singles that they are. */
  function lanesOf(vectors: readonly VectorNumber[], type: ElementType, into: Values): Lanes {
    const [first = -1] = vectors;
    const together = group[first] ?? -1;
    if (together >= 0 && isWhole(vectors, together)) {
      const values = valuesOfGroup(first);
      if (values.type === type) return type === 'fp32' ? values.singles : values.doubles;
    }
    return decoded(vectors.map(bytesOfVector), type, into);
  }

  const isWhole = (vectors: readonly VectorNumber[], together: number): boolean =>
    vectors.every((vector, index) => group[vector] === together && byte[vector] === index);

  function compute({ instruction, operands, to }: Extract<TapeEntry, { readonly kind: 'compute' }>): void {
    let next = 0;
    const lanes = (operand: Operand | undefined, into: Values): Lanes => {
      if (operand === undefined) return constantLanes(0);
      if ('immediate' in operand) return constantLanes(operand.immediate);
      return lanesOf(operands[next++] ?? [], operand.type, into);
    };
    const a = lanes(instruction.operands[0], scratch[0]);
    const b = lanes(instruction.operands[1], scratch[1]);
    const result = valuesOfGroup(to[0] ?? -1);
    result.type = instruction.type;
    const exact = instruction.type === 'fp32' ? result.singles : result.doubles;
    apply(instruction.function, a, b, exact);
    if (instruction.type !== 'fp32') rounded(result, instruction.type);
  }

  function multiply(step: ReplayStep, entry: MultiplyEntry, memories: readonly Memory[]): void {
    const memory = memories[step.memory ?? 0];
    const known = accumulators[entry.plane] ?? new Map<number, Float32Array | Int32Array>();
    accumulators[entry.plane] = known;
    if (step.rows === undefined || memory === undefined) {
      multiplySlowly(entry, known);
      return;
    }
    let kept = blocks.get(step);
    if (kept?.memory !== memory) {
      kept = { memory, block: weightBlock(memory, step.rows) };
      blocks.set(step, kept);
    }
    for (const { activation, half, accumulator, accumulate, to } of entry.items) {
      const lanes = lanesOf(activation, 'fp16', scratch[0]);
      const values = half === 0 ? lanes : lanes.subarray(LANES / 2);
      sumsOf(kept.block, values as Float64Array, sums);
      const before = accumulate ? known.get(accumulator) : undefined;
      const total = Float32Array.from(sums);
      if (before !== undefined) {
        for (let lane = 0; lane < LANES; lane += 1)
          total[lane] = (total[lane] as number) + (before[lane] as number);
      }
      known.set(accumulator, total);
      if (to.length === 0) continue;
      const result = valuesOfGroup(to[0] ?? -1);
      result.type = 'fp32';
      result.singles.set(total);
    }
  }

  /** Through a plane of its own, as the chip does it cycle by cycle. */
  function multiplySlowly(
    { type, rows, items }: MultiplyEntry,
    known: Map<number, Float32Array | Int32Array>,
  ): void {
    const owing = items.map(({ to }) =>
      to.map(() => ({
        diagonal: 0,
        position: 0,
        by: 0,
        bytes: undefined as Uint8Array | undefined,
        next: undefined,
      })),
    );
    const plane: Plane = {
      type,
      buffer: [],
      array: rows.map((row) => row?.map((vector) => bytesOfVector(vector).slice())),
      pending: items.map(({ activation, half, accumulator, accumulate }, index) => ({
        activation: activation.map((vector) => bytesOfVector(vector).slice()),
        half,
        accumulator,
        accumulate,
        owed: owing[index] ?? [],
      })),
      accumulators: known,
    };
    evaluate(plane);
    for (const [index, { to }] of items.entries()) {
      for (const [place, vector] of to.entries()) {
        const bytes = owing[index]?.[place]?.bytes;
        if (bytes !== undefined) bytesAlone(vector).set(bytes);
      }
    }
  }

  function scatter(entry: Extract<TapeEntry, { readonly kind: 'scatter' }>, memory: Memory): void {
    const [low = none, high = none] = entry.map.map(bytesOfVector);
    for (let superlane = 0; superlane < SUPERLANES; superlane += 1) {
      const lane = superlane * LANES_PER_SUPERLANE;
      const address = ((low[lane] ?? 0) | ((high[lane] ?? 0) << 8)) % WORDS_PER_SLICE;
      if (constant.has(wordNumber({ memory: entry.memory, at: entry.at, address }))) {
        throw new RangeError('A linked program scatters over its own weights');
      }
    }
    scatterVector(memory, { slice: entry.at, low, high, bytes: bytesOfVector(entry.from) });
  }

  function write(entry: Extract<TapeEntry, { readonly kind: 'write' }>, memory: Memory): void {
    const place = vectorToWrite(memory, entry.at, entry.address);
    if ((group[entry.from] ?? -1) < 0) {
      place.set(bytesAlone(entry.from));
      return;
    }
    const { bits } = valuesOfGroup(entry.from);
    const shift = 8 * (byte[entry.from] ?? 0);
    for (let lane = 0; lane < LANES; lane += 1) place[lane] = (bits[lane] as number) >>> shift;
  }

  function take(step: ReplayStep, memories: readonly Memory[]): void {
    const { entry } = step;
    const memory = 'memory' in entry ? memories[entry.memory] : undefined;
    switch (entry.kind) {
      case 'read':
        if (memory !== undefined) copyVector(memory, entry, bytesAlone(entry.to));
        return;
      case 'write':
        if (memory !== undefined) write(entry, memory);
        return;
      case 'gather': {
        const [low = none, high = none] = entry.map.map(bytesOfVector);
        if (memory !== undefined) bytesAlone(entry.to).set(gatherVector(memory, entry.at, low, high));
        return;
      }
      case 'scatter':
        if (memory !== undefined) scatter(entry, memory);
        return;
      case 'compute':
        compute(entry);
        return;
      case 'move': {
        const other = entry.other === undefined ? undefined : bytesOfVector(entry.other);
        bytesAlone(entry.to).set(moveLanes(entry.instruction, bytesOfVector(entry.from), other));
        return;
      }
      case 'transpose':
        for (const [index, bytes] of transposeBlocks(entry.from.map(bytesOfVector)).entries()) {
          bytesAlone(entry.to[index] ?? -1).set(bytes);
        }
        return;
      case 'multiply':
        multiply(step, entry, memories);
    }
  }

  return {
    run: (memories) => {
      accumulators = [];
      for (const step of steps) take(step, memories);
    },
  };
}

const none = new Uint8Array(LANES);
const constants = new Map<number, Float64Array>();

function constantLanes(value: number): Float64Array {
  const known = constants.get(value) ?? new Float64Array(LANES).fill(value);
  if (constants.size < 1_000) constants.set(value, known);
  return known;
}

/** What a vector ALU does, into singles, which round, or into doubles. */
function apply(name: keyof typeof laneFunctions, a: Lanes, b: Lanes, to: Lanes): void {
  if (name === 'add')
    for (let lane = 0; lane < LANES; lane += 1) to[lane] = (a[lane] as number) + (b[lane] as number);
  else if (name === 'multiply')
    for (let lane = 0; lane < LANES; lane += 1) to[lane] = (a[lane] as number) * (b[lane] as number);
  else if (name === 'copy') to.set(a);
  else {
    const compute = laneFunctions[name];
    for (let lane = 0; lane < LANES; lane += 1) to[lane] = compute(a[lane] as number, b[lane] as number);
  }
}

/** Rounds doubles to a narrower type: bits, and the values that they stand for. */
function rounded({ bits, doubles }: Values, type: ElementType): void {
  for (let lane = 0; lane < LANES; lane += 1) {
    const value = doubles[lane] as number;
    if (type === 'fp16') {
      const half = halfBits(value);
      bits[lane] = half;
      doubles[lane] = halfValue(half);
    } else {
      const word = bitsOf(type, value);
      bits[lane] = word;
      doubles[lane] = type === 'int8' ? (word << 24) >> 24 : word;
    }
  }
}

function decoded(
  vectors: readonly Uint8Array[],
  type: ElementType,
  { bits, singles, doubles }: Values,
): Lanes {
  const [a = none, b = none, c = none, d = none] = vectors;
  if (type === 'int8') {
    for (let lane = 0; lane < LANES; lane += 1) doubles[lane] = ((a[lane] as number) << 24) >> 24;
    return doubles;
  }
  if (type === 'fp16') {
    for (let lane = 0; lane < LANES; lane += 1) {
      doubles[lane] = halfValue((a[lane] as number) | ((b[lane] as number) << 8));
    }
    return doubles;
  }
  for (let lane = 0; lane < LANES; lane += 1) {
    bits[lane] =
      (a[lane] as number) |
      ((b[lane] as number) << 8) |
      ((c[lane] as number) << 16) |
      ((d[lane] as number) << 24);
  }
  if (type === 'fp32') return singles;
  doubles.set(bits);
  return doubles;
}

/** Buffers for vectors and results, each used again once what it holds is taken for the last time. */
function buffersOf({ steps, vectors: count, group }: Replay) {
  const vectors = new Array<Uint8Array | undefined>(count);
  const groups = new Map<number, Values>();
  const byGroup: (Values | undefined)[] = [];
  const lastVector = new Int32Array(count).fill(-1);
  const lastGroup = new Map<number, number>();
  const visit = (number: VectorNumber, at: number): void => {
    const together = group[number] ?? -1;
    if (together < 0) lastVector[number] = at;
    else lastGroup.set(together, at);
  };
  for (const [at, { entry, rows }] of steps.entries())
    for (const number of touched(entry, rows !== undefined)) visit(number, at);
  const [freeVectors, freeGroups]: [Uint8Array[], Values[]] = [[], []];
  for (const [at, { entry, rows }] of steps.entries()) {
    const numbers = touched(entry, rows !== undefined);
    for (const number of numbers) {
      const together = group[number] ?? -1;
      if (together < 0) vectors[number] ??= freeVectors.pop() ?? new Uint8Array(LANES);
      else if (!groups.has(together)) {
        const values = freeGroups.pop() ?? newValues();
        groups.set(together, values);
        byGroup[together] = values;
      }
    }
    for (const number of new Set(numbers)) {
      const together = group[number] ?? -1;
      const buffer = vectors[number];
      if (together < 0 && lastVector[number] === at && buffer !== undefined) freeVectors.push(buffer);
      const values = groups.get(together);
      if (values === undefined || lastGroup.get(together) !== at) continue;
      freeGroups.push(values);
      lastGroup.set(together, -1);
    }
  }
  return { vectors, groups: byGroup };
}

/** Every vector that an entry takes or gives. */
function touched(entry: TapeEntry, withBlock: boolean): readonly VectorNumber[] {
  switch (entry.kind) {
    case 'read':
      return [entry.to];
    case 'write':
      return [entry.from];
    case 'gather':
      return [...entry.map, entry.to];
    case 'scatter':
      return [...entry.map, entry.from];
    case 'compute':
      return [...entry.operands.flat(), ...entry.to];
    case 'move':
      return entry.other === undefined ? [entry.from, entry.to] : [entry.from, entry.other, entry.to];
    case 'transpose':
      return [...entry.from, ...entry.to];
    case 'multiply': {
      const rows = withBlock ? [] : entry.rows.flatMap((row) => row ?? []);
      return [...entry.items.flatMap(({ activation, to }) => [...activation, ...to]), ...rows];
    }
  }
}
