import type { Remark } from '#shared/remark';

/** What distinguishes one LPU from the first, whose floor plan is published. */
export interface LpuGeneration {
  /** How much faster units and links are taken to be than those of the first generation. */
  readonly speed: number;
  /** Further factors on the interval of the speed. */
  readonly interval: { readonly low: number; readonly high: number };
  readonly remarks: readonly Remark[];
}

const first: LpuGeneration = { speed: 1, interval: { low: 1, high: 1 }, remarks: [] };

/**
 * Of the third generation only SRAM, its bandwidth, the peak and the links are published (docs/facts.md section 2). It is taken to
 * be the first one, faster by the ratio of the two vendor figures of SRAM bandwidth, 150 to 80 TB/s; the interval runs from no
 * gain in what is unexplained to a clean slate.
 */
const third: LpuGeneration = {
  speed: 150 / 80,
  interval: { low: 0.5, high: 2.5 },
  remarks: [{ code: 'groq-3-unpublished', params: {} }],
};

export const generationOf = (hardware: string): LpuGeneration => (hardware === 'groq-lpu-3' ? third : first);
