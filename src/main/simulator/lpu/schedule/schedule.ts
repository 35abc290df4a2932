import type { Unit } from './graph';

export interface ScheduledOperation {
  readonly name: string;
  readonly chip: number;
  readonly unit: Unit;
  readonly lane: number;
  readonly startCycle: number;
  /** When its last result can be read. */
  readonly endCycle: number;
  /** When the unit is free again. */
  readonly releaseCycle: number;
  /** Where its results lie in the chip's SRAM. */
  readonly place: { readonly address: number; readonly bytes: number };
}

export interface Schedule {
  readonly cycles: number;
  readonly latencySeconds: number;
  readonly operations: readonly ScheduledOperation[];
  /** Cycles that one inference occupies the busiest chip or link: how often the pipeline of chips can start anew. */
  readonly stageCycles: number;
  readonly utilisation: Readonly<Record<Unit, number>>;
  readonly peakSramBytes: readonly number[];
}
