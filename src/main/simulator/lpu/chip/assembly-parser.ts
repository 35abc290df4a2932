import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Direction, Hemisphere } from './geometry';
import {
  allQueues,
  type AluFunction,
  aluFunctions,
  type ElementType,
  type Instruction,
  type Operand,
  type StreamName,
  type WeightType,
} from './instructions';
import type { PlacedInstruction, Program } from './program';

/** Each parser returns the instruction, or in words what it did not understand. */
type Parsed = Instruction | string;

const stream = String.raw`[we]\d{1,2}`;
const type = 'int8|int32|fp16|fp32';
const wordOf = { w: 'west', e: 'east' } as const;

const sideOf = (letter: string): Hemisphere & Direction => wordOf[letter === 'e' ? 'e' : 'w'];
const streamNamed = (text: string): StreamName => ({
  direction: sideOf(text.charAt(0)),
  stream: Number(text.slice(1)),
});

const notUnderstood = (operation: string, forms: string): string =>
  `“${operation}” is not valid here; expected ${forms}`;

/** The groups of a match as plain strings, absent ones empty. */
function groups(pattern: RegExp, text: string): readonly string[] | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : Array.from(match, (group: string | undefined) => group ?? '');
}

const pattern = (source: string): RegExp => new RegExp(`^${source}$`);
const readForm = pattern(String.raw`read (\d{1,5})(?:\+(\d{1,4}))? -> (${stream})`);
const writeForm = pattern(String.raw`write (${stream}) -> (\d{1,5})(?:\+(\d{1,4}))?`);
const gatherForm = pattern(`(gather|scatter) (${stream}) -> (${stream})`);

function parseMemory(unit: string, operation: string): Parsed {
  const slice = groups(/^mem\.([we])(\d{1,2})$/, unit);
  if (slice === undefined)
    return `“${unit}” is not a memory slice; slices are mem.w0…mem.w43, mem.e0…mem.e43`;
  const at = { hemisphere: sideOf(slice[1] ?? ''), slice: Number(slice[2]) };
  const read = groups(readForm, operation);
  if (read !== undefined) {
    const [, address, stride, to = ''] = read;
    const place = { address: Number(address), stride: Number(stride) };
    return { unit: 'mem', op: 'read', at, ...place, stream: streamNamed(to) };
  }
  const write = groups(writeForm, operation);
  if (write !== undefined) {
    const [, from = '', address, stride] = write;
    const place = { address: Number(address), stride: Number(stride) };
    return { unit: 'mem', op: 'write', at, ...place, stream: streamNamed(from) };
  }
  const indirect = groups(gatherForm, operation);
  if (indirect === undefined) {
    return notUnderstood(operation, 'read A[+S] -> STREAM, write STREAM -> A[+S], gather or scatter');
  }
  const [, op, first = '', second = ''] = indirect;
  return op === 'gather'
    ? { unit: 'mem', op, at, map: streamNamed(first), stream: streamNamed(second) }
    : { unit: 'mem', op: 'scatter', at, stream: streamNamed(first), map: streamNamed(second) };
}

const loadForm = pattern(String.raw`load (int8|fp16) (${stream}) row (\d{1,3}) rows (\d{1,2})`);
const installForm = pattern('install (int8|fp16)');
const multiplyForm = pattern(
  String.raw`multiply (int8|fp16) (${stream})( upper)? (set|add) (\d{1,5})(?: -> (${stream}))?`,
);

function parseMatrix(unit: string, operation: string): Parsed {
  const plane = groups(/^mxm\.([0-3])$/, unit);
  if (plane === undefined) return `“${unit}” is not a matrix plane; planes are mxm.0…mxm.3`;
  const on = (weights: string) =>
    ({ unit: 'mxm', plane: Number(plane[1]), type: weights as WeightType }) as const;
  const load = groups(loadForm, operation);
  if (load !== undefined) {
    const [, weights = '', from = '', row, rows] = load;
    const range = { row: Number(row), rows: Number(rows) };
    return { ...on(weights), op: 'load-weights', from: streamNamed(from), ...range };
  }
  const install = groups(installForm, operation);
  if (install !== undefined) return { ...on(install[1] ?? ''), op: 'install-weights' };
  const multiply = groups(multiplyForm, operation);
  if (multiply === undefined) {
    return notUnderstood(
      operation,
      'load TYPE STREAM row R rows N, install TYPE or multiply TYPE STREAM set|add A',
    );
  }
  const [, weights = '', from = '', upper, sum, accumulator, to = ''] = multiply;
  return {
    ...on(weights),
    op: 'multiply',
    from: streamNamed(from),
    half: upper === '' ? 0 : 1,
    accumulate: sum === 'add',
    accumulator: Number(accumulator),
    ...(to === '' ? {} : { to: streamNamed(to) }),
  };
}

