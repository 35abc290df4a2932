import {
  type Direction,
  type Hemisphere,
  LINKS,
  MEM_SLICES_PER_HEMISPHERE,
  PLANES,
  SWITCH_UNITS_PER_HEMISPHERE,
  VECTOR_ALUS,
} from './geometry';

/** The instruction set, one record per instruction, after table I of the ISCA 2020 paper. */

/** A stream, or the first of the neighbouring streams that a wider type occupies. */
export interface StreamName {
  readonly direction: Direction;
  readonly stream: number;
}

export type ElementType = 'int8' | 'int32' | 'fp16' | 'fp32';
export const bytesOf = { int8: 1, fp16: 2, int32: 4, fp32: 4 } as const satisfies Record<ElementType, number>;

export interface MemSlice {
  readonly hemisphere: Hemisphere;
  readonly slice: number;
}

export type MemInstruction =
  | ({ readonly op: 'read' | 'write'; readonly address: number; readonly stride: number } & OnMem)
  /** The address of each superlane comes from its first two lanes of two neighbouring streams (low, high byte). */
  | ({ readonly op: 'gather' | 'scatter'; readonly map: StreamName } & OnMem);
interface OnMem {
  readonly unit: 'mem';
  readonly at: MemSlice;
  readonly stream: StreamName;
}

export type WeightType = 'int8' | 'fp16';
interface OnMxm {
  readonly unit: 'mxm';
  readonly plane: number;
  readonly type: WeightType;
}
export type MxmInstruction =
  /** Takes `rows` weight rows into the plane's buffer; each repetition continues with the rows after them. */
  | ({
      readonly op: 'load-weights';
      readonly from: StreamName;
      readonly row: number;
      readonly rows: number;
    } & OnMxm)
  /** Moves the buffer into the array; the next load starts with an empty buffer. */
  | ({ readonly op: 'install-weights' } & OnMxm)
  | ({
      readonly op: 'multiply';
      readonly from: StreamName;
      /** Which half of the lanes feeds an FP16 plane of 160 rows. */
      readonly half: 0 | 1;
      /** The accumulator; each repetition uses the next one. */
      readonly accumulator: number;
      readonly accumulate: boolean;
      /** Where the accumulated sum leaves, if it does: INT32 or FP32 on four streams. */
      readonly to?: StreamName;
    } & OnMxm);

export const aluFunctions = [
  'copy',
  'add',
  'subtract',
  'multiply',
  'maximum',
  'minimum',
  'greater',
  'negate',
  'absolute',
  'relu',
  'exp',
  'log',
  'tanh',
  'square-root',
  'reciprocal',
  'reciprocal-square-root',
] as const;
export type AluFunction = (typeof aluFunctions)[number];

export type Operand =
  { readonly from: StreamName; readonly type: ElementType } | { readonly immediate: number };
export interface VxmInstruction {
  readonly unit: 'vxm';
  readonly op: 'alu';
  readonly alu: number;
  readonly function: AluFunction;
  readonly operands: readonly [Operand] | readonly [Operand, Operand];
  readonly to: StreamName;
  readonly type: ElementType;
}

interface OnSxm {
  readonly unit: 'sxm';
  readonly hemisphere: Hemisphere;
  readonly index: number;
  readonly from: StreamName;
  readonly to: StreamName;
}
export type SxmInstruction =
  /** Towards higher lanes where positive; zeros move in. */
  | ({ readonly op: 'shift'; readonly lanes: number } & OnSxm)
  /** Lanes before `boundary` from the first stream, the others from the second. */
  | ({ readonly op: 'select'; readonly other: StreamName; readonly boundary: number } & OnSxm)
  /** Lane i of the result is lane map[i]. */
  | ({ readonly op: 'permute'; readonly map: readonly number[] } & OnSxm)
  /** Within each superlane; lane i of the result is lane (i + by) mod 16. */
  | ({ readonly op: 'rotate'; readonly by: number } & OnSxm)
  /** Sixteen streams in, sixteen out: element (stream s, lane l) of each superlane becomes (l, s). */
  | ({ readonly op: 'transpose' } & OnSxm);

export type C2cInstruction =
  | { readonly unit: 'c2c'; readonly op: 'send'; readonly link: number; readonly from: StreamName }
  | { readonly unit: 'c2c'; readonly op: 'receive'; readonly link: number; readonly to: StreamName };

/** Sync parks a queue; Notify releases every parked queue after the barrier's delay. */
interface ControlInstruction {
  readonly unit: 'control';
  readonly op: 'sync' | 'notify';
  readonly queue: string;
}

export type Instruction =
  MemInstruction | MxmInstruction | VxmInstruction | SxmInstruction | C2cInstruction | ControlInstruction;

/** The instruction queue that an instruction waits in: `mem.e3`, `vxm.7`, `sxm.w.2`, `mxm.1.multiply`, `c2c.4`. */
export function queueOf(instruction: Instruction): string {
  switch (instruction.unit) {
    case 'mem':
      return memQueue(instruction.at.hemisphere, instruction.at.slice);
    case 'vxm':
      return `vxm.${instruction.alu}`;
    case 'sxm':
      return `sxm.${letterOf(instruction.hemisphere)}.${instruction.index}`;
    case 'mxm':
      return `mxm.${instruction.plane}.${mxmPort[instruction.op]}`;
    case 'c2c':
      return `c2c.${instruction.link >>> 1}`;
    case 'control':
      return instruction.queue;
  }
}

const mxmPort = { 'load-weights': 'load', 'install-weights': 'install', multiply: 'multiply' } as const;
const mxmPorts = ['load', 'install', 'multiply', 'accumulate'] as const;

export const letterOf = (hemisphere: Hemisphere): 'w' | 'e' => (hemisphere === 'west' ? 'w' : 'e');
const memQueue = (hemisphere: Hemisphere, slice: number): string => `mem.${letterOf(hemisphere)}${slice}`;

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const hemispheres = ['west', 'east'] as const;

/** Every queue of the chip, 144 in all (ISCA 2020, section II). */
export const allQueues: readonly string[] = [
  ...hemispheres.flatMap((hemisphere) =>
    upTo(MEM_SLICES_PER_HEMISPHERE).map((slice) => memQueue(hemisphere, slice)),
  ),
  ...upTo(VECTOR_ALUS).map((alu) => `vxm.${alu}`),
  ...hemispheres.flatMap((hemisphere) =>
    upTo(SWITCH_UNITS_PER_HEMISPHERE).map((index) => `sxm.${letterOf(hemisphere)}.${index}`),
  ),
  ...upTo(PLANES).flatMap((plane) => mxmPorts.map((port) => `mxm.${plane}.${port}`)),
  ...upTo(LINKS / 2).map((queue) => `c2c.${queue}`),
];
