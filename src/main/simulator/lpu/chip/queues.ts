import {
  LINKS,
  MEM_SLICES_PER_HEMISPHERE,
  PLANES,
  SWITCH_UNITS_PER_HEMISPHERE,
  VECTOR_ALUS,
  type Hemisphere,
} from './geometry';
import type { Instruction } from './instructions';

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
