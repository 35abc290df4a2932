import { namedIn } from '#main/catalogue/named-in';
import { withUserPrices } from '#main/catalogue/user-prices';
import { planningContext } from '#main/planning/context/planning-context';
import { elevationOf, inventoryOf } from '#main/planning/placement/inventory';
import { plan } from '#main/planning/plan';
import { verdictsOf } from '#main/planning/service/verdicts';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { ServiceVerdict } from '#shared/serving/verdict';
import { namedVerdict } from '#shared/serving/verdict-words';
import { multiplyMoney, sumMoney } from '#shared/money/money';
import type { MoneyRate, MoneyRateRange } from '#shared/money/money-rate';
import type { Plan } from '#shared/plan/plan';
import {
  type PerformanceSheet,
  type Quote,
  QUOTE_FORMAT,
  QUOTE_VERSION,
  type UsedRate,
} from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';
import type { RackElevation } from '#shared/rack/elevation';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { DeploymentId } from '#shared/schema/ids';
import { interTokenSeconds, stepSeconds } from '#shared/serving/service';
import { appLanguageOf, type QuoteLanguage } from '#shared/language/quote-language';
import { type AssumptionInput, assumptionsOf } from './assumptions';
import { enteredCurrencies, inOneCurrency } from './entered';
import { byItem, excludedGoods, goodsOf, type GoodsSection, unpricedGoods } from './goods';
import { internalNotesOf } from './internal-notes';
import { problemMessages, type QuoteFormats, quoteFormats, quoteMessages, serviceMessages } from './language';
import { type LineInput, linesOf, type QuoteLines } from './lines';
import { marginsOf } from './margins';
import { ratesInPrices } from './price-source';
import { ratesOf, withQuotedRates } from './rates';
import { refuseLines, refuseRequest } from './refusals';
import { netLines, totalsOf } from './totals';

/** Every rack as it would stand, in floor order. */
const elevationsOf = ({ scenario, plan, catalogue }: AssumptionInput): readonly RackElevation[] =>
  inventoryOf(planningContext(scenario, catalogue)).racks.flatMap((inventory) => {
    const planned = plan.racks[inventory.rack.id];
    return planned === undefined ? [] : [elevationOf(inventory, planned)];
  });

/** What each deployment that fits is predicted to do. */
export function performanceOf({
  scenario,
  plan,
  catalogue,
  ...speaking
}: Pick<AssumptionInput, 'scenario' | 'plan' | 'catalogue'> & QuoteSpeaking): readonly PerformanceSheet[] {
  const verdicts = verdictsOf({ scenario, deployments: plan.deployments }, catalogue);
  return plan.deployments.flatMap(({ id, name, result, serviceCost }) => {
    const asked = scenario.deployments[id]?.estimate;
    if (asked === undefined || !('fits' in result) || !result.fits) return [];
    const { interval } = result;
    return [
      {
        name,
        model: catalogue.models[asked.model]?.name ?? asked.model,
        hardware: catalogue.accelerators[asked.hardware]?.name ?? asked.hardware,
        devices: asked.devices,
        weights: asked.weights ?? '',
        inputTokens: asked.input,
        outputTokens: asked.output,
        ...(asked.batch === undefined ? {} : { batch: asked.batch }),
        outputTokensPerSecond: result.outputTokensPerSecond,
        ...(interval === undefined
          ? {}
          : {
              interval: {
                level: interval.level,
                low: interval.outputTokensPerSecond[0],
                high: interval.outputTokensPerSecond[1],
              },
            }),
        outputTokensPerSecondPerUser: result.outputTokensPerSecondPerUser,
        timeToFirstTokenSeconds: result.timeToFirstTokenSeconds,
        timePerOutputTokenSeconds: stepSeconds(result),
        interTokenLatencySeconds: interTokenSeconds(result),
        ...(result.energyPerOutputTokenJoules === undefined
          ? {}
          : { energyPerOutputTokenJoules: result.energyPerOutputTokenJoules }),
        ...objectivesOf(id, verdicts, speaking),
        ...(serviceCost === undefined
          ? {}
          : { perMillionOutputTokens: costAtSpeeds(serviceCost.perMillionOutputTokens, result) }),
      },
    ];
  });
}

