import type { MemSlice, VxmInstruction } from './instructions';
import type { Moving } from './work';
import type { Work } from './machine';
import type { Memory } from './memory';
import type { Plane } from './mxm';
import type { WeightType } from './instructions';

/**
 * What a system of chips does with its vectors, in order, noted down while its instructions are checked once. A vector is a
 * number; which slice, stream and cycle it passed through no longer matters.
 */
export type VectorNumber = number;

export type TapeEntry =
  | {
      readonly kind: 'read';
      readonly memory: number;
      readonly at: MemSlice;
      readonly address: number;
      readonly to: VectorNumber;
    }
  | {
      readonly kind: 'write';
      readonly memory: number;
      readonly at: MemSlice;
      readonly address: number;
      readonly from: VectorNumber;
    }
  | {
      readonly kind: 'gather';
      readonly memory: number;
      readonly at: MemSlice;
      readonly map: readonly [VectorNumber, VectorNumber];
      readonly to: VectorNumber;
    }
  | {
      readonly kind: 'scatter';
      readonly memory: number;
      readonly at: MemSlice;
      readonly map: readonly [VectorNumber, VectorNumber];
      readonly from: VectorNumber;
    }
  | {
      readonly kind: 'compute';
      readonly instruction: VxmInstruction;
      readonly operands: readonly (readonly VectorNumber[])[];
      readonly to: readonly VectorNumber[];
    }
  | {
      readonly kind: 'move';
      readonly instruction: Moving;
      readonly from: VectorNumber;
      readonly other: VectorNumber | undefined;
      readonly to: VectorNumber;
    }
  | {
      readonly kind: 'transpose';
      readonly from: readonly VectorNumber[];
      readonly to: readonly VectorNumber[];
    }
  | MultiplyEntry;

/** Everything that a plane multiplied between two installations, or before a result of it was first taken. */
export interface MultiplyEntry {
  readonly kind: 'multiply';
  readonly plane: number;
  readonly type: WeightType;
  /** The vectors of each weight row; none for rows that were never loaded. */
  readonly rows: readonly (readonly VectorNumber[] | undefined)[];
  readonly items: readonly MultiplyItem[];
}

export interface MultiplyItem {
  readonly activation: readonly VectorNumber[];
  readonly half: 0 | 1;
  readonly accumulator: number;
  readonly accumulate: boolean;
  /** The four vectors of the sum, where it leaves the plane. */
  readonly to: readonly VectorNumber[];
}

export interface Tape {
  readonly entries: TapeEntry[];
  readonly vectors: number;
  readonly planes: number;
}

/** Notes down what a system does; `workOn` serves its chips in their order. */
export interface TapeRecorder {
  readonly workOn: (memory: Memory) => Work;
  tape(): Tape;
}

export function tapeRecorder(): TapeRecorder {
  const entries: TapeEntry[] = [];
  // Vectors are told apart by the empty arrays that stand for them.
  const numbers = new Map<Uint8Array, VectorNumber>();
  const planes = new Map<Plane, number>();
  let memories = 0;
  const launched = (): { readonly bytes: Uint8Array; readonly number: VectorNumber } => {
    const bytes = new Uint8Array(0);
    numbers.set(bytes, numbers.size);
    return { bytes, number: numbers.size - 1 };
  };
  const numberOf = (bytes: Uint8Array): VectorNumber => numbers.get(bytes) ?? -1;
  const several = (count: number) => Array.from({ length: count }, launched);
  const planeNumber = (plane: Plane): number => {
    const known = planes.get(plane) ?? planes.size;
    planes.set(plane, known);
    return known;
  };
  const work = (memory: number): Work => ({
    read: (at, address) => {
      const { bytes, number } = launched();
      entries.push({ kind: 'read', memory, at, address, to: number });
      return bytes;
    },
    write: (at, address, bytes) =>
      void entries.push({ kind: 'write', memory, at, address, from: numberOf(bytes) }),
    gather: (at, low, high) => {
      const { bytes, number } = launched();
      entries.push({ kind: 'gather', memory, at, map: [numberOf(low), numberOf(high)], to: number });
      return bytes;
    },
    scatter: ({ slice, low, high, bytes }) =>
      void entries.push({
        kind: 'scatter',
        memory,
        at: slice,
        map: [numberOf(low), numberOf(high)],
        from: numberOf(bytes),
      }),
    compute: (instruction, operands) => {
      const results = several({ int8: 1, fp16: 2, int32: 4, fp32: 4 }[instruction.type]);
      entries.push({
        kind: 'compute',
        instruction,
        operands: operands.map((vectors) => vectors.map(numberOf)),
        to: results.map(({ number }) => number),
      });
      return results.map(({ bytes }) => bytes);
    },
    move: (instruction, source, other) => {
      const { bytes, number } = launched();
      const second = other === undefined ? undefined : numberOf(other);
      entries.push({ kind: 'move', instruction, from: numberOf(source), other: second, to: number });
      return bytes;
    },
    transpose: (sources) => {
      const results = several(sources.length);
      entries.push({
        kind: 'transpose',
        from: sources.map(numberOf),
        to: results.map(({ number }) => number),
      });
      return results.map(({ bytes }) => bytes);
    },
    evaluate: (plane) => {
      const { pending, type } = plane;
      if (pending.length === 0) return;
      plane.pending = [];
      const items = pending.map(({ activation, half, accumulator, accumulate, owed }) => {
        const results = owed.map((entry) => {
          const { bytes, number } = launched();
          entry.bytes = bytes;
          return number;
        });
        return { activation: activation.map(numberOf), half, accumulator, accumulate, to: results };
      });
      const rows = Array.from(plane.array, (vectors) => vectors?.map(numberOf));
      entries.push({ kind: 'multiply', plane: planeNumber(plane), type, rows, items });
    },
  });
  return {
    workOn: () => work(memories++),
    tape: () => ({ entries, vectors: numbers.size, planes: planes.size }),
  };
}

/** The vectors that an entry takes. */
export function takenBy(entry: TapeEntry): readonly VectorNumber[] {
  switch (entry.kind) {
    case 'read':
      return [];
    case 'write':
      return [entry.from];
    case 'gather':
      return entry.map;
    case 'scatter':
      return [...entry.map, entry.from];
    case 'compute':
      return entry.operands.flat();
    case 'move':
      return entry.other === undefined ? [entry.from] : [entry.from, entry.other];
    case 'transpose':
      return entry.from;
    case 'multiply':
      return [
        ...entry.items.flatMap(({ activation }) => activation),
        ...entry.rows.flatMap((row) => row ?? []),
      ];
  }
}
