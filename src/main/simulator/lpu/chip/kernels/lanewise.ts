import {
  type Direction,
  functionalDelay,
  memPosition,
  STREAMS_PER_DIRECTION,
  SUPERLANE_DELAY,
  transit,
  VECTOR_ALUS,
  VXM_POSITION,
} from '#main/simulator/lpu/chip/geometry';
import {
  bytesOf,
  type AluFunction,
  type ElementType,
  type Operand,
  type StreamName,
} from '#main/simulator/lpu/chip/instructions';
import type { ProgramBuilder } from '#main/simulator/lpu/chip/program';
import type { TensorPlace } from './tensor-place';
import { counted } from '#shared/text/plural';

/** An operand of a step: an input tensor, an earlier step, the step's own previous result, or a constant. */
export type LaneOperand =
  | { readonly input: number }
  | { readonly step: number }
  | { readonly itself: true }
  | { readonly constant: number };

export interface LaneStep {
  readonly function: AluFunction;
  readonly operands: readonly [LaneOperand] | readonly [LaneOperand, LaneOperand];
  readonly type: ElementType;
}

/**
 * What the VXM does to every vector of its inputs: a chain of steps, one ALU each, as in figure 6 of the ISCA 2020
 * paper. A step that takes `itself` reduces over the vectors; its ALU waits for its own result, so that vectors then follow at
 * the ALU's delay instead of every cycle.
 */
export interface LaneKernel {
  readonly count: number;
  readonly inputs: readonly {
    readonly place: TensorPlace;
    /** Whether every vector takes the same one, such as a maximum found before. */
    readonly same?: boolean;
  }[];
  readonly steps: readonly LaneStep[];
  readonly outputs: readonly {
    readonly step: number;
    readonly place: TensorPlace;
    /** Which results are kept: every vector's, or only the last of a reduction. */
    readonly keep: 'every' | 'last';
    /** The step, as deep as that of the results, whose INT32 results say at which address each is kept. */
    readonly by?: number;
  }[];
}

export interface LaneTiming {
  /** Cycles between vectors. */
  readonly interval: number;
  /** The depth of each step in the chain. */
  readonly levels: readonly number[];
  /** From the first read to the cycle in which level 0 takes the first vector. */
  readonly lead: number;
  readonly cycles: number;
}

const takesItself = (step: LaneStep): boolean => step.operands.some((operand) => 'itself' in operand);

/** The depth of each step: one more than the deepest step that it takes. */
function levelsOf(steps: readonly LaneStep[]): readonly number[] {
  const levels: number[] = [];
  for (const { operands } of steps) {
    const deepest = operands.map((operand) => ('step' in operand ? (levels[operand.step] ?? 0) : -1));
    levels.push(Math.max(...deepest) + 1);
  }
  return levels;
}

/** When everything of a lane-wise kernel happens, from T = N + d_func + δ(j,i). */
export function laneTiming(kernel: LaneKernel): LaneTiming {
  const { steps, inputs, outputs, count } = kernel;
  const levels = levelsOf(steps);
  const alu = functionalDelay.alu;
  const interval = steps.some(takesItself) ? alu : 1;
  let [lead, tail] = [0, 0];
  for (const [index, step] of steps.entries()) {
    const level = levels[index] ?? 0;
    for (const operand of step.operands) {
      const input = 'input' in operand ? inputs[operand.input] : undefined;
      if (input !== undefined) lead = Math.max(lead, arrivalDelay(input.place) - level * alu);
    }
  }
  for (const { step, place, keep, by } of outputs) {
    const stored = by === undefined ? functionalDelay.write : functionalDelay.scatter;
    const ready = ((levels[step] ?? 0) + 1) * alu;
    for (const { slice, first, times } of writesOf(place, keep, count)) {
      const last = first + (times - 1) * (place.spread ?? 1);
      tail = Math.max(tail, ready + last * interval + hopsTo(place, slice) + stored);
    }
  }
  return { interval, levels, lead, cycles: lead + tail + SUPERLANE_DELAY };
}

