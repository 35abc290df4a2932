import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { describeInstruction } from './assembly-writer';
import { problemOf } from './check-instruction';
import { execute } from './execute';
import { BARRIER_CYCLES, functionalDelay, SUPERLANE_DELAY } from './geometry';
import { type Instruction, queueOf } from './instructions';
import { type Machine, machineOf, unitCapacities, type UnitCounts, type Work } from './machine';
import type { Memory } from './memory';
import { extentOf, type PlacedInstruction, type Program, timelineLimits, timelineOf } from './program';
import { workWithValues } from './work';
import { counted } from '#shared/text/plural';

/** A program whose cycles all count from its start: barriers are resolved and every queue's order is known. */
interface DispatchedProgram {
  readonly instructions: readonly PlacedInstruction[];
  readonly barriers: number;
}

/**
 * Resolves Sync and Notify. A queue's cycles count from the start until its Sync, then from the release. A Notify
 * reaches every queue 35 cycles later (ISCA 2020, section III.A); a queue that parks after that would wait for ever,
 * which is refused, as is a Sync without a Notify.
 */
function dispatch(program: Program): Result<DispatchedProgram, Refusal> {
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

/** A cable between two links of two chips (or of one); what is sent on one end arrives at the other. */
export interface Cable {
  readonly from: { readonly chip: number; readonly link: number };
  readonly to: { readonly chip: number; readonly link: number };
  readonly latencyCycles: number;
}

export interface ChipLoad {
  readonly program: Program;
  /** What the host put into memory beforehand; the run writes into it. */
  readonly memory?: Memory;
}

export interface SystemRun {
  /** From the start until the last superlane of the last instruction has finished. */
  readonly cycles: number;
  /** How many single issues were executed. */
  readonly issues: number;
  readonly chips: readonly { readonly memory: Memory; readonly utilisation: Readonly<UnitCounts> }[];
}

/** Runs one program on one chip. */
export const runProgram = (program: Program, memory?: Memory): Result<SystemRun, Refusal> =>
  runSystem([memory === undefined ? { program } : { program, memory }], []);

/**
 * Runs chips that share one clock, cycle by cycle, with real values. Refuses broken instructions, conflicts (naming both
 * instructions), streams and links that carry nothing, and barriers that never open.
 */
export const runSystem = (loads: readonly ChipLoad[], cables: readonly Cable[]): Result<SystemRun, Refusal> =>
  runSystemWith(loads, cables, workWithValues);

/** The same with another kind of work for each chip's memory. */
export function runSystemWith(
  loads: readonly ChipLoad[],
  cables: readonly Cable[],
  workOn: (memory: Memory) => Work,
): Result<SystemRun, Refusal> {
  const machines: Machine[] = [];
  for (const [chip, { program, memory }] of loads.entries()) {
    const dispatched = dispatch(program);
    if (!dispatched.ok) return dispatched;
    const { instructions } = dispatched.value;
    const broken = brokenInstruction(instructions);
    if (broken !== undefined) return failure(broken);
    const name = loads.length > 1 ? ` on chip ${chip}` : '';
    const sent = (link: number, cycle: number, bytes: Uint8Array): void => {
      const cable = cables.find(({ from }) => from.chip === chip && from.link === link);
      if (cable === undefined) return;
      machines[cable.to.chip]?.arriving[cable.to.link]?.push({ cycle: cycle + cable.latencyCycles, bytes });
    };
    machines.push(
      machineOf({ name, instructions, sent, workOn, ...(memory === undefined ? {} : { memory }) }),
    );
  }
  return runMachines(machines);
}

function brokenInstruction(instructions: readonly PlacedInstruction[]): Refusal | undefined {
  for (const placed of instructions) {
    const problem = problemOf(placed);
    if (problem === undefined) continue;
    const instruction = describeInstruction(placed);
    const message = `${instruction}: ${problem}.`;
    return { code: 'lpu-instruction', message, params: { instruction, problem } };
  }
  const { issues, lastCycle } = extentOf(instructions);
  if (issues <= timelineLimits.issues && lastCycle <= timelineLimits.cycles) return undefined;
  const message = `The program has ${counted(issues, 'issue')} over ${counted(lastCycle, 'cycle')}, more than the simulator runs.`;
  return { code: 'lpu-program-size', message, limit: timelineLimits.issues, demand: issues };
}

/** Installing precedes everything else of its cycle: weights installed in a cycle serve that cycle's activations. */
const firstInCycle = ({ instruction }: PlacedInstruction): number =>
  instruction.op === 'install-weights' ? 0 : 1;

interface ChipIssue {
  readonly machine: number;
  readonly by: number;
}

function runMachines(machines: readonly Machine[]): Result<SystemRun, Refusal> {
  const sources: ChipIssue[] = machines.flatMap(({ instructions }, machine) =>
    instructions.map((_, by) => ({ machine, by })),
  );
  const placedOf = ({ machine, by }: ChipIssue): PlacedInstruction | undefined =>
    machines[machine]?.instructions[by];
  const order = sources.flatMap((source) => {
    const placed = placedOf(source);
    return placed === undefined ? [] : [{ source, placed }];
  });
  order.sort((a, b) => firstInCycle(a.placed) - firstInCycle(b.placed));
  const placed = order.map((entry) => entry.placed);
  const extent = extentOf(placed);
  const timeline = timelineOf(placed, extent);
  for (let issue = 0; issue < timeline.cycle.length; issue += 1) {
    const entry = order[timeline.instruction[issue] ?? 0];
    const machine = entry === undefined ? undefined : machines[entry.source.machine];
    if (entry === undefined || machine === undefined) break;
    const issued = {
      by: entry.source.by,
      repetition: timeline.repetition[issue] ?? 0,
      cycle: timeline.cycle[issue] ?? 0,
    };
    execute(machine, entry.placed.instruction, issued);
    if (machine.problem !== undefined) return failure(machine.problem);
  }
  for (const machine of machines) for (const plane of machine.planes) machine.work.evaluate(plane);
  return success(summaryOf(machines, placed, extent.issues));
}

const delayOf = ({ op }: Instruction): number => {
  if (op === 'sync' || op === 'notify') return 0;
  if (op === 'load-weights') return functionalDelay.loadWeights;
  if (op === 'install-weights') return functionalDelay.installWeights;
  if (op === 'select' || op === 'rotate') return functionalDelay.shift;
  return functionalDelay[op];
};

function summaryOf(
  machines: readonly Machine[],
  placed: readonly PlacedInstruction[],
  issues: number,
): SystemRun {
  let cycles = 0;
  for (const { cycle, times, interval, instruction } of placed) {
    const end = cycle + (times - 1) * interval + delayOf(instruction) + SUPERLANE_DELAY;
    cycles = Math.max(cycles, end);
  }
  const share = (count: number, capacity: number): number => (cycles === 0 ? 0 : count / (capacity * cycles));
  const chips = machines.map(({ memory, busy }) => ({
    memory,
    utilisation: {
      mem: share(busy.mem, unitCapacities.mem),
      mxm: share(busy.mxm, unitCapacities.mxm),
      vxm: share(busy.vxm, unitCapacities.vxm),
      sxm: share(busy.sxm, unitCapacities.sxm),
      c2c: share(busy.c2c, unitCapacities.c2c),
    },
  }));
  return { cycles, issues, chips };
}

/** What running a kernel on the cycle-exact chip gave. */
export interface KernelRun {
  readonly cycles: number;
  readonly issues: number;
  readonly utilisation: Readonly<UnitCounts>;
  readonly sramBytes: number;
  /** What the check against plain arithmetic found, in words. */
  readonly checked: string;
}
