import type { PlacedInstruction } from './program';

/** Every single issue of a program, in the order of time; equal cycles keep the order of the program. */
export interface Timeline {
  /** Index into the placed instructions, issue by issue. */
  readonly instruction: Int32Array;
  /** Which repetition it is. */
  readonly repetition: Int32Array;
  readonly cycle: Int32Array;
}

export const timelineLimits = { issues: 50_000_000, cycles: 200_000_000 } as const;

export interface ProgramExtent {
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
