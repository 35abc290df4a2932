import { failure, success, type Result } from '#shared/result';
import type { Refusal } from '#shared/refusal';
import {
  parseControl,
  parseLink,
  parseMatrix,
  parseMemory,
  parseSwitch,
  parseVector,
} from './assembly-units';
import type { Instruction } from './instructions';
import type { PlacedInstruction, Program } from './program';

/**
 * Reads a program in the form that `writeAssembly` writes: `@CYCLE UNIT OPERATION [xTIMES/INTERVAL] ; comment`.
 * What cannot be read is refused with its line, what was found there and what would be understood.
 */
export function parseAssembly(text: string): Result<Program, Refusal> {
  const instructions: PlacedInstruction[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/;.*$/, '').trim();
    if (line === '') continue;
    const parsed = parseLine(line, index + 1);
    if (!parsed.ok) return failure(parsed.error);
    instructions.push(parsed.value);
  }
  return success({ instructions });
}

const form = /^@(\d{1,9})\s+([a-z0-9.]+)\s+(.+?)(?:\s+x(\d{1,7})(?:\/(\d{1,7}))?)?$/;

function parseLine(line: string, number: number): Result<PlacedInstruction, Refusal> {
  const match = form.exec(line);
  if (match === null) {
    return brokenLine(number, `“${line}” is not “@CYCLE UNIT OPERATION [xTIMES/INTERVAL]”`);
  }
  const [, cycle = '', unit = '', operation = '', times = '1', interval = '1'] = match;
  const instruction = parseInstruction(unit, operation.replace(/\s+/g, ' '));
  if (typeof instruction === 'string') return brokenLine(number, instruction);
  if (Number(times) < 1 || Number(interval) < 1) {
    return brokenLine(number, 'a repetition needs at least one time and an interval of at least one cycle');
  }
  return success({
    cycle: Number(cycle),
    times: Number(times),
    interval: Number(interval),
    instruction,
    line: number,
  });
}

function parseInstruction(unit: string, operation: string): Instruction | string {
  if (operation === 'sync' || operation === 'notify') return parseControl(unit, operation);
  const parse = unitParsers[unit.split('.')[0] ?? ''];
  return parse === undefined
    ? `“${unit}” is no unit; units are mem.w0…e43, mxm.0…3, vxm.0…15, sxm.w.0…e.7, c2c.0…15`
    : parse(unit, operation);
}

const unitParsers: Readonly<
  Partial<Record<string, (unit: string, operation: string) => Instruction | string>>
> = {
  mem: parseMemory,
  mxm: parseMatrix,
  vxm: parseVector,
  sxm: parseSwitch,
  c2c: parseLink,
};

const brokenLine = (line: number, problem: string): Result<never, Refusal> =>
  failure({ code: 'lpu-assembly', message: `Line ${line}: ${problem}.`, params: { line, problem } });
