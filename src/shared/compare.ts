import type { ScenarioId } from './ids';

/** A figure that a comparison shows for every scenario. */
export interface ComparedRow {
  /** Names the row in the message catalogue, such as `cost.capital`. */
  readonly name: string;
  readonly group: 'hardware' | 'racks' | 'power' | 'cost' | 'performance';
  /** A unit, or a currency where values are money in minor units. */
  readonly unit: string;
  /** What counts as better, where that is clear. */
  readonly better?: 'lower' | 'higher';
  readonly cells: readonly ComparedCell[];
  /** Whether any scenario differs from the baseline. */
  readonly differs: boolean;
}

export type ComparedCell =
  | {
      readonly known: true;
      readonly low: number;
      readonly typical: number;
      readonly high: number;
      /** Against the baseline, of the typical values; absent for the baseline itself. */
      readonly difference?: number;
      /** Difference as a share of the baseline; absent where the baseline is zero. */
      readonly share?: number;
    }
  | { readonly known: false; readonly because: string };

export interface Comparison {
  readonly scenarios: readonly { readonly id: ScenarioId; readonly name: string }[];
  readonly baseline: number;
  readonly rows: readonly ComparedRow[];
  /** What makes the scenarios not directly comparable, such as different models or service. */
  readonly warnings: readonly string[];
}
