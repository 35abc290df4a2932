import type { MoneyRange } from '../money';
import type { RackUnits, Watts } from '../units';

/** What a fleet is from one day on, until the next. */
export interface DatedPlan {
  /** The first day; or `before`, the time before all dated changes, or `end`, that after all of them, dated or not. */
  readonly from: string;
  /** What comes and goes then: the first names, and how many there are. */
  readonly comes: NamedChanges;
  readonly goes: NamedChanges;
  readonly racks: number;
  readonly devices: number;
  readonly typicalWatts: Watts;
  readonly nameplateWatts: Watts;
  readonly usedUnits: RackUnits;
  readonly capital: MoneyRange;
  readonly totalPerYear: MoneyRange;
  /** Errors of the plan on these days. */
  readonly errors: number;
}

export interface NamedChanges {
  readonly count: number;
  readonly names: readonly string[];
}

/** So many days of change are planned at most; a schedule of several years by weeks. */
export const MOST_CHANGE_DAYS = 400;
/** So many names are told of each day. */
export const NAMES_TOLD = 20;
