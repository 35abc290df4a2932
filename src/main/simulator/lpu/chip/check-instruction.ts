import {
  LANES,
  LINKS,
  MEM_SLICES_PER_HEMISPHERE,
  PLANES,
  STREAMS_PER_DIRECTION,
  SWITCH_UNITS_PER_HEMISPHERE,
  VECTOR_ALUS,
  WORDS_PER_SLICE,
} from './geometry';
import { bytesOf, type Instruction, type MxmInstruction, type StreamName } from './instructions';
import { rowsOfPlane } from './mxm';
import type { PlacedInstruction } from './program';
import { counted } from '#shared/text/plural';

/** What an instruction names that the chip does not have, in words; undefined where all is well. */
export function problemOf({ instruction, times, interval, cycle }: PlacedInstruction): string | undefined {
  if (![cycle, times, interval].every(Number.isSafeInteger) || cycle < 0 || times < 1 || interval < 1) {
    return 'cycles, repetitions and intervals are whole numbers, and a cycle is not negative';
  }
  return (
    streamsOf(instruction)
      .map(([stream, width]) => streamProblem(stream, width))
      .find((problem) => problem !== undefined) ?? unitProblem(instruction, times)
  );
}

const within = (value: number, count: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < count;

function streamProblem({ stream }: StreamName, width: number): string | undefined {
  return within(stream, STREAMS_PER_DIRECTION) && stream + width <= STREAMS_PER_DIRECTION
    ? undefined
    : `streams ${stream} to ${stream + width - 1} are not all among the ${STREAMS_PER_DIRECTION} of a direction`;
}

/** The streams that an instruction takes or launches, each with how many neighbours it spans. */
function streamsOf(instruction: Instruction): readonly (readonly [StreamName, number])[] {
  switch (instruction.op) {
    case 'read':
    case 'write':
      return [[instruction.stream, 1]];
    case 'gather':
    case 'scatter':
      return [
        [instruction.stream, 1],
        [instruction.map, 2],
      ];
    case 'load-weights':
      return [[instruction.from, instruction.rows * bytesOf[instruction.type]]];
    case 'multiply': {
      const taken = [instruction.from, bytesOf[instruction.type]] as const;
      return instruction.to === undefined ? [taken] : [taken, [instruction.to, 4]];
    }
    case 'alu':
      return [
        [instruction.to, bytesOf[instruction.type]],
        ...instruction.operands.flatMap((operand) =>
          'immediate' in operand ? [] : [[operand.from, bytesOf[operand.type]] as const],
        ),
      ];
    case 'transpose':
      return [
        [instruction.from, 16],
        [instruction.to, 16],
      ];
    case 'select':
      return [
        [instruction.from, 1],
        [instruction.other, 1],
        [instruction.to, 1],
      ];
    case 'shift':
    case 'permute':
    case 'rotate':
      return [
        [instruction.from, 1],
        [instruction.to, 1],
      ];
    case 'send':
      return [[instruction.from, 1]];
    case 'receive':
      return [[instruction.to, 1]];
    case 'install-weights':
    case 'sync':
    case 'notify':
      return [];
  }
}

function unitProblem(instruction: Instruction, times: number): string | undefined {
  switch (instruction.unit) {
    case 'mem': {
      if (!within(instruction.at.slice, MEM_SLICES_PER_HEMISPHERE)) return noSuch('memory slice');
      if (instruction.op !== 'read' && instruction.op !== 'write') return undefined;
      const last = instruction.address + instruction.stride * (times - 1);
      return within(instruction.address, WORDS_PER_SLICE) && within(last, WORDS_PER_SLICE)
        ? undefined
        : `addresses ${instruction.address} to ${last} are not all below ${WORDS_PER_SLICE}`;
    }
    case 'mxm':
      return matrixProblem(instruction);
    case 'vxm':
      return within(instruction.alu, VECTOR_ALUS) ? undefined : noSuch('vector ALU');
    case 'sxm':
      if (!within(instruction.index, SWITCH_UNITS_PER_HEMISPHERE)) return noSuch('switch unit');
      return instruction.op === 'permute' && instruction.map.length !== LANES
        ? `a permutation names ${counted(LANES, 'lane')}, not ${instruction.map.length}`
        : undefined;
    case 'c2c':
      return within(instruction.link, LINKS) ? undefined : noSuch('link');
    case 'control':
      return undefined;
  }
}

function matrixProblem(instruction: MxmInstruction): string | undefined {
  if (!within(instruction.plane, PLANES)) return noSuch('matrix plane');
  if (instruction.type === 'fp16' && instruction.plane % 2 !== 0) {
    return 'an FP16 plane is a pair of INT8 planes, named by the first: 0 or 2';
  }
  if (instruction.op !== 'load-weights') return undefined;
  return instruction.rows >= 1 && within(instruction.row, rowsOfPlane(instruction.type))
    ? undefined
    : `rows from ${instruction.row} on are outside the plane`;
}

const noSuch = (unit: string): string => `the chip has no such ${unit}`;
