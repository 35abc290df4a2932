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

export interface Placing {
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