/** In what language, and how figures are written. */
interface QuoteSpeaking {
  readonly language: QuoteLanguage;
  readonly formats: QuoteFormats;
}

/** What the workloads of a deployment ask for and get, where they ask for something. */
function objectivesOf(
  deployment: DeploymentId,
  verdicts: readonly ServiceVerdict[],
  { language, formats }: QuoteSpeaking,
): Pick<PerformanceSheet, 'objectives'> {
  const words = { number: formats.plain, seconds: formats.seconds };
  const own = verdicts.filter(
    ({ deployments, state }) => deployments.includes(deployment) && state !== 'undeclared',
  );
  if (own.length === 0) return {};
  const speaking = { say: serviceMessages(language), words };
  return {
    objectives: own.map((verdict) => {
      const { need, name, state, requestsPerSecond, objective, judged, served } = verdict;
      return {
        said: namedVerdict(verdict, speaking),
        verdict: {
          need,
          name,
          state,
          requestsPerSecond,
          ...(objective === undefined ? {} : { objective }),
          ...(judged === undefined ? {} : { judged }),
          ...(served === undefined ? {} : { served: { ...served } }),
        },
      };
    }),
  };
}

/** The lowest cost where the fleet is as fast as its interval allows, the highest where it is as slow. */
function costAtSpeeds(
  { low, typical, high }: MoneyRateRange,
  { outputTokensPerSecond, interval }: EstimateAnswer,
): PerformanceSheet['perMillionOutputTokens'] {
  const [slow, fast] = interval?.outputTokensPerSecond ?? [outputTokensPerSecond, outputTokensPerSecond];
  const at = ({ micros, currency }: MoneyRate, speed: number): MoneyRate => ({
    micros: Math.round((micros * outputTokensPerSecond) / speed),
    currency,
  });
  return {
    low: at(low, Math.max(fast, outputTokensPerSecond)),
    typical: at(typical, outputTokensPerSecond),
    high: at(high, Math.min(slow, outputTokensPerSecond)),
  };
}

interface QuoteInput {
  readonly request: QuoteRequest;
  /** The plan of the request's scenario, in the currency of the quote. */
  readonly plan: Plan;
  readonly catalogue: Catalogue;
}

/**
 * The offer that a plan leads to. Its goods are the capital lines of the racks, so that quote and cost plan share one
 * price lookup; their unit prices are typical values unless the seller sets others. Refused with a reason: a quote of
 * nothing, an item without a price unless it is left out knowingly, a discount above the whole, an unknown tax code,
 * currencies without a rate between them, payments that do not add up, and a last day before the first.
 *
 * Each amount is a whole number of minor units. A unit price, a discount, a tax and a conversion are each rounded once,
 * half away from zero; all else is a product with a whole number or a sum (decision record on money).
 */
export function buildQuote({ request, plan, catalogue }: QuoteInput): Result<Quote, Refusal> {
  const translate = quoteMessages(request.language);
  const { currency } = plan.cost;
  const rateOf = ratesOf(catalogue, request.scenario);
  const formats = quoteFormats(request.language);
  const asked = { request, plan, catalogue, translate, formats, currency, rateOf };
  const refused = refuseRequest({ ...asked, goods: goodsOf(plan, request) });
  if (refused !== undefined) return failure(refused);
  const input: LineInput = { ...asked, request: inOneCurrency(request, { currency, rateOf }) };
  const lines = linesOf(input);
  const subtotal = sumMoney(
    lines.sections.map(({ total }) => total),
    currency,
  );
  const refusedLines = refuseLines(lines, input.request, subtotal);
  if (refusedLines !== undefined) return failure(refusedLines);
  const entered = [...enteredCurrencies(request)].flatMap((from) =>
    from === currency ? [] : (rateOf(from, currency) ?? []),
  );
  return success(quoteOf(lines, input, entered));
}

