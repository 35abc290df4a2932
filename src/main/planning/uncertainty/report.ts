import { planningContext } from '#main/planning/context/planning-context';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { type CurrencyCode, minorUnitsPerMajor, moneyOf } from '#shared/money/money';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import {
  type Band,
  type DrawnFleet,
  type DrawnMetric,
  drawnMetrics,
  type Duel,
  type UncertaintyReport,
  type UncertaintyRequest,
} from '#shared/uncertainty/uncertainty';
import { drawMetrics, type DrawSpan, type Fleets, fleetsOf, typicalValues } from './draws';
import { metricAt, tornadoOf, turnsOf } from './sensitivity';

/** The value below which this share of sorted values lies, by straight lines between neighbours. */
function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] ?? low;
  return low + (high - low) * (at - below);
}

/** Percentiles and mean of values; undefined where one of them is not a number. */
export function bandOf(values: Float64Array, typical: number): Band | undefined {
  if (values.length === 0 || values.some(Number.isNaN)) return undefined;
  const sorted = values.toSorted();
  const at = (share: number) => percentile(sorted, share);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return {
    p5: at(0.05),
    p10: at(0.1),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    mean,
    typical,
  };
}

export const mapBand = (band: Band, convert: (value: number) => number): Band => ({
  p5: convert(band.p5),
  p10: convert(band.p10),
  p25: convert(band.p25),
  p50: convert(band.p50),
  p75: convert(band.p75),
  p90: convert(band.p90),
  p95: convert(band.p95),
  mean: convert(band.mean),
  typical: convert(band.typical),
});

const moneyMetrics: ReadonlySet<DrawnMetric> = new Set(['capital', 'totalPerYear', 'total', 'energyPerYear']);

/** The scenarios in the currency of the first, or why one of them cannot be. */
export function inOneCurrency(
  scenarios: readonly Scenario[],
  catalogue: Catalogue,
): Result<readonly Scenario[], Refusal> {
  const currency = scenarios[0]?.currency ?? 'USD';
  for (const scenario of scenarios) {
    const { figures } = planningContext(scenario, catalogue);
    if (figures.exchangeRate(scenario.currency, currency) !== undefined) continue;
    const params = { scenario: scenario.name, from: scenario.currency, to: currency };
    const message = `${scenario.name} is in ${scenario.currency}, and there is no exchange rate to ${currency}.`;
    return failure({ code: 'currency-not-convertible', message, params });
  }
  return success(scenarios.map((scenario) => ({ ...scenario, currency })));
}

/** How draws are split so that several workers share them; the split depends on their number alone, never on the workers. */
export function spansOf({ draws, seed }: Pick<UncertaintyRequest, 'draws' | 'seed'>): readonly DrawSpan[] {
  const SPAN = 8_192;
  return Array.from({ length: Math.ceil(draws / SPAN) }, (_, index) => ({
    from: index * SPAN,
    to: Math.min(draws, (index + 1) * SPAN),
    seed,
  }));
}

/** The draws of one span. */
export function drawsOfSpan(
  scenarios: readonly Scenario[],
  span: DrawSpan,
  catalogue: Catalogue,
): Result<Float64Array, Refusal> {
  const same = inOneCurrency(scenarios, catalogue);
  return same.ok ? success(drawMetrics(fleetsOf(same.value, catalogue), span)) : same;
}

interface Drawn {
  readonly fleets: Fleets;
  readonly draws: Float64Array;
}

function column({ fleets, draws }: Drawn, fleet: number, metric: number): Float64Array {
  const width = fleets.models.length * drawnMetrics.length;
  const values = new Float64Array(draws.length / width);
  const first = fleet * drawnMetrics.length + metric;
  for (let draw = 0; draw < values.length; draw += 1)
    values[draw] = draws[draw * width + first] ?? Number.NaN;
  return values;
}

/** Minor units of the currency where the metric is money: whole ones of an amount, not so of a price per something. */
export const reported =
  (metric: DrawnMetric, currency: CurrencyCode) =>
  (value: number): number => {
    if (metric === 'perMillionOutputTokens') return value * minorUnitsPerMajor(currency);
    return moneyMetrics.has(metric) ? moneyOf(value, currency).amount : value;
  };

function fleetReport(
  drawn: Drawn,
  index: number,
  { metric, currency }: { readonly metric: DrawnMetric; readonly currency: CurrencyCode },
): DrawnFleet {
  const { fleets } = drawn;
  const model = fleets.models[index];
  if (model === undefined) throw new RangeError(`There is no fleet ${index}`);
  const typical = typicalValues(fleets.figures);
  const bands: Partial<Record<DrawnMetric, Band>> = {};
  drawnMetrics.forEach((each, place) => {
    const band = bandOf(column(drawn, index, place), metricAt(model, each)(typical));
    if (band !== undefined) bands[each] = mapBand(band, reported(each, currency));
  });
  const inUnits = reported(metric, currency);
  const tornado = tornadoOf(model, fleets, metric).map(({ key, atLow, atHigh }) => ({
    key,
    atLow: inUnits(atLow),
    atHigh: inUnits(atHigh),
  }));
  return { id: model.id, name: model.name, bands, tornado, unpriced: model.unpriced };
}

function duelOf(drawn: Drawn, b: number, metric: DrawnMetric): Duel | undefined {
  const { fleets } = drawn;
  const place = drawnMetrics.indexOf(metric);
  const [first, second] = [column(drawn, 0, place), column(drawn, b, place)];
  const [modelA, modelB] = [fleets.models[0], fleets.models[b]];
  if (modelA === undefined || modelB === undefined) return undefined;
  const typical = typicalValues(fleets.figures);
  const ratios = first.map((value, draw) => value / (second[draw] ?? Number.NaN));
  const ratio = bandOf(ratios, metricAt(modelA, metric)(typical) / metricAt(modelB, metric)(typical));
  if (ratio === undefined) return undefined;
  let cheaper = 0;
  for (const each of ratios) cheaper += each < 1 ? 1 : each === 1 ? 0.5 : 0;
  const turns = turnsOf({ a: modelA, b: modelB }, fleets, metric);
  return { a: 0, b, cheaper: cheaper / ratios.length, ratio, turns };
}

/** What the draws say: percentiles of every total, what moves each fleet, and how often the first costs less than each other. */
export function reportOfDraws(
  { scenarios, metric, draws: count, seed }: UncertaintyRequest,
  draws: Float64Array,
  catalogue: Catalogue,
): Result<UncertaintyReport, Refusal> {
  const same = inOneCurrency(scenarios, catalogue);
  if (!same.ok) return same;
  const fleets = fleetsOf(same.value, catalogue);
  const drawn = { fleets, draws };
  const currency = same.value[0]?.currency ?? 'USD';
  return success({
    currency,
    metric,
    draws: count,
    seed,
    figures: fleets.figures,
    fleets: fleets.models.map((_, index) => fleetReport(drawn, index, { metric, currency })),
    duels: fleets.models.slice(1).flatMap((_, index) => duelOf(drawn, index + 1, metric) ?? []),
  });
}

/** The whole answer in this thread. */
export function uncertainty(
  request: UncertaintyRequest,
  catalogue: Catalogue,
): Result<UncertaintyReport, Refusal> {
  const { scenarios, draws, seed } = request;
  const all = drawsOfSpan(scenarios, { from: 0, to: draws, seed }, catalogue);
  return all.ok ? reportOfDraws(request, all.value, catalogue) : all;
}