const operandForm = String.raw`(?:#-?[\d.]+(?:e-?\d+)?|${stream}:(?:${type}))`;
const aluForm = pattern(
  String.raw`([a-z-]+) (${operandForm})(?:, (${operandForm}))? -> (${stream}):(${type})`,
);

function operandNamed(text: string): Operand {
  if (text.startsWith('#')) return { immediate: Number(text.slice(1)) };
  const [name = '', kind = ''] = text.split(':');
  return { from: streamNamed(name), type: kind as ElementType };
}

function parseVector(unit: string, operation: string): Parsed {
  const alu = groups(/^vxm\.(\d{1,2})$/, unit);
  if (alu === undefined) return `“${unit}” is not a vector ALU; ALUs are vxm.0…vxm.15`;
  const found = groups(aluForm, operation);
  if (found === undefined) return notUnderstood(operation, 'FUNCTION OPERAND[, OPERAND] -> STREAM:TYPE');
  const [, name = '', first = '', second = '', to = '', result = ''] = found;
  if (!(aluFunctions as readonly string[]).includes(name)) {
    return `“${name}” is not a vector function; functions are ${aluFunctions.join(', ')}`;
  }
  return {
    unit: 'vxm',
    op: 'alu',
    alu: Number(alu[1]),
    function: name as AluFunction,
    operands: second === '' ? [operandNamed(first)] : [operandNamed(first), operandNamed(second)],
    to: streamNamed(to),
    type: result as ElementType,
  };
}

const numberedForm = pattern(String.raw`(shift|rotate) (-?\d{1,3}) (${stream}) -> (${stream})`);
const selectForm = pattern(String.raw`select (\d{1,3}) (${stream}), (${stream}) -> (${stream})`);
const permuteForm = pattern(String.raw`permute \[((?:\d{1,3} ?)*)\] (${stream}) -> (${stream})`);
const transposeForm = pattern(`transpose (${stream}) -> (${stream})`);

function parseSwitch(unit: string, operation: string): Parsed {
  const place = groups(/^sxm\.([we])\.([0-7])$/, unit);
  if (place === undefined)
    return `“${unit}” is not a switch unit; switch units are sxm.w.0…sxm.w.7, sxm.e.0…sxm.e.7`;
  const on = (from = '', to = '') =>
    ({
      unit: 'sxm',
      hemisphere: sideOf(place[1] ?? ''),
      index: Number(place[2]),
      from: streamNamed(from),
      to: streamNamed(to),
    }) as const;
  const numbered = groups(numberedForm, operation);
  if (numbered !== undefined) {
    const [, op, amount, from, to] = numbered;
    return op === 'shift'
      ? { ...on(from, to), op, lanes: Number(amount) }
      : { ...on(from, to), op: 'rotate', by: Number(amount) };
  }
  const select = groups(selectForm, operation);
  if (select !== undefined) {
    const [, boundary, from, other = '', to] = select;
    return { ...on(from, to), op: 'select', other: streamNamed(other), boundary: Number(boundary) };
  }
  const permute = groups(permuteForm, operation);
  if (permute !== undefined) {
    const map = (permute[1] ?? '').trim().split(' ').map(Number);
    return { ...on(permute[2], permute[3]), op: 'permute', map };
  }
  const transpose = groups(transposeForm, operation);
  return transpose === undefined
    ? notUnderstood(operation, 'shift, rotate, select, permute or transpose')
    : { ...on(transpose[1], transpose[2]), op: 'transpose' };
}

const sendForm = pattern(`send (${stream})`);
const receiveForm = pattern(`receive -> (${stream})`);

function parseLink(unit: string, operation: string): Parsed {
  const link = groups(/^c2c\.(\d{1,2})$/, unit);
  if (link === undefined) return `“${unit}” is not a link; links are c2c.0…c2c.15`;
  const on = { unit: 'c2c', link: Number(link[1]) } as const;
  const send = groups(sendForm, operation);
  if (send !== undefined) return { ...on, op: 'send', from: streamNamed(send[1] ?? '') };
  const receive = groups(receiveForm, operation);
  return receive === undefined
    ? notUnderstood(operation, 'send STREAM or receive -> STREAM')
    : { ...on, op: 'receive', to: streamNamed(receive[1] ?? '') };
}

const parseControl = (queue: string, op: 'sync' | 'notify'): Parsed =>
  allQueues.includes(queue)
    ? { unit: 'control', op, queue }
    : `“${queue}” is not an instruction queue; examples are mem.w0, vxm.3, mxm.0.load, sxm.e.1, c2c.2`;

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
    ? `“${unit}” is not a unit; units are mem.w0…e43, mxm.0…3, vxm.0…15, sxm.w.0…e.7, c2c.0…15`
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
