import type { Refusal } from '#shared/refusal/refusal';
import { describeInstruction } from './assembly-writer';
import { LINKS, MEM_SLICES, PLANES, SWITCH_UNITS_PER_HEMISPHERE, VECTOR_ALUS } from './geometry';
import type { MemSlice, StreamName, SxmInstruction, VxmInstruction } from './instructions';
import { emptyMemory, type Memory, type Scatter } from './memory';
import { emptyPlane, type Plane } from './mxm';
import type { PlacedInstruction } from './program';
import { launch, streamRegisters, vectorAt, type Launched, type Spot, type StreamRegisters } from './streams';

/**
 * What becomes of the vectors that instructions take: they are computed with, or noted down to be computed with later. Which
 * instruction takes which vector, and when, is the same either way.
 */
export interface Work {
  read(at: MemSlice, address: number): Uint8Array;
  write(at: MemSlice, address: number, bytes: Uint8Array): void;
  gather(at: MemSlice, low: Uint8Array, high: Uint8Array): Uint8Array;
  scatter(scatter: Scatter): void;
  /** The vectors of the result, for the vectors of each operand that is no constant. */
  compute(instruction: VxmInstruction, operands: readonly (readonly Uint8Array[])[]): readonly Uint8Array[];
  move(
    instruction: Exclude<SxmInstruction, { readonly op: 'transpose' }>,
    source: Uint8Array,
    other: Uint8Array | undefined,
  ): Uint8Array;
  transpose(sources: readonly Uint8Array[]): readonly Uint8Array[];
  /** Multiplies everything that a plane has collected, and pays what is owed. */
  evaluate(plane: Plane): void;
}

/** The state of one chip while it runs; only the files of this folder change it. */
export interface Machine {
  readonly name: string;
  readonly instructions: readonly PlacedInstruction[];
  readonly registers: StreamRegisters;
  readonly memory: Memory;
  readonly work: Work;
  readonly planes: readonly Plane[];
  /** Which plane owes a vector that is launched before it is computed. */
  readonly owing: Map<Launched, Plane>;
  /** Vectors on their way in, per link, with the cycle of their arrival. */
  readonly arriving: { readonly cycle: number; readonly bytes: Uint8Array }[][];
  /** Puts a vector on the cable at a link; what is not connected is dropped. */
  readonly sent: (link: number, cycle: number, bytes: Uint8Array) => void;
  readonly busy: UnitCounts;
  /** For each thing that serves one instruction per cycle: when it was last used, and by which. */
  readonly lastCycle: Int32Array;
  readonly lastBy: Int32Array;
  problem: Refusal | undefined;
}

export interface UnitCounts {
  mem: number;
  mxm: number;
  vxm: number;
  sxm: number;
  c2c: number;
}

const offsets = { read: 0, write: 88, bank: 176, load: 352, install: 356, multiply: 360, alu: 364, sxm: 380 };
const SEND = offsets.sxm + 2 * SWITCH_UNITS_PER_HEMISPHERE;
const RECEIVE = SEND + LINKS;

/** The numbers of the things that serve one instruction per cycle. */
export const resource = {
  read: (slice: number) => offsets.read + slice,
  write: (slice: number) => offsets.write + slice,
  bank: (slice: number, bank: number) => offsets.bank + 2 * slice + bank,
  load: (plane: number) => offsets.load + plane,
  install: (plane: number) => offsets.install + plane,
  multiply: (plane: number) => offsets.multiply + plane,
  alu: (alu: number) => offsets.alu + alu,
  switchUnit: (index: number) => offsets.sxm + index,
  send: (link: number) => SEND + link,
  receive: (link: number) => RECEIVE + link,
} as const;
const RESOURCES = RECEIVE + LINKS;

export interface MachineParts {
  /** Follows messages, such as “ on chip 3”; empty where there is one chip only. */
  readonly name: string;
  readonly instructions: readonly PlacedInstruction[];
  readonly memory?: Memory;
  readonly workOn: (memory: Memory) => Work;
  readonly sent: Machine['sent'];
}

