import type { ThroughputLeft } from '#shared/power/report';
import type { Network } from './network';
import type { OccupationOf } from './occupation';
import type { Run } from './runs';

/** What the fleet still serves after some of its devices went dark. */
export interface Survivors {
  readonly throughput: readonly ThroughputLeft[];
  /** Share of all working accelerators whose replicas stopped. */
  readonly lostShare: number;
}

export type SurvivorsOf = (dark: readonly number[]) => Survivors;

interface Fleet {
  readonly runs: readonly Run[];
  readonly occupation: OccupationOf;
  /** Accelerators of each hardware that stand in the racks. */
  readonly placed: ReadonlyMap<string, number>;
}

/** Each run takes what it needs of the accelerators that live, in order; whole replicas only. */
function restartedReplicas(runs: readonly Run[], alive: ReadonlyMap<string, number>): readonly number[] {
  const left = new Map(alive);
  return runs.map(({ hardware, perReplica, replicas }) => {
    const free = left.get(hardware) ?? 0;
    const restarted = Math.min(replicas, Math.floor(free / perReplica));
    left.set(hardware, free - restarted * perReplica);
    return restarted;
  });
}

/**
 * What remains once devices are dark. A replica stops with any of its accelerators; what was not placed in the racks
 * never ran. Restarted is what whole replicas the surviving accelerators, idle ones among them, could hold.
 */
export function survivorsIn(network: Network, { runs, occupation, placed }: Fleet): SurvivorsOf {
  const working = runs.reduce((sum, { perReplica, replicas }) => sum + perReplica * replicas, 0);
  // A run that found fewer accelerators than it asks for serves with the replicas that are whole.
  const whole = restartedReplicas(runs, placed);
  const untouched = runs.map((run, index): ThroughputLeft => {
    const before = (run.outputTokensPerSecond * (whole[index] ?? 0)) / run.replicas;
    return { deployment: run.deployment, name: run.name, before, after: before, restarted: before };
  });
  return (dark) => {
    if (dark.length === 0 || runs.length === 0) return { throughput: untouched, lostShare: 0 };
    const stopped = new Map<Run, Set<number>>();
    const alive = new Map(placed);
    for (const index of dark) {
      const device = network.devices[index]?.wired.placed;
      if (device?.type.accelerators === undefined) continue;
      const { type, count } = device.type.accelerators;
      alive.set(type, (alive.get(type) ?? 0) - count);
      for (const { run, from, count: held } of occupation(device.device.id)) {
        const replicas = stopped.get(run) ?? new Set<number>();
        stopped.set(run, replicas);
        const last = Math.floor((from + held - 1) / run.perReplica);
        for (let replica = Math.floor(from / run.perReplica); replica <= last; replica += 1)
          replicas.add(replica);
      }
    }
    const restarted = restartedReplicas(runs, alive);
    let lost = 0;
    const throughput = runs.map((run, index): ThroughputLeft => {
      const each = run.outputTokensPerSecond / run.replicas;
      const served = whole[index] ?? 0;
      const gone = [...(stopped.get(run) ?? [])].filter((replica) => replica < served).length;
      lost += gone * run.perReplica;
      return {
        deployment: run.deployment,
        name: run.name,
        before: each * served,
        after: each * (served - gone),
        restarted: each * Math.min(served, Math.max(served - gone, restarted[index] ?? 0)),
      };
    });
    return { throughput, lostShare: working === 0 ? 0 : lost / working };
  };
}
