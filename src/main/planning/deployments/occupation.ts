import { ownValue } from '#shared/schema/own-value';
import { effectiveCatalogue } from '#main/planning/context/effective-catalogue';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { derive, given } from '#main/planning/derivation/derive';
import type { RackInventory } from '#main/planning/placement/inventory';
import { replicaDevices } from '#main/simulator/case/resolved-case';
import { directoryOf } from '#main/simulator/resolve/directory';
import { resolveCase } from '#main/simulator/resolve/resolve-case';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Derived } from '#shared/plan/derived';
import type { DeploymentId } from '#shared/schema/ids';
import { watts, type Watts } from '#shared/units/units';
import type { Prediction } from './deployments';

/** A deployment that runs: what it takes of the accelerators, what each of them draws, and what it serves. */
export interface Run {
  readonly deployment: DeploymentId;
  readonly name: string;
  readonly hardware: string;
  /** Accelerators of one replica; all of them must live for it to serve. */
  readonly perReplica: number;
  readonly replicas: number;
  readonly outputTokensPerSecond: number;
  /** Of one accelerator with its share of the host, at the wall; undefined where no power is published. */
  readonly powerPerAccelerator: Derived<Watts> | undefined;
}

// The account of the GPU power model on cases it has not seen: 15 % (docs/models/gpu.md, facts A4.7).
const GPU_POWER_ERROR = 0.15;

/** How far the predicted power may be off, as factors: the model's account for GPUs, the published range for LPUs. */
function spreadOf(hardware: string, { catalogue, figures }: PlanningContext): readonly [number, number] {
  const entry = ownValue(catalogue.accelerators, hardware);
  const published = figures.at<Watts>(`accelerators/${hardware}/power.typical`, 'W');
  if (entry?.kind !== 'lpu' || published === undefined || published.typical === 0)
    return [1 - GPU_POWER_ERROR, 1 + GPU_POWER_ERROR];
  return [published.low / published.typical, published.high / published.typical];
}

function powerOf(
  total: Watts | undefined,
  {
    deployment,
    accelerators,
  }: { readonly deployment: Prediction['deployment']; readonly accelerators: number },
  context: PlanningContext,
): Derived<Watts> | undefined {
  if (total === undefined) return undefined;
  const each = total / accelerators;
  const [low, high] = spreadOf(deployment.estimate.hardware, context);
  return derive({
    formula: 'power-per-accelerator',
    unit: 'W',
    inputs: [
      {
        name: 'power.deployment',
        of: deployment.name,
        value: given(total, 'W', `deployments/${deployment.id}/result/serverPowerWatts`),
      },
      { name: 'accelerators', value: given(accelerators as Watts, '1', `deployments/${deployment.id}`) },
    ],
    range: { low: watts(each * low), typical: watts(each), high: watts(each * high) },
  });
}

const directories = new WeakMap<Catalogue, ReturnType<typeof directoryOf>>();

function directoryFor(context: PlanningContext): ReturnType<typeof directoryOf> {
  const catalogue = effectiveCatalogue(context.catalogue, context.scenario);
  const known = directories.get(catalogue) ?? directoryOf(catalogue);
  directories.set(catalogue, known);
  return known;
}

/** The deployments that can run, in the order of their ids; what does not fit or is no valid case runs nowhere. */
export function runsOf(predictions: readonly Prediction[], context: PlanningContext): readonly Run[] {
  if (predictions.length === 0) return [];
  const directory = directoryFor(context);
  return predictions.flatMap(({ deployment, result }): readonly Run[] => {
    if ('error' in result || !result.fits) return [];
    const resolved = resolveCase({ ...deployment.estimate, id: deployment.id }, directory);
    if (!resolved.ok) return [];
    const { replicas } = resolved.value.parallelism;
    const perReplica = replicaDevices(resolved.value.parallelism);
    const asked = { deployment, accelerators: perReplica * replicas };
    return [
      {
        deployment: deployment.id,
        name: deployment.name,
        hardware: deployment.estimate.hardware,
        perReplica,
        replicas,
        outputTokensPerSecond: result.outputTokensPerSecond,
        powerPerAccelerator: powerOf(result.serverPowerWatts, asked, context),
      },
    ];
  });
}

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
