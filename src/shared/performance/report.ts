import type { Precision } from '#shared/catalogue/entries';
import type { Range } from '#shared/units/range';

/** What stands behind one estimate: where the time of a step or a token goes, and how far the hardware's limits are. */

/** Families of kernels and other work in a GPU's step, in the order of a bar. */
export const gpuWork = [
  'projections',
  'feed-forward',
  'experts',
  'output-head',
  'attention',
  'elementwise',
  'all-reduce',
  'expert-exchange',
  'handover',
  'host',
] as const;
export type GpuWork = (typeof gpuWork)[number];

/** Where one token's time goes on an LPU pipeline, in the order of a bar. */
export const lpuWork = ['weights', 'cache', 'vector', 'lanes', 'fill', 'network', 'synchronisation'] as const;
export type LpuWork = (typeof lpuWork)[number];

export interface WorkShare<Work extends string> {
  readonly work: Work;
  readonly seconds: number;
}

/** One step of one replica, with what each of its accelerators computes and reads in it. */
export interface GpuStep {
  readonly phase: 'prefill' | 'decode';
  readonly sequences: number;
  /** New tokens of each sequence: a prompt in prefill, one in decode. */
  readonly tokens: number;
  readonly context: number;
  readonly seconds: number;
  /** They add up to `seconds`; families without any are left out. */
  readonly parts: readonly WorkShare<GpuWork>[];
  readonly flopsPerAccelerator: number;
  readonly bytesPerAccelerator: number;
}

/** A roof of the roofline: what one accelerator computes at most in some precision, by its data sheet. */
export interface ComputeRoof {
  readonly precision: Precision;
  readonly flopsPerSecond: number;
}

export interface GpuReport {
  readonly kind: 'gpu';
  readonly id: string;
  readonly hardware: string;
  readonly steps: readonly GpuStep[];
  readonly roofs: readonly ComputeRoof[];
  /** The precision that the products of this case are computed in. */
  readonly computedIn: Precision;
  readonly memoryBytesPerSecond: number;
  /** Below 1 where a power cap slows the part. */
  readonly clock: number;
}

export interface LpuReport {
  readonly kind: 'lpu';
  readonly id: string;
  readonly hardware: string;
  readonly split: { readonly tensor: number; readonly pipeline: number; readonly replicas: number };
  readonly tokenSeconds: number;
  readonly parts: readonly WorkShare<LpuWork>[];
  /** Share of one token's time for which a chip of its stage holds each unit. */
  readonly unitShare: Readonly<Record<string, number>>;
  /** Nodes and racks that the chips of the case make up. */
  readonly nodes: number;
  readonly racks: number;
  readonly mostHops: number;
  readonly chipWatts: Range | undefined;
  /** Users whose cache the SRAM of one replica holds. */
  readonly usersHeld: number;
}

export type PerformanceReport = GpuReport | LpuReport;
