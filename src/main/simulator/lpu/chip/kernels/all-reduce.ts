import {
  c2cPosition,
  functionalDelay,
  memPosition,
  transit,
  VXM_POSITION,
} from '#main/simulator/lpu/chip/geometry';
import type { Instruction, StreamName } from '#main/simulator/lpu/chip/instructions';
import { emptyMemory, readVector, writeVector, type Memory } from '#main/simulator/lpu/chip/memory';
import { programBuilder, type Program, type ProgramBuilder } from '#main/simulator/lpu/chip/program';
import type { Cable } from '#main/simulator/lpu/chip/run';

/**
 * An all-reduce of INT8 vectors over up to eight chips that are cabled all to all. Either every chip sends all it has to every
 * other and adds what it receives; or each sums its own share of the vectors and hands that to the others. All links carry one
 * vector per slot; a hop ends when its last result lies in memory.
 */
export interface AllReduceKernel {
  readonly chips: number;
  readonly way: 'exchange' | 'scatter-and-gather';
  /** Vectors that each link carries per hop: all of them, or one chip's share. */
  readonly vectors: number;
  /** The cycle of each hop's start. */
  readonly starts: readonly number[];
  readonly hopCycles: number;
  /** Cycles from a hop's start until a link has carried its first so many vectors. */
  readonly carried: (vectors: number) => number;
}

/**
 * Link latency over 100,000 iterations: mean 216.3 to 217.4 cycles (ISCA 2022; docs/facts.md section 1). The rest of a hop's time
 * passes where the receiver lets vectors wait for their place in its schedule.
 */
const CABLE_CYCLES = 217;

/** Slices of the western hemisphere, where the links within a node are; a hop's roles have slices of their own. */
const slices = { own: 0, received: [8, 25], sums: 16, copy: 24, gathered: 32 } as const;
/** Streams from here on are for sums; those before, one for each link. */
const SUM_STREAM = 8;

/** The link from one chip to another of its node. */
export const linkTo = (from: number, to: number, chips: number): number => ((to - from + chips) % chips) - 1;

export function allReduceCables(chips: number): readonly Cable[] {
  const all = Array.from({ length: chips }, (_, chip) => chip);
  return all.flatMap((from) =>
    all
      .filter((to) => to !== from)
      .map((to) => ({
        from: { chip: from, link: linkTo(from, to, chips) },
        to: { chip: to, link: linkTo(to, from, chips) },
        latencyCycles: CABLE_CYCLES,
      })),
  );
}

/** Every chip's own vectors as the host lays them: share by share, and the share that it sums itself once more. */
export function allReduceMemory(kernel: AllReduceKernel, chip: number, vectorsOf: VectorsOf): Memory {
  const memory = emptyMemory();
  const shares = kernel.way === 'exchange' ? 1 : kernel.chips;
  for (let share = 0; share < shares; share += 1) {
    for (let vector = 0; vector < kernel.vectors; vector += 1) {
      const bytes = vectorsOf(chip, share * kernel.vectors + vector);
      writeVector(memory, west(slices.own + share), vector, bytes);
      if (share === shareOf(kernel, chip)) writeVector(memory, west(slices.copy), vector, bytes);
    }
  }
  return memory;
}

export type VectorsOf = (chip: number, vector: number) => Uint8Array;

/** The summed vectors that a chip ends up with, in the order of the shares. */
export function allReduceResult(
  kernel: AllReduceKernel,
  chip: number,
  memory: Memory,
): readonly Uint8Array[] {
  const shares =
    kernel.way === 'exchange' ? [chip] : Array.from({ length: kernel.chips }, (_, share) => share);
  return shares.flatMap((share) =>
    Array.from({ length: kernel.vectors }, (_, vector) =>
      share === chip
        ? readVector(memory, west(sumSlice(kernel, vector)), vector)
        : readVector(memory, west(slices.gathered + linkTo(chip, share, kernel.chips)), vector),
    ),
  );
}

export function allReduceProgram(kernel: AllReduceKernel, chip: number): Program {
  const builder = programBuilder();
  const { starts, vectors, carried, hopCycles } = kernel;
  for (let vector = 0; vector < vectors; vector += 1) {
    const [first = 0, second] = starts.map((start) => start + carried(vector + 1));
    emitSends(builder, kernel, { chip, vector, at: first });
    emitSum(builder, kernel, { chip, vector, at: first + hopCycles });
    if (second === undefined) continue;
    emitSpread(builder, kernel, { chip, vector, at: second });
    emitArrivals(builder, kernel, { vector, at: second + hopCycles, slice: slices.gathered });
  }
  return builder.build();
}

interface Step {
  readonly chip: number;
  readonly vector: number;
  /** When the operands leave memory, or when the results are to lie there. */
  readonly at: number;
}

const west = (slice: number) => ({ hemisphere: 'west', slice }) as const;
/** What comes over a link is written while what came before is read; neighbouring vectors lie in other slices. */
const receivedSlice = (vector: number): number => slices.received[vector % 2] ?? slices.received[0];

/**
 * Sums are written while earlier ones are read to be handed on. They are spread over as many slices as let a write never
 * meet the read of another vector in its slice.
 */