/** Which slices take which results: of every `spread` vectors one, or the last alone. */
function writesOf(place: TensorPlace, keep: 'every' | 'last', count: number) {
  const { spread = 1, type } = place;
  const width = bytesOf[type];
  return Array.from({ length: Math.min(spread, count) * width }, (_, index) => {
    const first = keep === 'last' ? count - 1 : Math.floor(index / width);
    const times = keep === 'last' ? 1 : Math.ceil((count - first) / spread);
    return { slice: place.slice + index, byte: index % width, first, times };
  });
}

const hopsTo = ({ hemisphere }: TensorPlace, slice: number): number =>
  transit(memPosition(hemisphere, slice), VXM_POSITION);

const farthest = ({ hemisphere, slice, type }: TensorPlace): number =>
  transit(memPosition(hemisphere, slice + bytesOf[type] - 1), VXM_POSITION);
const arrivalDelay = (place: TensorPlace): number => functionalDelay.read + farthest(place);

/** Emits the kernel from a cycle on; returns the cycle in which its last superlane is done. */
export function emitLaneKernel(builder: ProgramBuilder, kernel: LaneKernel, start: number): number {
  const timing = laneTiming(kernel);
  const vxmStart = start + timing.lead;
  const emission = new LaneEmission(builder, kernel, timing, vxmStart);
  for (const index of kernel.steps.keys()) emission.step(index);
  for (const output of kernel.outputs) emission.output(output);
  return start + timing.cycles;
}

/** Streams are handed out in turn, as many to a value as its type has bytes. */
class LaneEmission {
  readonly #next = { west: 0, east: 0 };
  readonly #stepStreams: StreamName[] = [];
  readonly #copies = new Map<string, StreamName>();
  #alus = 0;

  constructor(
    private readonly builder: ProgramBuilder,
    private readonly kernel: LaneKernel,
    private readonly timing: LaneTiming,
    private readonly vxmStart: number,
  ) {}

  step(index: number): void {
    const step = this.kernel.steps[index];
    if (step === undefined) return;
    const level = this.timing.levels[index] ?? 0;
    const to = this.#newStreams(this.#directionOf(index), step.type);
    this.#stepStreams.push(to);
    const operands = step.operands.map((operand) =>
      this.#operand(operand, level, { from: to, type: step.type }),
    );
    const alu = this.#newAlu();
    const { count } = this.kernel;
    const { interval } = this.timing;
    const cycle = this.vxmStart + level * functionalDelay.alu;
    const place = (first: number, times: number, name: AluFunction, taken: readonly Operand[]): void => {
      const [a, b] = taken;
      if (a === undefined) return;
      const both = b === undefined ? ([a] as const) : ([a, b] as const);
      this.builder.place(
        { cycle: cycle + first * interval, times, interval },
        { unit: 'vxm', op: 'alu', alu, function: name, operands: both, to, type: step.type },
      );
    };
    if (!takesItself(step)) {
      place(0, count, step.function, operands);
      return;
    }
    // The first vector starts the reduction: there is nothing yet to combine it with.
    place(
      0,
      1,
      'copy',
      operands.filter((_, position) => !isItself(step.operands[position])),
    );
    place(1, count - 1, step.function, operands);
  }

  output({ step, place, keep, by }: LaneKernel['outputs'][number]): void {
    const level = this.timing.levels[step] ?? 0;
    const stream = this.#stepStreams[step];
    const map = by === undefined ? undefined : this.#stepStreams[by];
    if (stream === undefined) return;
    const { interval } = this.timing;
    const ready = this.vxmStart + (level + 1) * functionalDelay.alu;
    for (const { slice, byte, first, times } of writesOf(place, keep, this.kernel.count)) {
      this.builder.place(
        {
          cycle: ready + first * interval + hopsTo(place, slice),
          times,
          interval: interval * (place.spread ?? 1),
        },
        {
          unit: 'mem',
          at: { hemisphere: place.hemisphere, slice },
          stream: { direction: stream.direction, stream: stream.stream + byte },
          ...(map === undefined
            ? { op: 'write', address: place.address, stride: 1 }
            : { op: 'scatter', map }),
        },
      );
    }
  }

