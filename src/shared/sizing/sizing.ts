import { Precision } from '#shared/catalogue/entries';
import type { Bound, Remark } from '#shared/estimate/result';
import type { ServiceVerdict } from '#shared/serving/verdict';
import type { CurrencyCode, MoneyRange } from '#shared/money/money';
import type { MoneyRateRange } from '#shared/money/money-rate';
import type { FitStop } from '#shared/rack/autofit';
import type { Refusal } from '#shared/refusal/refusal';
import { Feed, RackLimits, Scenario } from '#shared/scenario/schema';
import { CatalogueId, ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import type { UserService } from '#shared/serving/service';

/** From a need to fleets that meet it, one per hardware, all held to the same objective. */

const seconds = z.number().positive().max(1e6);
const tokens = z.int().min(1).max(10_000_000);

export const SizingRequest = z.strictObject({
  workload: z.strictObject({
    model: CatalogueId.describe('Model of the catalogue'),
    inputTokens: tokens,
    outputTokens: tokens,
    requestsPerSecond: z
      .number()
      .positive()
      .max(1e6)
      .describe('Mean request rate over the day, at the start'),
    peakFactor: z.number().min(1).max(100).default(1).describe('Peak rate over mean rate'),
    growthPerYear: z.number().min(0).max(10).default(0),
    growthYears: z.number().min(0).max(10).default(0).describe('Years of growth to plan for'),
  }),
  objective: z
    .strictObject({
      timeToFirstTokenSeconds: seconds.optional(),
      timePerOutputTokenSeconds: seconds.optional(),
      percentile: z.number().min(50).max(99.9).default(95),
    })
    .refine(
      ({ timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each }) =>
        first !== undefined || each !== undefined,
      { message: 'an objective needs a time to the first token or a time per output token' },
    )
    .describe('Percentile of requests that must meet both times'),
  /** Servers on top of those that serve, to stand in for failed ones. */
  spareServers: z.int().min(0).max(100).default(0).describe('N + k: spare servers that replace failed ones'),
  /** Precisions of weights that are acceptable; the first that a part computes in is taken. */
  weights: z.array(Precision).min(1).max(6).default(['fp8', 'int8']),
  rack: z
    .strictObject({
      type: CatalogueId.default('rack-42u'),
      feeds: z.array(Feed).max(8).optional().describe('Default: four of 208 V and 60 A, 2N'),
      limits: RackLimits.default({}),
    })
    .prefault({}),
  /** A switch type that goes into every rack; none where null. */
  switchPerRack: CatalogueId.nullable().default('switch-100gbe-32'),
  /** Site, prices, choices and finance terms are taken from it; its racks and devices are not. */
  terms: Scenario,
});
export type SizingRequest = Readonly<z.infer<typeof SizingRequest>>;

export const SizeOnRequest = z.strictObject({ request: SizingRequest, hardware: CatalogueId });

/** A fleet that meets the objective, before it is laid into racks. */
export const SizedDeployment = z.strictObject({
  hardware: CatalogueId,
  serverType: CatalogueId,
  weights: Precision,
  tensorParallel: z.int().min(1).max(100_000),
  pipelineParallel: z.int().min(1).max(100_000),
  replicas: z.int().min(1).max(100_000),
  /** Accelerators that serve; spares and what fills the last server up come on top. */
  devices: z.int().min(1).max(100_000),
  servers: z.int().min(1).max(40_000),
  spareServers: z.int().min(0).max(40_000),
});
export type SizedDeployment = Readonly<z.infer<typeof SizedDeployment>>;

export const LayOutRequest = z.strictObject({
  request: SizingRequest,
  deployment: SizedDeployment,
  id: ScenarioId,
  name: z.string().trim().min(1).max(120),
});
export type LayOutRequest = Readonly<z.infer<typeof LayOutRequest>>;

/** What keeps the fleet from being smaller. */
export type SizeBinding =
  | 'time-to-first-token'
  | 'time-per-output-token'
  | 'throughput'
  /** The model itself does not fit on less. */
  | 'memory';

export type ReachedService = UserService;

/** A limit that stops racks: how many, and what the first would need for one server more, in the limit's unit. */
export interface RackStop extends Pick<FitStop, 'limit' | 'demand' | 'available'> {
  readonly racks: number;
}

export interface SizedFeeds {
  readonly count: number;
  /** What one rack may draw continuously: the weaker side where there are two. */
  readonly usableWattsPerRack: number;
  /** The largest share of it that a rack takes at nameplate power. */
  readonly fullestShare: number;
}

export interface SizedFleet {
  readonly hardware: string;
  readonly name: string;
  readonly meets: true;
  readonly deployment: SizedDeployment;
  readonly accelerators: number;
  readonly racks: number;
  /** What stops racks from holding one more server, the limit that stops most of them first; none where all have room. */
  readonly rackStops: readonly RackStop[];
  /** Feeds of all racks, and the fullest of them at nameplate power against what its feeds carry. */
  readonly feeds: SizedFeeds;
  readonly powerWatts: { readonly low: number; readonly typical: number; readonly high: number };
  /** Types whose power nobody publishes, so that it is in no sum. */
  readonly powerUnknownFor: readonly string[];
  readonly estimated: ReachedService;
  readonly simulated: ReachedService & {
    /** At the objective's percentile, as near as the simulation reports one. */
    readonly percentile: number;
    readonly objectiveMetShare: number;
    readonly requests: number;
  };
  /** The same as every door says it. */
  readonly service: ServiceVerdict;
  readonly binding: SizeBinding;
  /** What the estimate says limits a step. */
  readonly bound: Bound;
  readonly currency: CurrencyCode;
  readonly capital: MoneyRange;
  readonly totalPerYear: MoneyRange;
  readonly total: MoneyRange;
  readonly perMillionOutputTokens?: MoneyRateRange;
  /** Goods in no sum, since nobody prices them. */
  readonly unpriced: readonly string[];
  /** Whether its servers and accelerators have prices; a fleet whose own price is unknown cannot win. */
  readonly serversPriced: boolean;
  /** In English sentences, each of the remark at the same place. */
  readonly warnings: readonly string[];
  readonly remarks: readonly Remark[];
}

/** Why a hardware cannot do it. */
export interface UnsizedFleet {
  readonly hardware: string;
  readonly name: string;
  readonly meets: false;
  readonly refusal: Refusal;
  /** The best it comes to, where it runs the model at all. */
  readonly nearest?: ReachedService & { readonly bound: Bound };
}

export type SizeOutcome = SizedFleet | UnsizedFleet;

export interface SizingReport {
  readonly plannedRequestsPerSecond: number;
  /** Those that meet the objective and are wholly priced, cheapest first; then those with unknown prices; then the others. */
  readonly outcomes: readonly SizeOutcome[];
  readonly winner?: string;
  readonly runnerUp?: string;
  /** Where nothing meets the objective: what comes nearest, and why it falls short. */
  readonly nearest?: UnsizedFleet;
  /** Hardware that was asked for and not sized, since the search was stopped. */
  readonly unfinished?: readonly string[];
}

/** Requests per second at the busiest hour after the growth that is planned for. */
export const plannedRate = ({ workload }: Pick<SizingRequest, 'workload'>): number =>
  workload.requestsPerSecond * workload.peakFactor * (1 + workload.growthPerYear) ** workload.growthYears;

const standing = (outcome: SizeOutcome): number => {
  if (!outcome.meets) return 2;
  return outcome.serversPriced ? 0 : 1;
};

/** How far a fleet falls short: the larger of its two times against what is asked. */
export function shortfall(
  { objective }: Pick<SizingRequest, 'objective'>,
  nearest: ReachedService | undefined,
): number {
  if (nearest === undefined) return Infinity;
  const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each } = objective;
  return Math.max(
    first === undefined ? 0 : nearest.timeToFirstTokenSeconds / first,
    each === undefined ? 0 : nearest.timePerOutputTokenSeconds / each,
  );
}