function quoteOf(lines: QuoteLines, input: LineInput, entered: readonly UsedRate[]): Quote {
  const { request, plan, catalogue, translate, formats, currency } = input;
  const { scenario, language, incoterm } = request;
  const totals = totalsOf(lines, input);
  const describing = { scenario, plan, catalogue, translate, formats };
  const rates = usedRates(input, [...entered, ...(totals.alsoIn === undefined ? [] : [totals.alsoIn.rate])]);
  const included = lines.sections.flatMap((section) => section.lines);
  const nets = netLines(included, totals.discount);
  const costed = included.map((line, index) => ({ line, sell: nets[index] ?? line.extended }));
  return {
    format: QUOTE_FORMAT,
    schemaVersion: QUOTE_VERSION,
    number: request.number,
    revision: request.revision,
    issuedOn: request.issuedOn,
    validUntil: request.validUntil,
    language,
    currency,
    title: scenario.name,
    seller: request.seller,
    buyer: request.buyer,
    deliverTo: request.deliverTo,
    reference: request.reference,
    options: [...lines.options],
    alternates: [...lines.alternates],
    notIncluded: notIncludedOf(lines.goods),
    ...totals,
    exchangeRates: [...rates],
    ...(incoterm === undefined ? {} : { incoterm }),
    leadTime: request.leadTime,
    assumptions: [
      ...assumptionsOf({
        ...describing,
        currency,
        rates,
        taxed: totals.taxes.length > 0,
        rounding: request.rounding,
      }),
    ],
    notes: request.notes,
    terms: request.terms,
    elevations: request.attach.elevations ? [...elevationsOf(describing)] : [],
    performance: request.attach.performance ? [...performanceOf({ ...describing, language })] : [],
    internal: internalNotesOf({
      ...describing,
      issuedOn: request.issuedOn,
      rates,
      margins: marginsOf(costed, request, currency),
      goodsRange: goodsRangeOf(lines.goods, input),
      describeProblem: problemMessages(language),
    }),
    rounding: request.rounding,
    footprint: {
      racks: plan.totals.racks,
      devices: plan.totals.devices,
      typicalWatts: plan.totals.power.typical.typical,
      maximumWatts: plan.totals.power.maximum.typical,
    },
    scenario,
  };
}

function notIncludedOf(goods: readonly GoodsSection[]): Quote['notIncluded'] {
  const named = (because: 'no-price' | 'excluded', of: Parameters<typeof byItem>[0]) =>
    byItem(of).map(({ item, name, quantity }) => ({ item, description: name, quantity, because }));
  return [...named('no-price', unpricedGoods(goods)), ...named('excluded', excludedGoods(goods))];
}

/** Every rate that an amount was converted with, once. */
function usedRates({ plan, catalogue, currency }: LineInput, others: readonly UsedRate[]) {
  const ofPrices = plan.cost.lines.flatMap(({ unitPrice }) =>
    ratesInPrices(unitPrice, { to: currency, catalogue }),
  );
  const rates = new Map(
    [...ofPrices, ...others].map((rate) => [`${rate.from}/${rate.to}/${rate.rate}`, rate]),
  );
  return [...rates.values()];
}

function goodsRangeOf(
  goods: readonly GoodsSection[],
  { currency }: LineInput,
): Quote['internal']['goodsRange'] {
  const lines = goods.flatMap((section) => section.goods.flatMap(({ line }) => line ?? []));
  const sum = (end: 'low' | 'high') =>
    sumMoney(
      lines.map(({ unitPrice, quantity }) => multiplyMoney(unitPrice[end], quantity)),
      currency,
    );
  return { low: sum('low'), high: sum('high') };
}

/** Plans the scenario in the currency of the quote, with the prices and rates of its day, and makes the offer. */
export function quoteOfScenario(request: QuoteRequest, published: Catalogue): Result<Quote, Refusal> {
  const { userCatalogue, ...rest } = request.scenario;
  const scenario = {
    ...rest,
    currency: request.currency ?? rest.currency,
    ...(userCatalogue === undefined
      ? {}
      : { userCatalogue: { ...userCatalogue, pricesAsOf: request.issuedOn } }),
  };
  const rated = withQuotedRates(namedIn(appLanguageOf(request.language), published), request.exchangeRates);
  return buildQuote({
    request: { ...request, scenario },
    plan: plan(scenario, rated),
    catalogue: withUserPrices(rated, scenario),
  });
}