function sumSlice({ starts, vectors, hopCycles, carried }: AllReduceKernel, vector: number): number {
  const [first = 0, second = 0] = starts;
  const behind = Math.round((vectors * (second - first - hopCycles)) / carried(vectors));
  const spread = [8, 7, 5, 3].find((slicesUsed) => behind % slicesUsed !== 0) ?? 8;
  return slices.sums + (vector % spread);
}
const shareOf = ({ way }: AllReduceKernel, chip: number): number => (way === 'exchange' ? 0 : chip);
const outwards = (stream: number): StreamName => ({ direction: 'west', stream });
const inwards = (stream: number): StreamName => ({ direction: 'east', stream });

const LINK_POSITION = c2cPosition('west');
const toLinks = (slice: number): number => transit(memPosition('west', slice), LINK_POSITION);
const toVxm = (slice: number): number => transit(memPosition('west', slice), VXM_POSITION);
/** The farthest of the slices that are read for a hop sets when all of their vectors stand at the links. */
const SENT_AFTER = functionalDelay.read + toLinks(slices.own);

const read = (slice: number, address: number, stream: StreamName): Instruction => ({
  unit: 'mem',
  op: 'read',
  at: west(slice),
  address,
  stride: 0,
  stream,
});
const write = (slice: number, address: number, stream: StreamName): Instruction => ({
  unit: 'mem',
  op: 'write',
  at: west(slice),
  address,
  stride: 0,
  stream,
});

const othersOf = ({ chips }: AllReduceKernel, chip: number): readonly number[] =>
  Array.from({ length: chips }, (_, other) => other).filter((other) => other !== chip);

/** Sends to each other chip its share, or to all of them the same vector. */
function emitSends(builder: ProgramBuilder, kernel: AllReduceKernel, { chip, vector, at }: Step): void {
  if (kernel.way === 'exchange') {
    emitSpreadFrom(builder, kernel, { chip, vector, at, slice: slices.own });
    return;
  }
  for (const other of othersOf(kernel, chip)) {
    const [slice, link] = [slices.own + other, linkTo(chip, other, kernel.chips)];
    const hops = functionalDelay.read + toLinks(slice);
    builder.place({ cycle: at + SENT_AFTER - hops }, read(slice, vector, outwards(link)));
    builder.place({ cycle: at + SENT_AFTER }, { unit: 'c2c', op: 'send', link, from: outwards(link) });
  }
}

const emitSpread = (builder: ProgramBuilder, kernel: AllReduceKernel, step: Step): void =>
  emitSpreadFrom(builder, kernel, { ...step, slice: sumSlice(kernel, step.vector) });

function emitSpreadFrom(
  builder: ProgramBuilder,
  kernel: AllReduceKernel,
  { chip, vector, at, slice }: Step & { readonly slice: number },
): void {
  const stream = outwards(SUM_STREAM);
  const sent = at + functionalDelay.read + toLinks(slice);
  builder.place({ cycle: at }, read(slice, vector, stream));
  for (const other of othersOf(kernel, chip)) {
    const link = linkTo(chip, other, kernel.chips);
    builder.place({ cycle: sent }, { unit: 'c2c', op: 'send', link, from: stream });
  }
}

interface Arrivals {
  readonly vector: number;
  /** When the last of them lies in memory. */
  readonly at: number;
  readonly slice: number;
}

/** Takes a vector from every link to the slice of that link. */
function emitArrivals(
  builder: ProgramBuilder,
  { chips }: AllReduceKernel,
  { vector, at, slice }: Arrivals,
): void {
  const written = at - functionalDelay.write;
  for (let link = 0; link < chips - 1; link += 1) {
    const received = written - toLinks(slice + link) - functionalDelay.receive;
    builder.place({ cycle: received }, { unit: 'c2c', op: 'receive', link, to: inwards(link) });
    builder.place({ cycle: written }, write(slice + link, vector, inwards(link)));
  }
}

/** Adds up what came over the links and the chip's own, one vector ALU after another. */
function emitSum(builder: ProgramBuilder, kernel: AllReduceKernel, { vector, at }: Step): void {
  const operands = kernel.chips;
  const result = sumSlice(kernel, vector);
  const written = at - functionalDelay.write;
  const lastOut = written - toVxm(result);
  const first = lastOut - (operands - 1) * functionalDelay.alu;
  const nearest = Math.max(
    ...sourcesOf(operands, vector).map((slice) => functionalDelay.read + toVxm(slice)),
  );
  // Read as soon as all lie there, which is one write after the slices were written.
  emitArrivals(builder, kernel, { vector, at: first - nearest, slice: receivedSlice(vector) });
  for (const [index, slice] of sourcesOf(operands, vector).entries()) {
    const taken = first + Math.max(0, index - 1) * functionalDelay.alu;
    const stream = inwards(SUM_STREAM + index);
    builder.place({ cycle: taken - functionalDelay.read - toVxm(slice) }, read(slice, vector, stream));
    if (index === 0) continue;
    const sum = index === 1 ? inwards(SUM_STREAM) : outwards(SUM_STREAM + index - 1);
    builder.place(
      { cycle: taken },
      {
        unit: 'vxm',
        op: 'alu',
        alu: index,
        function: 'add',
        operands: [
          { from: sum, type: 'int8' },
          { from: stream, type: 'int8' },
        ],
        to: outwards(SUM_STREAM + index),
        type: 'int8',
      },
    );
  }
  builder.place({ cycle: written }, write(result, vector, outwards(SUM_STREAM + operands - 1)));
}

/** The chip's own share, then what each link brought. */
const sourcesOf = (operands: number, vector: number): readonly number[] => [
  slices.copy,
  ...Array.from({ length: operands - 1 }, (_, link) => receivedSlice(vector) + link),
];
