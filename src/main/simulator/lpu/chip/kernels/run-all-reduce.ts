import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { LANES } from '#main/simulator/lpu/chip/geometry';
import { type KernelRun, runSystem } from '#main/simulator/lpu/chip/run';
import {
  allReduceCables,
  allReduceMemory,
  allReduceProgram,
  allReduceResult,
  type AllReduceKernel,
} from './all-reduce';
import { counted, written } from '#shared/text/plural';

const MOST_VECTORS = 1_000;

/** Small enough that eight of them never leave INT8. */
const valueAt = (chip: number, vector: number, lane: number): number =>
  ((chip * 31 + vector * 17 + lane * 7) % 31) - 15;

function vectorOf(chip: number, vector: number): Uint8Array {
  const bytes = new Uint8Array(LANES);
  for (let lane = 0; lane < LANES; lane += 1) bytes[lane] = valueAt(chip, vector, lane);
  return bytes;
}

/** Runs an all-reduce on several chips that share one clock, and compares every sum on every chip with plain arithmetic. */
export function runAllReduceOnChips(kernel: AllReduceKernel): Result<KernelRun, Refusal> {
  if (kernel.vectors > MOST_VECTORS) return failure(tooLarge(kernel));
  const chips = Array.from({ length: kernel.chips }, (_, chip) => chip);
  const loads = chips.map((chip) => ({
    program: allReduceProgram(kernel, chip),
    memory: allReduceMemory(kernel, chip, vectorOf),
  }));
  const run = runSystem(loads, allReduceCables(kernel.chips));
  if (!run.ok) return run;
  const mean = { mem: 0, mxm: 0, vxm: 0, sxm: 0, c2c: 0 };
  for (const { utilisation } of run.value.chips) {
    for (const unit of ['mem', 'mxm', 'vxm', 'sxm', 'c2c'] as const) {
      mean[unit] += utilisation[unit] / kernel.chips;
    }
  }
  const wrong = chips.reduce((sum, chip) => {
    const memory = run.value.chips[chip]?.memory;
    return sum + (memory === undefined ? 1 : wrongLanes(allReduceResult(kernel, chip, memory), chips));
  }, 0);
  const shares = kernel.way === 'exchange' ? 1 : kernel.chips;
  return success({
    cycles: run.value.cycles,
    issues: run.value.issues,
    utilisation: { ...mean, c2c: linkUse(kernel, run.value.cycles) },
    sramBytes: (2 * shares + kernel.chips + 1) * kernel.vectors * LANES,
    checked:
      wrong === 0
        ? `INT8 sums of ${counted(kernel.chips, 'chip')}, ${counted(shares * kernel.vectors, 'vector')} on each: equal to plain arithmetic.`
        : `Sums that differ from plain arithmetic: ${written(wrong)}.`,
  });
}

/** Share of all links' time for which they carry something: a vector takes longer on the wire than to be sent. */
const linkUse = ({ starts, chips, carried, vectors }: AllReduceKernel, cycles: number): number =>
  (starts.length * (chips - 1) * carried(vectors)) / (cycles * LINKS_IN_USE);

/** Of the sixteen links, seven lead to the chips of the node and four out of it (docs/facts.md section 1). */
const LINKS_IN_USE = 11;

function wrongLanes(sums: readonly Uint8Array[], chips: readonly number[]): number {
  let wrong = 0;
  for (const [vector, bytes] of sums.entries()) {
    for (let lane = 0; lane < LANES; lane += 1) {
      const expected = chips.reduce((sum, chip) => sum + valueAt(chip, vector, lane), 0);
      if (((bytes[lane] ?? 0) << 24) >> 24 !== expected) wrong += 1;
    }
  }
  return wrong;
}

const tooLarge = ({ vectors }: AllReduceKernel): Refusal => ({
  code: 'lpu-cycle-size',
  message: `The all-reduce is too large for the cycle level: each link would carry ${counted(vectors, 'vector')}; the maximum is ${written(MOST_VECTORS)}. Use --level schedule.`,
  path: 'graph',
  limit: MOST_VECTORS,
  demand: vectors,
});
