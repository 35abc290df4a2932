import type { Need, ServiceVerdict } from '#shared/serving/verdict';
import type { VersionedForm } from '#shared/json/versioned';
import type { CurrencyCode } from '#shared/money/money';
import type { ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import type { Range } from '#shared/units/range';

/** A choice with something to pay, of which less is better, and something to get, of which more is. */
interface Choice {
  readonly gain: number;
  readonly price: number;
}

/** Whether one choice is at least as good both ways and better in one. */
export const dominates = (a: Choice, b: Choice): boolean =>
  a.gain >= b.gain && a.price <= b.price && (a.gain > b.gain || a.price < b.price);

/**
 * Which choices no other dominates, as a flag for each in their order; equal ones stand or fall together. Found by one
 * pass over the choices from the largest gain down.
 */
export function paretoFlags(choices: readonly Choice[]): readonly boolean[] {
  const order = choices
    .map((choice, index) => ({ ...choice, index }))
    .sort((a, b) => b.gain - a.gain || a.price - b.price);
  const flags = choices.map(() => false);
  let best: Choice | undefined;
  for (const { gain, price, index } of order) {
    const equal = best?.gain === gain && best.price === price;
    if (best !== undefined && !equal && best.price <= price) continue;
    flags[index] = true;
    best = { gain, price };
  }
  return flags;
}

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

type Placed = Pick<
  ComparedPoint,
  'evidence' | 'model' | 'weightBits' | 'tokensPerSecondPerUser' | 'perMillionTokens'
>;

/** What a point competes in: an estimate does not beat a measurement, nor 8-bit weights those of 16 bits. */
export const raceOf = ({ evidence, model, weightBits }: Placed): string =>
  `${evidence} ${model} ${weightBits}`;

/** Whether each point stands on the front of its race: nobody is both cheaper per token and faster to a user. */
export function frontFlags(points: readonly Placed[]): readonly boolean[] {
  const races = new Map<string, number[]>();
  points.forEach((point, index) => {
    const race = races.get(raceOf(point));
    if (race === undefined) races.set(raceOf(point), [index]);
    else race.push(index);
  });
  const flags = points.map(() => false);
  for (const members of races.values()) {
    const choices = members.flatMap((index) => {
      const point = points[index];
      return point === undefined
        ? []
        : [{ gain: point.tokensPerSecondPerUser, price: point.perMillionTokens.typical }];
    });
    paretoFlags(choices).forEach((flag, place) => {
      flags[members[place] ?? 0] = flag;
    });
  }
  return flags;
}

const SCENARIOS = 50;
const ROWS = 200;
const ids = z.array(z.string().max(100));

export const comparedLimits = { scenarios: SCENARIOS, noteLength: 2_000 } as const;

/** How the user arranged the compare screen: what stands side by side, in which order, and what is noted of it. */
export const Compared = z.strictObject({
  id: z.string().max(100),
  /** Scenario ids in the order of the columns. Deleted ones fall out by themselves. */
  scenarios: ids.max(SCENARIOS),
  /** What the others are measured against; the first column where it is left out or gone. */
  baseline: z.string().max(100).optional(),
  /** Columns that stay in sight at the left, and rows that stand above all others. */
  pinnedScenarios: ids.max(SCENARIOS).default([]),
  pinnedRows: ids.max(ROWS).default([]),
  /** Notes by scenario id and by the name of the row. */
  scenarioNotes: z.record(z.string().max(100), z.string().max(comparedLimits.noteLength)).default({}),
  rowNotes: z.record(z.string().max(100), z.string().max(comparedLimits.noteLength)).default({}),
});
export type Compared = Readonly<z.infer<typeof Compared>>;

/** Arrangements as the database keeps them. */
export const comparedForm: VersionedForm = { what: 'comparison', version: 1, migrations: {} };
