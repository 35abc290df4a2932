import type { OccupationOf, Run } from '#main/planning/deployments/occupation';
import type {
  Failure,
  FailureCause,
  FailureReport,
  LoadLevel,
  RackSurvival,
  ThroughputLeft,
  TrippedNode,
} from '#shared/power/report';
import type { Electrical, LoadSharing } from '#shared/scenario/electrical';
import type { Side } from '#shared/scenario/schema';
import type { DeviceId, FeedId, RackId } from '#shared/schema/ids';
import { amperes, watts, type Watts } from '#shared/units/units';
import { type Event, gridOf, type Outcome } from './grid';
import type { Network } from './network';

/** What the fleet still serves after some of its devices went dark. */
interface Survivors {
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

/** What is kept of each list in a report; the counts beside them are whole. */
const failureLimits = { failures: 500, trips: 20, racks: 20 } as const;

interface Imagined {
  readonly cause: FailureCause;
  readonly event: Event;
}

const nodesWhere = (
  network: Network,
  holds: (node: Network['nodes'][number]) => boolean,
): readonly number[] => network.nodes.flatMap((node, index) => (holds(node) ? [index] : []));

/** The UPS, or the utility of a feed without one, that a node of a side hangs from. */
function systemAbove({ nodes }: Network, index: number): number | undefined {
  let system: number | undefined;
  for (let at = index; at >= 0; at = nodes[at]?.parent ?? -1) {
    const kind = nodes[at]?.kind;
    if (kind === 'ups') return at;
    if (kind === 'utility') system = at;
  }
  return system;
}

/**
 * Losing side A is losing the chain of A where it stands highest, and every feed of A. Where several systems share a
 * side, each of them fails alone, and the side is what hangs from none of them.
 */
const sideEvents = (network: Network): readonly Imagined[] =>
  (['A', 'B'] as const).flatMap((side: Side) => {
    const ofSide = nodesWhere(network, (node) => node.side === side);
    const above = ofSide.map((node) => systemAbove(network, node));
    const isOne = new Set(above.filter((system) => system !== undefined)).size < 2;
    const lostNodes = isOne ? ofSide : ofSide.filter((_, index) => above[index] === undefined);
    return lostNodes.length === 0 ? [] : [{ cause: { kind: 'side', side }, event: { lostNodes } }];
  });

function nodeEvent({ nodes, racks }: Network, index: number): readonly Imagined[] {
  const node = nodes[index];
  if (node === undefined) return [];
  const event = { lostNodes: [index] };
  // A bank goes with its strip, which is lost in any case.
  if (node.kind === 'bank') return [];
  if (node.kind !== 'feed' && node.kind !== 'strip')
    return [{ cause: { kind: node.kind, id: node.id, name: node.name }, event }];
  const rack = node.rack === undefined ? undefined : racks[node.rack];
  if (rack === undefined) return [];
  if (node.kind === 'strip') {
    const device = node.id as DeviceId;
    return [{ cause: { kind: 'strip', rack: rack.id, rackName: rack.name, device, name: node.name }, event }];
  }
  return [{ cause: { kind: 'feed', rack: rack.id, rackName: rack.name, feed: node.id as FeedId }, event }];
}

/** One module less than a system has: with a spare one it carries as much as before. */
const moduleEvents = (network: Network, { upsSystems }: Electrical): readonly Imagined[] =>
  network.nodes.flatMap((node, index): readonly Imagined[] => {
    const ups = node.kind === 'ups' ? Object.values(upsSystems).find(({ id }) => id === node.id) : undefined;
    if (ups === undefined || ups.modules < 2) return [];
    const watts = (ups.modules - 1) * ups.moduleWatts;
    return [
      {
        cause: { kind: 'ups-module', id: node.id, name: node.name },
        event: { limits: [{ node: index, watts }] },
      },
    ];
  });

const allEvents = (network: Network, electrical: Electrical): readonly Imagined[] => [
  ...sideEvents(network),
  ...network.nodes.flatMap((_, index) => nodeEvent(network, index)),
  ...moduleEvents(network, electrical),
  { cause: { kind: 'supply' }, event: { lostSupply: true } },
];

function tripped({ nodes, racks }: Network, { trips }: Outcome): readonly TrippedNode[] {
  return trips
    .slice(0, failureLimits.trips)
    .flatMap(({ node: index, step, watts: load, limitWatts, line }): readonly TrippedNode[] => {
      const node = nodes[index];
      if (node === undefined) return [];
      const rack = node.rack === undefined ? undefined : racks[node.rack];
      return [
        {
          kind: node.kind,
          name: node.name,
          rack: rack?.id,
          rackName: rack?.name,
          step,
          load: watts(load),
          limit: watts(limitWatts),
          ...(line !== undefined && {
            line: { name: line.line, current: amperes(line.amperes), limit: amperes(line.limitAmperes) },
          }),
        },
      ];
    });
}

function darkRacksOf({ devices, racks }: Network, dark: readonly number[]) {
  const counts = new Map<number, number>();
  for (const index of dark) {
    const rack = devices[index]?.rack;
    if (rack !== undefined) counts.set(rack, (counts.get(rack) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .flatMap(([index, count]): readonly { rack: RackId; name: string; devices: number }[] => {
      const rack = racks[index];
      return rack === undefined ? [] : [{ rack: rack.id, name: rack.name, devices: count }];
    });
}

/** A failure as it is reported; what is lost for want of cooling comes with the heat that nothing carries away. */
export function failureOf(
  cause: FailureCause,
  {
    outcome,
    network,
    survivors,
    uncooled,
  }: {
    readonly outcome: Outcome;
    readonly network: Network;
    readonly survivors: Survivors;
    readonly uncooled?: Watts;
  },
): Failure {
  const racks = darkRacksOf(network, outcome.dark);
  return {
    cause,
    trips: tripped(network, outcome),
    tripCount: outcome.trips.length,
    darkDevices: outcome.dark.length,
    darkRacks: racks.slice(0, failureLimits.racks),
    darkRackCount: racks.length,
    uncooled,
    ...survivors,
  };
}

const rank: Readonly<Record<FailureCause['kind'], number>> = {
  nothing: 0,
  side: 1,
  utility: 2,
  ups: 3,
  pdu: 4,
  supply: 5,
  'cooling-unit': 6,
  'ups-module': 7,
  feed: 8,
  strip: 9,
};

/** Worst first: throughput lost, then devices dark, then trips; of equal ones the larger cause first. */
export const byHarm = (a: Failure, b: Failure): number =>
  b.lostShare - a.lostShare ||
  b.darkDevices - a.darkDevices ||
  b.tripCount - a.tripCount ||
  rank[a.cause.kind] - rank[b.cause.kind];

const isHarmful = ({ tripCount, darkDevices, uncooled }: Failure): boolean =>
  tripCount > 0 || darkDevices > 0 || uncooled !== undefined;

/** The most devices of each rack that one of the outcomes noted darkens, beside those that are dark already. */
function survivalIn({ devices, racks }: Network, dark: readonly number[]) {
  const [all, already, most] = [0, 1, 2].map(() => new Uint32Array(racks.length));
  const count = (into: Uint32Array | undefined, rack: number | undefined): void => {
    if (into !== undefined && rack !== undefined) into[rack] = (into[rack] ?? 0) + 1;
  };
  for (const { rack } of devices) count(all, rack);
  for (const index of dark) count(already, devices[index]?.rack);
  return {
    note: (lost: readonly number[]): void => {
      const here = new Map<number, number>();
      for (const index of lost) {
        const rack = devices[index]?.rack;
        if (rack !== undefined) here.set(rack, (here.get(rack) ?? 0) + 1);
      }
      for (const [rack, lostHere] of here)
        if (most !== undefined) most[rack] = Math.max(most[rack] ?? 0, lostHere);
    },
    racks: (): readonly RackSurvival[] =>
      racks.flatMap(({ id }, rack) => {
        const devicesHere = all?.[rack] ?? 0;
        const mostDark = (already?.[rack] ?? 0) + (most?.[rack] ?? 0);
        return devicesHere === 0 ? [] : [{ rack: id, devices: devicesHere, mostDark }];
      }),
  };
}

interface FailureQuestion {
  readonly network: Network;
  readonly electrical: Electrical;
  readonly sharing: LoadSharing;
  /** What each device of the network draws, by index, in watts. */
  readonly loads: readonly number[];
  readonly level: LoadLevel;
  readonly survivorsOf: SurvivorsOf;
  /** Failures of cooling units, which follow another path. */
  readonly coolingFailures: readonly Failure[];
}

/**
 * Every single failure of a site and what follows from it: a side, a utility, a UPS or one of its modules, a PDU, a
 * feed, the first supply of every device, a cooling unit. Loads move to the supplies that live; what then carries more
 * than it may trips, nearest to the loads first, until nothing more does. What trips with nothing lost comes first and
 * the failures start from there.
 */
export function examineFailures(question: FailureQuestion): FailureReport {
  const { network, electrical, sharing, loads, level, survivorsOf, coolingFailures } = question;
  const grid = gridOf(network, loads, sharing);
  const normal = grid.settle();
  const found: Failure[] = [
    failureOf({ kind: 'nothing' }, { outcome: normal, network, survivors: survivorsOf(normal.dark) }),
  ];
  const survival = survivalIn(network, normal.dark);
  const events = allEvents(network, electrical);
  for (const { cause, event } of events) {
    const outcome = grid.after(event);
    const harmful = outcome.trips.length > 0 || outcome.dark.length > 0;
    if (!harmful) continue;
    survival.note(outcome.dark);
    const survivors = survivorsOf([...normal.dark, ...outcome.dark]);
    found.push(failureOf(cause, { outcome, network, survivors }));
  }
  const harmful = [...found, ...coolingFailures].filter(isHarmful).sort(byHarm);
  return {
    level,
    racks: survival.racks(),
    failures: harmful.slice(0, failureLimits.failures),
    harmful: harmful.length,
    examined: events.length + coolingFailures.length,
  };
}
