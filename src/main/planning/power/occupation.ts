import type { RackInventory } from '../placement/inventory';
import type { Run } from './runs';

/** Accelerators of one device that a run holds: its own from `from` on, `count` of them. */
export interface Occupied {
  readonly run: Run;
  readonly from: number;
  readonly count: number;
}

export type OccupationOf = (device: string) => readonly Occupied[];

const NOTHING: readonly Occupied[] = [];

interface Waiting {
  readonly runs: readonly Run[];
  next: number;
  /** Accelerators of the next run that have their place already. */
  taken: number;
}

function takenBy(waiting: Waiting, accelerators: number): readonly Occupied[] {
  const occupied: Occupied[] = [];
  let free = accelerators;
  while (free > 0) {
    const run = waiting.runs[waiting.next];
    if (run === undefined) break;
    const needed = run.perReplica * run.replicas - waiting.taken;
    const count = Math.min(free, needed);
    occupied.push({ run, from: waiting.taken, count });
    free -= count;
    waiting.taken += count;
    if (count === needed) {
      waiting.next += 1;
      waiting.taken = 0;
    }
  }
  return occupied;
}

/**
 * Which deployment runs on which device: deployments in the order of their ids take the accelerators of their hardware
 * in the order of the floor, row by row, rack by rack, from the bottom up. What is left over stands idle.
 */
export function occupationOf(racks: readonly RackInventory[], runs: readonly Run[]): OccupationOf {
  if (runs.length === 0) return () => NOTHING;
  const queues = new Map<string, Waiting>();
  for (const { hardware } of runs) {
    if (!queues.has(hardware))
      queues.set(hardware, { runs: runs.filter((run) => run.hardware === hardware), next: 0, taken: 0 });
  }
  const places = new Map<string, readonly Occupied[]>();
  for (const { devices } of racks) {
    for (const { device, type } of devices) {
      const waiting = type.accelerators && queues.get(type.accelerators.type);
      if (waiting === undefined || type.accelerators === undefined) continue;
      const occupied = takenBy(waiting, type.accelerators.count);
      if (occupied.length > 0) places.set(device.id, occupied);
    }
  }
  return (device) => places.get(device) ?? NOTHING;
}
