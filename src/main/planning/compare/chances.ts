import { planningContext } from '#main/planning/context/planning-context';
import { plan } from '#main/planning/plan';
import { needsOf } from '#main/planning/service/shares';
import { serviceMeans } from '#main/planning/service/verdicts';
import { drawMetrics, type Fleets, fleetsOf, typicalValues } from '#main/planning/uncertainty/draws';
import { bandOf, inOneCurrency, mapBand, reported } from '#main/planning/uncertainty/report';
import { metricAt } from '#main/planning/uncertainty/sensitivity';
import { estimate } from '#main/simulator/estimate';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ReachedService } from '#shared/compare/comparison';
import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { ChancesRequest, ComparedChances, FleetChances } from '#shared/uncertainty/chances';
import { drawnMetrics } from '#shared/uncertainty/uncertainty';
import { acceleratorsPriced, type PlannedFleet } from './fleet';
import { type NeededSpeed, neededSpeeds, reachedService, servingIn } from './service';

/** Counting draws: the metric of a fleet draw by draw, and in which draws something holds, as 1 or 0. */

/** Share of draws in which it holds. */
const shareOfDraws = (holds: Uint8Array): number =>
  holds.reduce((sum, each) => sum + each, 0) / Math.max(1, holds.length);

/**
 * Share of all draws in which `a` costs less than `b`, equal ones counting half, of those in which something holds where
 * that is given; null where one of them has no cost.
 */
function shareCheaper(a: Float64Array | undefined, b: Float64Array, holds?: Uint8Array): number | null {
  if (a === undefined || Number.isNaN(a[0] ?? Number.NaN)) return null;
  let cheaper = 0;
  a.forEach((value, draw) => {
    if (holds !== undefined && holds[draw] !== 1) return;
    const other = b[draw] ?? Number.NaN;
    cheaper += value < other ? 1 : value === other ? 0.5 : 0;
  });
  return cheaper / a.length;
}

/**
 * Share of draws in which each fleet is the cheapest, fleets that cost the same sharing the draw; among those for which
 * something holds in that draw, where that is given.
 */
function sharesCheapest(
  costs: readonly Float64Array[],
  holds?: readonly (Uint8Array | undefined)[],
): readonly number[] {
  const draws = costs[0]?.length ?? 0;
  const wins = costs.map(() => 0);
  const costIn = (fleet: number, draw: number): number =>
    holds !== undefined && holds[fleet]?.[draw] !== 1 ? Number.NaN : (costs[fleet]?.[draw] ?? Number.NaN);
  for (let draw = 0; draw < draws; draw += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let fleet = 0; fleet < costs.length; fleet += 1) {
      const cost = costIn(fleet, draw);
      if (cost < least) least = cost;
    }
    const winners = costs.flatMap((_, fleet) => (costIn(fleet, draw) === least ? [fleet] : []));
    for (const winner of winners) wins[winner] = (wins[winner] ?? 0) + 1 / winners.length;
  }
  return wins.map((won) => won / Math.max(1, draws));
}

/** Draws between two reports of progress. */
const SPAN = 1_024;

/**
 * How often each of several fleets is the cheapest and how often it meets the baseline's objectives, how often both, and
 * how often the baseline costs less than each. Fleets whose accelerators have no price take no part in costs: they would win every draw.
 */
