import type { Instruction } from './instructions';

/** An instruction with the cycle at which its first superlane takes its operands. */
export interface PlacedInstruction {
  readonly cycle: number;
  readonly instruction: Instruction;
  /** Issued `times` times, `interval` cycles apart (the ISA's Repeat n, d). */
  readonly times: number;
  readonly interval: number;
  /** The line of the assembly text it came from. */
  readonly line?: number;
}

export interface Program {
  readonly instructions: readonly PlacedInstruction[];
}

interface Placing {
  readonly cycle: number;
  readonly times?: number;
  readonly interval?: number;
}

export interface ProgramBuilder {
  /** Places an instruction; cycles count from the queue's last Sync, or from the start. */
  place(placing: Placing, instruction: Instruction): void;
  build(): Program;
}

/** A builder that only collects; what is wrong with a program is said when it is dispatched and run. */
export function programBuilder(): ProgramBuilder {
  const instructions: PlacedInstruction[] = [];
  return {
    place({ cycle, times = 1, interval = 1 }, instruction) {
      if (times === 0) return;
      instructions.push({ cycle, times, interval: times === 1 ? 1 : interval, instruction });
    },
    build: () => ({ instructions }),
  };
}

/** Every single issue of a program, in the order of time; equal cycles keep the order of the program. */
interface Timeline {
  /** Index into the placed instructions, issue by issue. */
  readonly instruction: Int32Array;
  /** Which repetition it is. */
  readonly repetition: Int32Array;
  readonly cycle: Int32Array;
}

export const timelineLimits = { issues: 50_000_000, cycles: 200_000_000 } as const;

interface ProgramExtent {
  readonly issues: number;
  readonly lastCycle: number;
}

export function extentOf(instructions: readonly PlacedInstruction[]): ProgramExtent {
  let [issues, lastCycle] = [0, 0];
  for (const { cycle, times, interval } of instructions) {
    issues += times;
    lastCycle = Math.max(lastCycle, cycle + (times - 1) * interval);
  }
  return { issues, lastCycle };
}

/** A counting sort over cycles: linear in issues and cycles, and stable. */
export function timelineOf(
  instructions: readonly PlacedInstruction[],
  { issues, lastCycle }: ProgramExtent,
): Timeline {
  const starts = new Int32Array(lastCycle + 2);
  const visit = (each: (index: number, repetition: number, cycle: number) => void): void => {
    for (const [index, { cycle, times, interval }] of instructions.entries()) {
      for (let repetition = 0; repetition < times; repetition += 1) {
        each(index, repetition, cycle + repetition * interval);
      }
    }
  };
  visit((_, __, cycle) => {
    starts[cycle + 1] = (starts[cycle + 1] ?? 0) + 1;
  });
  for (let cycle = 1; cycle < starts.length; cycle += 1) {
    starts[cycle] = (starts[cycle] ?? 0) + (starts[cycle - 1] ?? 0);
  }
  const timeline = {
    instruction: new Int32Array(issues),
    repetition: new Int32Array(issues),
    cycle: new Int32Array(issues),
  };
  visit((index, repetition, cycle) => {
    const place = starts[cycle] ?? 0;
    starts[cycle] = place + 1;
    timeline.instruction[place] = index;
    timeline.repetition[place] = repetition;
    timeline.cycle[place] = cycle;
  });
  return timeline;
}