  #operand(operand: LaneOperand, level: number, itself: Operand): Operand {
    if ('constant' in operand) return { immediate: operand.constant };
    if ('itself' in operand) return itself;
    if ('input' in operand) return this.#input(operand.input, level);
    const type = this.kernel.steps[operand.step]?.type ?? 'fp32';
    return { from: this.#delayedTo(operand.step, level, type), type };
  }

  /** Reads an input so that it reaches the VXM when the level takes it. */
  #input(index: number, level: number): Operand {
    const input = this.kernel.inputs[index];
    if (input === undefined) throw new RangeError(`The kernel has no input ${index}`);
    const { place, same = false } = input;
    const { type, hemisphere } = place;
    const key = `input ${index} at ${level}`;
    const known = this.#copies.get(key);
    if (known !== undefined) return { from: known, type };
    const stream = this.#newStreams(hemisphere === 'west' ? 'east' : 'west', type);
    this.#copies.set(key, stream);
    const due = this.vxmStart + level * functionalDelay.alu;
    for (let byte = 0; byte < bytesOf[type]; byte += 1) {
      const at = { hemisphere, slice: place.slice + byte };
      const hops = transit(memPosition(hemisphere, at.slice), VXM_POSITION);
      this.builder.place(
        {
          cycle: due - hops - functionalDelay.read,
          times: this.kernel.count,
          interval: this.timing.interval,
        },
        {
          unit: 'mem',
          op: 'read',
          at,
          address: place.address,
          stride: same ? 0 : 1,
          stream: { direction: stream.direction, stream: stream.stream + byte },
        },
      );
    }
    return { from: stream, type };
  }

  /** A result is at the VXM for one cycle only; copies keep it until a deeper level takes it. */
  #delayedTo(step: number, level: number, type: ElementType): StreamName {
    let stream = this.#stepStreams[step];
    if (stream === undefined) throw new RangeError(`Step ${step} is used before it is computed`);
    for (let at = (this.timing.levels[step] ?? 0) + 1; at < level; at += 1) {
      const key = `step ${step} after ${at}`;
      const known = this.#copies.get(key);
      stream = known ?? this.#copy(stream, type, at);
      this.#copies.set(key, stream);
    }
    return stream;
  }

  #copy(from: StreamName, type: ElementType, level: number): StreamName {
    const to = this.#newStreams(this.#freer(), type);
    const { interval } = this.timing;
    this.builder.place(
      { cycle: this.vxmStart + level * functionalDelay.alu, times: this.kernel.count, interval },
      { unit: 'vxm', op: 'alu', alu: this.#newAlu(), function: 'copy', operands: [{ from, type }], to, type },
    );
    return to;
  }

  #directionOf(step: number): Direction {
    const kept = this.kernel.outputs.find((output) => output.step === step || output.by === step);
    return kept?.place.hemisphere ?? this.#freer();
  }

  #freer(): Direction {
    return this.#next.east <= this.#next.west ? 'east' : 'west';
  }

  #newStreams(direction: Direction, type: ElementType): StreamName {
    const stream = this.#next[direction];
    this.#next[direction] += bytesOf[type];
    if (this.#next[direction] > STREAMS_PER_DIRECTION) {
      throw new RangeError('A lane-wise kernel needs more streams than a direction has');
    }
    return { direction, stream };
  }

  #newAlu(): number {
    if (this.#alus >= VECTOR_ALUS)
      throw new RangeError(`A lane-wise kernel has at most ${counted(VECTOR_ALUS, 'step')}`);
    return this.#alus++;
  }
}

const isItself = (operand: LaneOperand | undefined): boolean => operand !== undefined && 'itself' in operand;
