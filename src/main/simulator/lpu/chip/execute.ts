import {
  c2cPosition,
  functionalDelay,
  hemisphereOfLink,
  hemisphereOfPlane,
  memPosition,
  mxmPosition,
  SWITCH_UNITS_PER_HEMISPHERE,
  sxmPosition,
  VXM_POSITION,
  WORDS_PER_BANK,
} from './geometry';
import {
  bytesOf,
  type C2cInstruction,
  type Instruction,
  type MemInstruction,
  type MxmInstruction,
  type SxmInstruction,
  type VxmInstruction,
} from './instructions';
import { type Issue, type Machine, put, refuseRun, reserve, resource, take } from './machine';
import { sliceIndex } from './memory';
import { installWeights, rowsOfPlane } from './mxm';

/** One issue of an instruction: which one, its repetition and its cycle. */
interface Issued {
  readonly by: number;
  readonly repetition: number;
  readonly cycle: number;
}

/** Lets one issue take its operands and launch or store its results. */
export function execute(machine: Machine, instruction: Instruction, issued: Issued): void {
  switch (instruction.unit) {
    case 'mem': {
      executeMem(machine, instruction, issued);
      return;
    }
    case 'mxm': {
      executeMxm(machine, instruction, issued);
      return;
    }
    case 'vxm': {
      executeVxm(machine, instruction, issued);
      return;
    }
    case 'sxm': {
      executeSxm(machine, instruction, issued);
      return;
    }
    case 'c2c': {
      executeC2c(machine, instruction, issued);
      return;
    }
    case 'control':
      return;
  }
}

const later = (issue: Issue, cycles: number): Issue => ({
  by: issue.by,
  spot: { position: issue.spot.position, cycle: issue.spot.cycle + cycles },
});

const none = new Uint8Array(0);

function executeMem(machine: Machine, instruction: MemInstruction, { by, repetition, cycle }: Issued): void {
  const { at, stream } = instruction;
  const slice = sliceIndex(at);
  const issue = { by, spot: { cycle, position: memPosition(at.hemisphere, at.slice) } };
  const reads = instruction.op === 'read' || instruction.op === 'gather';
  const port = reads ? resource.read(slice) : resource.write(slice);
  reserve(machine, port, { cycle, by, what: `the ${reads ? 'read' : 'write'} port of a memory slice` });
  machine.busy.mem += 1;
  if ('map' in instruction) {
    for (const bank of [0, 1]) {
      reserve(machine, resource.bank(slice, bank), { cycle, by, what: 'a bank of a memory slice' });
    }
    const [low = none, high = none] = take(machine, instruction.map, 2, issue);
    if (instruction.op === 'gather') {
      put(machine, stream, [machine.work.gather(at, low, high)], later(issue, functionalDelay.gather));
      return;
    }
    const [bytes = none] = take(machine, stream, 1, issue);
    machine.work.scatter({ slice: at, low, high, bytes });
    return;
  }
  const address = instruction.address + repetition * instruction.stride;
  const bank = resource.bank(slice, address < WORDS_PER_BANK ? 0 : 1);
  reserve(machine, bank, { cycle, by, what: 'the same bank of a memory slice' });
  if (instruction.op === 'read') {
    put(machine, stream, [machine.work.read(at, address)], later(issue, functionalDelay.read));
    return;
  }
  const [bytes = none] = take(machine, stream, 1, issue);
  machine.work.write(at, address, bytes);
}

