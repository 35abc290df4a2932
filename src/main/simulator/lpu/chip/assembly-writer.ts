import { type Instruction, letterOf, type Operand, queueOf, type StreamName } from './instructions';
import type { PlacedInstruction, Program } from './program';

/** The readable text of a program; `parseAssembly` reads it back. One instruction per line. */
export const writeAssembly = (program: Program): string =>
  program.instructions.map(assemblyLine).join('\n') + '\n';

export function assemblyLine({ cycle, times, interval, instruction }: PlacedInstruction): string {
  const repeat = times === 1 ? '' : ` x${times}/${interval}`;
  return `@${cycle} ${unitText(instruction)} ${operationText(instruction)}${repeat}`;
}

/** How a message names an instruction: its text, and its line where it has one. */
export function describeInstruction(placed: PlacedInstruction): string {
  const text = assemblyLine(placed);
  return placed.line === undefined ? `“${text}”` : `“${text}” (line ${placed.line})`;
}

const unitText = (instruction: Instruction): string =>
  instruction.unit === 'mxm'
    ? `mxm.${instruction.plane}`
    : instruction.unit === 'c2c'
      ? `c2c.${instruction.link}`
      : queueOf(instruction);

const streamText = ({ direction, stream }: StreamName): string => `${letterOf(direction)}${stream}`;

const operandText = (operand: Operand): string =>
  'immediate' in operand ? `#${operand.immediate}` : `${streamText(operand.from)}:${operand.type}`;

function operationText(instruction: Instruction): string {
  switch (instruction.op) {
    case 'read':
      return `read ${addressText(instruction)} -> ${streamText(instruction.stream)}`;
    case 'write':
      return `write ${streamText(instruction.stream)} -> ${addressText(instruction)}`;
    case 'gather':
      return `gather ${streamText(instruction.map)} -> ${streamText(instruction.stream)}`;
    case 'scatter':
      return `scatter ${streamText(instruction.stream)} -> ${streamText(instruction.map)}`;
    case 'load-weights':
      return `load ${instruction.type} ${streamText(instruction.from)} row ${instruction.row} rows ${instruction.rows}`;
    case 'install-weights':
      return `install ${instruction.type}`;
    case 'multiply':
      return multiplyText(instruction);
    case 'alu':
      return `${instruction.function} ${instruction.operands.map(operandText).join(', ')} -> ${streamText(instruction.to)}:${instruction.type}`;
    case 'shift':
      return `shift ${instruction.lanes} ${arrow(instruction)}`;
    case 'select':
      return `select ${instruction.boundary} ${streamText(instruction.from)}, ${streamText(instruction.other)} -> ${streamText(instruction.to)}`;
    case 'permute':
      return `permute [${instruction.map.join(' ')}] ${arrow(instruction)}`;
    case 'rotate':
      return `rotate ${instruction.by} ${arrow(instruction)}`;
    case 'transpose':
      return `transpose ${arrow(instruction)}`;
    case 'send':
      return `send ${streamText(instruction.from)}`;
    case 'receive':
      return `receive -> ${streamText(instruction.to)}`;
    case 'sync':
    case 'notify':
      return instruction.op;
  }
}

const arrow = ({ from, to }: { readonly from: StreamName; readonly to: StreamName }): string =>
  `${streamText(from)} -> ${streamText(to)}`;

const addressText = ({ address, stride }: { readonly address: number; readonly stride: number }): string =>
  stride === 0 ? `${address}` : `${address}+${stride}`;

function multiplyText(instruction: Extract<Instruction, { readonly op: 'multiply' }>): string {
  const half = instruction.half === 1 ? ' upper' : '';
  const sum = `${instruction.accumulate ? 'add' : 'set'} ${instruction.accumulator}`;
  const to = instruction.to === undefined ? '' : ` -> ${streamText(instruction.to)}`;
  return `multiply ${instruction.type} ${streamText(instruction.from)}${half} ${sum}${to}`;
}
