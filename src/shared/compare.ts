import type { Need, ServiceVerdict } from './estimate/verdict';
import type { ScenarioId } from './ids';
import type { CurrencyCode } from './money';
import type { Range } from './range';

export const comparedGroups = ['hardware', 'racks', 'power', 'cost', 'performance', 'service'] as const;
export type ComparedGroup = (typeof comparedGroups)[number];

/** A figure that a comparison shows for every scenario. */
export interface ComparedRow {
  /** Names the row in the message catalogue, such as `cost.capital`. */
  readonly name: string;
  readonly group: ComparedGroup;
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

/**
 * Whether a fleet does what the baseline is asked to do: `undeclared` where the baseline states no objective, `unsure` where the
 * simulation is too near to the objective to tell, `unknown` where nothing is predicted.
 */
export interface ReachedService {
  readonly state: 'meets' | 'misses' | 'unsure' | 'undeclared' | 'unknown';
  readonly needs: readonly ServiceVerdict[];
}

/** How the service of the baseline and of another fleet stand to each other; all but `equal` forbid a plain comparison. */
export type ServiceStanding =
  | 'equal'
  | 'neither-meets'
  | 'only-baseline-meets'
  | 'only-other-meets'
  | 'unsure'
  | 'undeclared'
  | 'unknown';

/** A month from which on another fleet has cost less than the one that had before. */
export interface Crossing {
  readonly month: number;
  /** Index of the scenario that has cost less from this month on. */
  readonly cheaper: number;
}

/** The baseline against one other scenario, as figures that words are made of. */
export interface ComparedVerdict {
  /** Index of the other scenario. */
  readonly other: number;
  /** Of the first deployments, in the order baseline, other; absent where one has none. */
  readonly models?: readonly [string, string];
  /**
   * Pace of one user's tokens, other over baseline: at the rate that is asked for where both are predicted there, else as
   * deployed. Absent where one is not predicted.
   */
  readonly speed?: { readonly ratio: number; readonly at: 'need' | 'deployment' };
  /** Output of all users as deployed, other over baseline. */
  readonly throughputRatio?: number;
  /**
   * Total cost, other over baseline: over all years, or of one year where their years differ. Absent where the accelerators of
   * one have no price.
   */
  readonly cost?: { readonly ratio: number; readonly over: 'years' | 'year' };
  /** Names of what is in no sum, since nobody prices it. */
  readonly unpriced: readonly string[];
  readonly standing: ServiceStanding;
  /** Which fleet has cost less on the first day, and where that turns; absent where one has no price. */
  readonly overMonths?: {
    readonly firstCheaper: number | undefined;
    readonly crossings: readonly Crossing[];
  };
}

/** What a scenario has cost by the end of each month, from the day of purchase; money in minor units. */
export interface ComparedMonths {
  readonly low: readonly number[];
  readonly typical: readonly number[];
  readonly high: readonly number[];
}

export const evidences = ['estimated', 'simulated', 'measured'] as const;
/** How the speed of a point came to be known. */
export type Evidence = (typeof evidences)[number];

/** A fleet at one batch, in the picture of cost per million tokens against the pace that a user sees. */
export interface ComparedPoint {
  /** Index of the scenario. */
  readonly scenario: number;
  readonly deployment: string;
  readonly evidence: Evidence;
  /** Whether it is the deployment as the scenario has it, rather than another batch or somebody's measurement. */
  readonly own: boolean;
  /** Points compete with those of the same model and width of weights only. */
  readonly model: string;
  readonly weightBits: number;
  /** Requests in one replica's step at most, where it is capped. */
  readonly batch?: number;
  readonly tokensPerSecondPerUser: number;
  /** In minor units, not rounded. */
  readonly perMillionTokens: Range;
  /** Of a simulated point: the requests it was served with, those asked of the baseline or a part of what is predicted. */
  readonly load?: { readonly requestsPerSecond: number; readonly of: 'need' | 'prediction' };
  /** The measured case it stands for. */
  readonly measuredCase?: string;
  /** Whether no other point of its evidence, model and width of weights is both cheaper and faster. */
  readonly onFront: boolean;
}

export interface Comparison {
  readonly scenarios: readonly { readonly id: ScenarioId; readonly name: string; readonly years: number }[];
  readonly baseline: number;
  /** Of the baseline, which every amount is in. */
  readonly currency: CurrencyCode;
  readonly rows: readonly ComparedRow[];
  /** What the baseline is asked to do, and all are held to. */
  readonly needs: readonly Need[];
  /** In the order of the scenarios. */
  readonly services: readonly ReachedService[];
  /** One for each scenario but the baseline, in their order. */
  readonly verdicts: readonly ComparedVerdict[];
  /** In the order of the scenarios; absent for one whose accelerators have no price. */
  readonly months: readonly (ComparedMonths | null)[];
  readonly points: readonly ComparedPoint[];
  /** What makes the scenarios not directly comparable, such as different models or service. */
  readonly warnings: readonly string[];
}
