import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ChancesRequest, ComparedChances, FleetChances } from '#shared/compare-chances';
import { minorUnitsPerMajor } from '#shared/money';
import type { Refusal } from '#shared/refusal';
import { success, type Result } from '#shared/result';
import type { Scenario } from '#shared/scenario/schema';
import { drawnMetrics } from '#shared/uncertainty';
import { planningContext } from '../planning-context';
import { plan } from '../plan';
import { bandOf, mapBand } from '../uncertainty/bands';
import { drawMetrics, fleetsOf, typicalValues } from '../uncertainty/draws';
import { inOneCurrency } from '../uncertainty/report';
import { metricAt } from '../uncertainty/sensitivity';
import { acceleratorsPriced } from './fleet';

/** Draws between two reports of progress. */
const SPAN = 1_024;

/**
 * How often each of several fleets is the cheapest, and how often the baseline costs less than each. Fleets whose
 * accelerators have no price take no part: they would win every draw.
 */
export function comparedChances(
  { scenarios, baseline, metric, draws, seed }: ChancesRequest,
  catalogue: Catalogue,
  report: (share: number) => void = () => undefined,
): Result<ComparedChances, Refusal> {
  const base = scenarios[baseline] ?? scenarios[0];
  const same = inOneCurrency(base === undefined ? [] : [base, ...scenarios], catalogue);
  if (!same.ok) return same;
  const [, ...converted] = same.value;
  const fleets = fleetsOf(converted, catalogue);
  const currency = base?.currency ?? 'USD';
  const priced = converted.map((scenario) => isPriced(scenario, catalogue));
  const place = drawnMetrics.indexOf(metric);
  const costs = fleets.models.map(() => new Float64Array(draws));
  for (let from = 0; from < draws; from += SPAN) {
    const to = Math.min(draws, from + SPAN);
    const drawn = drawMetrics(fleets, { from, to, seed });
    const width = fleets.models.length * drawnMetrics.length;
    costs.forEach((cost, fleet) => {
      for (let draw = from; draw < to; draw += 1) {
        const value = drawn[(draw - from) * width + fleet * drawnMetrics.length + place] ?? Number.NaN;
        cost[draw] = priced[fleet] ? value : Number.NaN;
      }
    });
    report(to / draws);
  }
  const wins = cheapestShares(costs);
  const typical = typicalValues(fleets.figures);
  return success({
    currency,
    metric,
    draws,
    seed,
    fleets: fleets.models.map((model, index): FleetChances => {
      const cost = costs[index] ?? new Float64Array();
      const band = priced[index] ? bandOf(cost, metricAt(model, metric)(typical)) : undefined;
      const known = band !== undefined;
      return {
        id: model.id,
        cheapest: known ? (wins[index] ?? 0) : null,
        baselineCheaper: known ? shareCheaper(costs[baseline], cost) : null,
        band: known ? mapBand(band, (value) => value * minorUnitsPerMajor(currency)) : null,
      };
    }),
  });
}

const isPriced = (scenario: Scenario, catalogue: Catalogue): boolean =>
  acceleratorsPriced(plan(scenario, catalogue), planningContext(scenario, catalogue).catalogue);

/** Share of draws in which `a` costs less than `b`; null where one of them has no cost. */
function shareCheaper(a: Float64Array | undefined, b: Float64Array): number | null {
  if (a === undefined || Number.isNaN(a[0] ?? Number.NaN)) return null;
  let cheaper = 0;
  a.forEach((value, draw) => {
    const other = b[draw] ?? Number.NaN;
    cheaper += value < other ? 1 : value === other ? 0.5 : 0;
  });
  return cheaper / a.length;
}

/** Share of draws in which each fleet is the cheapest; fleets that cost the same share the draw. */
function cheapestShares(costs: readonly Float64Array[]): readonly number[] {
  const draws = costs[0]?.length ?? 0;
  const wins = costs.map(() => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (const cost of costs) if ((cost[draw] ?? Number.NaN) < least) least = cost[draw] ?? least;
    const winners = costs.flatMap((cost, index) => (cost[draw] === least ? [index] : []));
    for (const winner of winners) wins[winner] = (wins[winner] ?? 0) + 1 / winners.length;
  }
  return wins.map((won) => won / Math.max(1, draws));
}
