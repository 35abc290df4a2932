import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { describeInstruction } from './assembly-writer';
import { problemOf } from './check-instruction';
import { dispatch } from './dispatch';
import { execute } from './execute';
import type { Instruction } from './instructions';
import { functionalDelay, SUPERLANE_DELAY } from './latency';
import { machineOf, unitCapacities, type Machine, type UnitCounts } from './machine';
import type { Memory } from './memory';
import { evaluate } from './mxm';
import type { PlacedInstruction, Program } from './program';
import { extentOf, timelineLimits, timelineOf } from './timeline';

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
export function runSystem(loads: readonly ChipLoad[], cables: readonly Cable[]): Result<SystemRun, Refusal> {
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
    machines.push(machineOf({ name, instructions, sent, ...(memory === undefined ? {} : { memory }) }));
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
  const message = `The program has ${issues} issues over ${lastCycle} cycles, more than the simulator runs.`;
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
  for (const machine of machines) for (const plane of machine.planes) evaluate(plane);
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