export function comparedChances(
  request: ChancesRequest,
  catalogue: Catalogue,
  report: (share: number) => void = () => undefined,
): Result<ComparedChances, Refusal> {
  const { scenarios, baseline, metric, draws, seed } = request;
  const base = scenarios[baseline] ?? scenarios[0];
  const same = inOneCurrency(base === undefined ? [] : [base, ...scenarios], catalogue);
  if (!same.ok) return same;
  const [, ...converted] = same.value;
  const needs = base === undefined ? [] : needsOf(base);
  const fleets = fleetsOf(converted, catalogue);
  const judged = converted.map((scenario) => judgedFor(scenario, needs, catalogue));
  const { costs, met } = drawn({ fleets, judged, request, report });
  const currency = base?.currency ?? 'USD';
  const typical = typicalValues(fleets.figures);
  const wins = sharesCheapest(costs);
  const winsThatMeet = sharesCheapest(costs, met);
  const baseMeets = met[baseline];
  return success({
    currency,
    metric,
    draws,
    seed,
    fleets: fleets.models.map((model, index): FleetChances => {
      const { isPriced, needed, service } = judged[index] ?? noneJudged;
      const [cost, meets] = [costs[index] ?? new Float64Array(), met[index]];
      const band = isPriced ? bandOf(cost, metricAt(model, metric)(typical)) : undefined;
      const known = band !== undefined;
      const least = Math.max(0, ...(needed ?? []).map(({ factor }) => factor));
      return {
        id: model.id,
        service,
        cheapest: known ? (wins[index] ?? 0) : null,
        baselineCheaper: known ? shareCheaper(costs[baseline], cost) : null,
        meets: meets === undefined ? null : shareOfDraws(meets),
        baselineCheaperAndMeets:
          known && baseMeets !== undefined ? shareCheaper(costs[baseline], cost, baseMeets) : null,
        cheapestThatMeets: known && meets !== undefined ? (winsThatMeet[index] ?? 0) : null,
        neededSpeed: needed !== undefined && Number.isFinite(least) ? least : null,
        band: known ? mapBand(band, reported(metric, currency)) : null,
      };
    }),
  });
}

interface Judged {
  readonly isPriced: boolean;
  readonly service: ReachedService;
  readonly needed?: readonly NeededSpeed[];
}

const noneJudged: Judged = { isPriced: false, service: { state: 'unknown', needs: [] } };

function judgedFor(scenario: Scenario, needs: ReturnType<typeof needsOf>, catalogue: Catalogue): Judged {
  const fleet: PlannedFleet = { scenario, plan: plan(scenario, catalogue) };
  const own = planningContext(scenario, catalogue).catalogue;
  const needed = neededSpeeds(needs, servingIn(fleet), serviceMeans(scenario, catalogue, estimate));
  return {
    isPriced: acceleratorsPriced(fleet.plan, own),
    service: reachedService(needs, fleet, { catalogue, estimate }),
    ...(needed === undefined ? {} : { needed }),
  };
}

interface Drawing {
  readonly fleets: Fleets;
  readonly judged: readonly Judged[];
  readonly request: ChancesRequest;
  readonly report: (share: number) => void;
}

interface Drawn {
  /** The metric of each fleet in each draw; NaN where it is not priced or has none. */
  readonly costs: readonly Float64Array[];
  /** Whether each fleet meets the objectives in each draw, as 1 or 0; undefined where nobody can say. */
  readonly met: readonly (Uint8Array | undefined)[];
}

function drawn({ fleets, judged, request: { draws, seed, metric }, report }: Drawing): Drawn {
  const place = drawnMetrics.indexOf(metric);
  const width = fleets.models.length * drawnMetrics.length;
  const costs = fleets.models.map(() => new Float64Array(draws));
  const met = judged.map(({ needed }) => (needed === undefined ? undefined : new Uint8Array(draws)));
  const observe = (draw: number, values: ArrayLike<number>): void => {
    met.forEach((meets, fleet) => {
      const speedOf = fleets.models[fleet]?.speedOf;
      const speedAt = ({ deployment }: NeededSpeed): number => values[speedOf?.get(deployment) ?? -1] ?? 1;
      const needed = judged[fleet]?.needed ?? [];
      if (meets !== undefined) meets[draw] = needed.every((each) => speedAt(each) >= each.factor) ? 1 : 0;
    });
  };
  for (let from = 0; from < draws; from += SPAN) {
    const to = Math.min(draws, from + SPAN);
    const metrics = drawMetrics(fleets, { from, to, seed }, observe);
    costs.forEach((cost, fleet) => {
      for (let draw = from; draw < to; draw += 1) {
        const value = metrics[(draw - from) * width + fleet * drawnMetrics.length + place] ?? Number.NaN;
        cost[draw] = judged[fleet]?.isPriced === true ? value : Number.NaN;
      }
    });
    report(to / draws);
  }
  return { costs, met };
}
