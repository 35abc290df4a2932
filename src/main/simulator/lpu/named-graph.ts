import type { Hardware } from '#main/simulator/case/resolved-case';
import type { Directory } from '#main/simulator/resolve/directory';
import type { Remark } from '#shared/estimate/result';
import { failure, type Refusal, type Result } from '#shared/refusal/refusal';
import type { Range } from '#shared/units/range';
import { SRAM_BYTES } from './chip/geometry';
import type { KernelRun } from './chip/run';
import type { Graph } from './schedule/graph';

/** The question that `fleetwright lpu` answers; docs/guide/command-line.md fixes its names. */
export interface GraphRequest {
  readonly graph: string;
  readonly chips?: number;
  readonly batch?: number;
  readonly precision?: 'int8' | 'fp16';
  readonly level?: 'cycle' | 'schedule';
  readonly phase?: 'prefill' | 'decode';
  readonly context?: number;
  /** SRAM of one chip as the catalogue has it; what the floor plan shows where left out. */
  readonly sramBytes?: number;
  /** Its id in the catalogue. */
  readonly chipId?: string;
  /** What one chip draws in operation; without it no energy is told. */
  readonly chipWatts?: Range;
}

/** The chip that named graphs run on: the LPU of the catalogue whose floor plan is published. */
export function scheduledChip({ hardware }: Pick<Directory, 'hardware'>): Hardware | undefined {
  for (const chip of hardware.values()) {
    if (!('missing' in chip) && chip.lpu?.ownFloorPlan === true) return chip;
  }
  return undefined;
}

type KnownChip = Pick<GraphRequest, 'chipId' | 'chipWatts'> & { readonly sramBytes: number };

/** What a graph is told of its chip: SRAM and power as the catalogue has them, as every fleet is planned with. */
export function chipOf(directory: Pick<Directory, 'hardware'>): KnownChip {
  const chip = scheduledChip(directory);
  const chipWatts = chip?.power?.operatingWatts;
  return {
    sramBytes: chip?.memoryBytes ?? SRAM_BYTES,
    ...(chip && { chipId: chip.id }),
    ...(chipWatts && { chipWatts }),
  };
}

/** A graph by the name that a user gave it, with what the name leaves open filled in. */
export interface NamedGraph {
  readonly name: string;
  /** What one copy runs. */
  readonly graph: Graph;
  /** All chips that were asked for. */
  readonly chips: number;
  /** Inferences that run beside each other, each on its own chips. */
  readonly copies: number;
  /** How often the graph runs for one inference, such as once per chunk of a prompt. */
  readonly passes: number;
  readonly precision: 'int8' | 'fp16';
  /** Of a language model: whose caches one copy has room for beside its weights. */
  readonly users?: UsersHeld;
  /** Runs it on cycle-exact chips; absent where the chip level has no kernels for it. */
  readonly onChips?: () => Result<KernelRun, Refusal>;
  readonly spread: SpeedSpread;
}

export interface UsersHeld {
  readonly held: number;
  /** Bytes of one user's cache on each chip. */
  readonly bytes: number;
  /** Stages of the pipeline, each of which could work for a user of its own. */
  readonly stages: number;
}

/** Factors on the predicted speed between which the truth is taken to lie four times in five. */
interface SpeedSpread {
  readonly low: number;
  readonly high: number;
}

/**
 * Networks: the published ones that could be compared are met within 6 % (docs/facts.md A2.1, A2.2), and the delays that are assumed
 * move a network of sixty layers by about a tenth. Products follow from published widths and the clock. Collectives: link
 * rates from 12.5 to 15 GB/s are published, and one figure for a hop.
 */
export const spreads = {
  network: { low: 0.85, high: 1.15 },
  kernel: { low: 0.9, high: 1.1 },
  collective: { low: 0.8, high: 1.25 },
} as const satisfies Record<string, SpeedSpread>;

export const badSize = (what: string, value: number, limit: number): Result<never, Refusal> =>
  failure({
    code: 'lpu-size',
    message: `${what} must be from 1 to ${limit}, not ${value}.`,
    path: 'graph',
    limit,
    demand: value,
  });

/** The chips that copies of a graph leave over, in words. */
export function idleNote(chips: number, used: number): readonly Remark[] {
  const idle = chips - used;
  return idle > 0 ? [{ code: 'graph-chips-idle', params: { idle, chips } }] : [];
}