export const machineOf = ({
  name,
  instructions,
  memory = emptyMemory(),
  workOn,
  sent,
}: MachineParts): Machine => ({
  name,
  instructions,
  sent,
  registers: streamRegisters(),
  memory,
  work: workOn(memory),
  planes: Array.from({ length: PLANES }, emptyPlane),
  owing: new Map(),
  arriving: Array.from({ length: LINKS }, () => []),
  busy: { mem: 0, mxm: 0, vxm: 0, sxm: 0, c2c: 0 },
  lastCycle: new Int32Array(RESOURCES).fill(-1),
  lastBy: new Int32Array(RESOURCES),
  problem: undefined,
});

export const unitCapacities: Readonly<UnitCounts> = {
  mem: 2 * MEM_SLICES,
  mxm: PLANES,
  vxm: VECTOR_ALUS,
  sxm: 2 * SWITCH_UNITS_PER_HEMISPHERE,
  c2c: 2 * LINKS,
};

/** Takes a thing for this cycle; two instructions that want it at once are the problem of the run. */
export function reserve(machine: Machine, number: number, { cycle, by, what }: Claim): void {
  if (machine.lastCycle[number] === cycle)
    conflict(machine, machine.lastBy[number] ?? by, { cycle, by, what });
  machine.lastCycle[number] = cycle;
  machine.lastBy[number] = by;
}

export interface Claim {
  readonly cycle: number;
  readonly by: number;
  readonly what: string;
}

const describe = (machine: Machine, by: number): string => {
  const placed = machine.instructions[by];
  return placed === undefined ? `instruction ${by}` : describeInstruction(placed);
};

function conflict(machine: Machine, other: number, { cycle, by, what }: Claim): void {
  const [first, second] = [describe(machine, other), describe(machine, by)];
  machine.problem ??= {
    code: 'lpu-conflict',
    message: `${first} and ${second} both use ${what} in cycle ${cycle}${machine.name}.`,
    params: { first, second, what, cycle },
  };
}

export function refuseRun(machine: Machine, by: number, problem: { code: string; what: string }): void {
  const instruction = describe(machine, by);
  machine.problem ??= {
    code: problem.code,
    message: `${instruction}: ${problem.what}${machine.name}.`,
    params: { instruction, what: problem.what },
  };
}

export interface Issue {
  readonly spot: Spot;
  readonly by: number;
}

/** The vectors that a stream and its neighbours carry past a slice; a stream that carries nothing is a problem. */
export function take(machine: Machine, stream: StreamName, width: number, issue: Issue): Uint8Array[] {
  const vectors: Uint8Array[] = [];
  for (let offset = 0; offset < width; offset += 1) {
    const launched = vectorAt(machine.registers, stream, offset, issue.spot);
    if (launched !== undefined && launched.bytes === undefined) {
      const plane = machine.owing.get(launched);
      if (plane !== undefined) machine.work.evaluate(plane);
    }
    const bytes = launched?.bytes;
    if (bytes === undefined) {
      const name = `${stream.direction}-bound stream ${stream.stream + offset}`;
      const what = `nothing is on ${name} at position ${issue.spot.position} in cycle ${issue.spot.cycle}`;
      refuseRun(machine, issue.by, { code: 'lpu-empty-stream', what });
      return Array.from({ length: width }, () => new Uint8Array(0));
    }
    vectors.push(bytes);
  }
  return vectors;
}

/** Launches vectors on neighbouring streams; `undefined` ones are owed and filled in later. */
export function put(
  machine: Machine,
  stream: StreamName,
  vectors: readonly (Uint8Array | undefined)[],
  { spot, by }: Issue,
): Launched[] {
  const launched: Launched[] = [];
  for (const [offset, bytes] of vectors.entries()) {
    const result = launch(machine.registers, { stream, offset, spot, by, bytes });
    if (typeof result !== 'number') launched.push(result);
    else {
      const name = `${stream.direction}-bound stream ${stream.stream + offset} at position ${spot.position}`;
      conflict(machine, result, { cycle: spot.cycle, by, what: name });
    }
  }
  return launched;
}