function executeMxm(machine: Machine, instruction: MxmInstruction, { by, repetition, cycle }: Issued): void {
  const { plane: number, type } = instruction;
  const plane = machine.planes[number];
  if (plane === undefined) return;
  const issue = { by, spot: { cycle, position: mxmPosition(hemisphereOfPlane(number)) } };
  const port = {
    'load-weights': resource.load,
    'install-weights': resource.install,
    multiply: resource.multiply,
  };
  for (const used of type === 'fp16' ? [number, number + 1] : [number]) {
    reserve(machine, port[instruction.op](used), { cycle, by, what: `matrix plane ${used}` });
  }
  if (instruction.op === 'install-weights') {
    machine.work.evaluate(plane);
    installWeights(plane, type);
    return;
  }
  const width = bytesOf[type];
  if (instruction.op === 'load-weights') {
    const first = instruction.row + repetition * instruction.rows;
    const count = Math.min(instruction.rows, rowsOfPlane(type) - first);
    const vectors = take(machine, instruction.from, Math.max(count, 0) * width, issue);
    for (let row = 0; row < count; row += 1) {
      plane.buffer[first + row] = vectors.slice(row * width, (row + 1) * width);
    }
    return;
  }
  machine.busy.mxm += width * width === 1 ? 1 : 2;
  const activation = take(machine, instruction.from, width, issue);
  if (machine.problem !== undefined) return;
  const blank = [undefined, undefined, undefined, undefined];
  const result = later(issue, functionalDelay.multiply);
  const owed = instruction.to === undefined ? [] : put(machine, instruction.to, blank, result);
  for (const launched of owed) machine.owing.set(launched, plane);
  const { half, accumulate } = instruction;
  plane.pending.push({
    activation,
    half,
    accumulate,
    accumulator: instruction.accumulator + repetition,
    owed,
  });
}

function executeVxm(machine: Machine, instruction: VxmInstruction, { by, cycle }: Issued): void {
  const issue = { by, spot: { cycle, position: VXM_POSITION } };
  reserve(machine, resource.alu(instruction.alu), { cycle, by, what: `vector ALU ${instruction.alu}` });
  machine.busy.vxm += 1;
  const operands = instruction.operands.flatMap((operand) =>
    'immediate' in operand ? [] : [take(machine, operand.from, bytesOf[operand.type], issue)],
  );
  if (machine.problem !== undefined) return;
  const vectors = machine.work.compute(instruction, operands);
  put(machine, instruction.to, vectors, later(issue, functionalDelay.alu));
}

function executeSxm(machine: Machine, instruction: SxmInstruction, { by, cycle }: Issued): void {
  const { hemisphere, index, from, to } = instruction;
  const unit = (hemisphere === 'west' ? 0 : SWITCH_UNITS_PER_HEMISPHERE) + index;
  const issue = { by, spot: { cycle, position: sxmPosition(hemisphere) } };
  reserve(machine, resource.switchUnit(unit), { cycle, by, what: 'a switch unit' });
  machine.busy.sxm += 1;
  if (instruction.op === 'transpose') {
    const sources = take(machine, from, 16, issue);
    if (machine.problem !== undefined) return;
    const blocks = machine.work.transpose(sources);
    put(machine, to, blocks, later(issue, functionalDelay.transpose));
    return;
  }
  const [source = none] = take(machine, from, 1, issue);
  const wide = instruction.op === 'permute';
  const result = later(issue, wide ? functionalDelay.permute : functionalDelay.shift);
  const [other] = instruction.op === 'select' ? take(machine, instruction.other, 1, issue) : [];
  if (machine.problem !== undefined) return;
  put(machine, to, [machine.work.move(instruction, source, other)], result);
}

function executeC2c(machine: Machine, instruction: C2cInstruction, { by, cycle }: Issued): void {
  const { link } = instruction;
  const issue = { by, spot: { cycle, position: c2cPosition(hemisphereOfLink(link)) } };
  const port = instruction.op === 'send' ? resource.send(link) : resource.receive(link);
  reserve(machine, port, { cycle, by, what: `link ${link}` });
  machine.busy.c2c += 1;
  if (instruction.op === 'send') {
    const [bytes = none] = take(machine, instruction.from, 1, issue);
    machine.sent(link, cycle + functionalDelay.send, bytes);
    return;
  }
  const vector = machine.arriving[link]?.shift();
  if (vector === undefined || vector.cycle > cycle) {
    const what = `nothing has arrived on link ${link} by cycle ${cycle}`;
    refuseRun(machine, by, { code: 'lpu-empty-link', what });
    return;
  }
  put(machine, instruction.to, [vector.bytes], later(issue, functionalDelay.receive));
}
