import { failure, success, type Result } from '#shared/result';
import type { Refusal } from '#shared/refusal';
import { describeInstruction } from './assembly-writer';
import { BARRIER_CYCLES } from './latency';
import type { PlacedInstruction, Program } from './program';
import { queueOf } from './queues';

/** A program whose cycles all count from its start: barriers are resolved and every queue's order is known. */
export interface DispatchedProgram {
  readonly instructions: readonly PlacedInstruction[];
  readonly barriers: number;
}

/**
 * Resolves Sync and Notify. A queue's cycles count from the start until its Sync, then from the release. A Notify
 * reaches every queue 35 cycles later (ISCA 2020, section III.A); a queue that parks after that would wait for ever,
 * which is refused, as is a Sync without a Notify.
 */
export function dispatch(program: Program): Result<DispatchedProgram, Refusal> {
  const control = program.instructions.some(({ instruction }) => instruction.unit === 'control');
  if (!control) return success({ instructions: program.instructions, barriers: 0 });
  const queues = byQueue(program.instructions);
  const instructions: PlacedInstruction[] = [];
  const base = new Map<string, number>();
  const next = new Map<string, number>();
  let barriers = 0;
  for (;;) {
    const parked: { readonly queue: string; readonly at: number; readonly sync: PlacedInstruction }[] = [];
    const notices: number[] = [];
    for (const [queue, placed] of queues) {
      const stop = advance({ queue, placed, base, next, instructions, notices });
      if (stop !== undefined) parked.push({ queue, ...stop });
    }
    if (parked.length === 0) return success({ instructions, barriers });
    const notice = Math.min(...notices);
    const waiting = parked.find(({ at }) => at > notice + BARRIER_CYCLES);
    const stuck = notices.length === 0 ? parked[0] : waiting;
    if (stuck !== undefined) return failure(waitsForEver(stuck.sync));
    barriers += 1;
    for (const { queue } of parked) base.set(queue, notice + BARRIER_CYCLES);
  }
}

function byQueue(instructions: readonly PlacedInstruction[]): Map<string, PlacedInstruction[]> {
  const queues = new Map<string, PlacedInstruction[]>();
  for (const placed of instructions) {
    const queue = queueOf(placed.instruction);
    const entries = queues.get(queue) ?? [];
    entries.push(placed);
    queues.set(queue, entries);
  }
  return queues;
}

interface Queue {
  readonly queue: string;
  readonly placed: readonly PlacedInstruction[];
  readonly base: ReadonlyMap<string, number>;
  readonly next: Map<string, number>;
  readonly instructions: PlacedInstruction[];
  readonly notices: number[];
}

/** Issues a queue's instructions up to its next Sync, which it returns with the cycle at which the queue parks. */
function advance({ queue, placed, base, next, instructions, notices }: Queue) {
  const start = base.get(queue) ?? 0;
  for (let index = next.get(queue) ?? 0; index < placed.length; index += 1) {
    const entry = placed[index];
    if (entry === undefined) break;
    const cycle = start + entry.cycle;
    next.set(queue, index + 1);
    if (entry.instruction.op === 'sync') return { at: cycle, sync: entry };
    if (entry.instruction.op === 'notify') notices.push(cycle);
    else instructions.push({ ...entry, cycle });
  }
  return undefined;
}

const waitsForEver = (sync: PlacedInstruction): Refusal => ({
  code: 'lpu-deadlock',
  message: `${describeInstruction(sync)} waits for a Notify that never comes.`,
  params: { instruction: describeInstruction(sync) },
});