/** Puts outcomes in order and names winner and runner-up; it may be asked while some are still being worked out. */
export function rankSizes(request: SizingRequest, found: readonly SizeOutcome[]): SizingReport {
  const costOf = (outcome: SizeOutcome) => (outcome.meets ? outcome.total.typical.amount : 0);
  const outcomes = found.toSorted(
    (a, b) =>
      standing(a) - standing(b) ||
      (standing(a) === 2 ? shortOf(request, a) - shortOf(request, b) : costOf(a) - costOf(b)) ||
      (a.hardware < b.hardware ? -1 : 1),
  );
  const [winner, runnerUp] = outcomes.filter((outcome) => standing(outcome) === 0);
  const report = { plannedRequestsPerSecond: plannedRate(request), outcomes };
  if (winner !== undefined)
    return {
      ...report,
      winner: winner.hardware,
      ...(runnerUp === undefined ? {} : { runnerUp: runnerUp.hardware }),
    };
  const nearest = outcomes.find(
    (outcome): outcome is UnsizedFleet => !outcome.meets && outcome.nearest !== undefined,
  );
  return outcomes.some(({ meets }) => meets) || nearest === undefined ? report : { ...report, nearest };
}

const shortOf = (request: SizingRequest, outcome: SizeOutcome): number =>
  outcome.meets ? 0 : shortfall(request, outcome.nearest);
