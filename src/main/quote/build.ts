import type { Catalogue } from '#shared/catalogue/catalogue';
import { multiplyMoney, sumMoney } from '#shared/money';
import type { Plan } from '#shared/plan/plan';
import { QUOTE_FORMAT } from '#shared/quote/format';
import type { Quote, UsedRate } from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { assumptionsOf } from './assumptions';
import { elevationsOf, performanceOf } from './attachments';
import { quoteFormats } from './formats';
import { byItem, excludedGoods, goodsOf, unpricedGoods, type GoodsSection } from './goods';
import { internalNotesOf } from './internal-notes';
import { linesOf, type LineInput, type QuoteLines } from './lines';
import { problemMessages, quoteMessages } from './messages';
import { ratesInPrices } from './price-source';
import { ratesOf } from './rates';
import { refuseLines, refuseRequest } from './refusals';
import { totalsOf } from './totals';

export interface QuoteInput {
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
 * half to even; all else is a product with a whole number or a sum (decision record on money).
 */
export function buildQuote({ request, plan, catalogue }: QuoteInput): Result<Quote, Refusal> {
  const translate = quoteMessages(request.language);
  const { currency } = plan.cost;
  const rateOf = ratesOf(catalogue, request.scenario);
  const input: LineInput = { request, plan, catalogue, translate, currency, rateOf };
  const refused = refuseRequest({ ...input, goods: goodsOf(plan, request) });
  if (refused !== undefined) return failure(refused);
  const lines = linesOf(input);
  const subtotal = sumMoney(
    lines.sections.map(({ total }) => total),
    currency,
  );
  const refusedLines = refuseLines(lines, request, subtotal);
  return refusedLines === undefined ? success(quoteOf(lines, input)) : failure(refusedLines);
}

function quoteOf(lines: QuoteLines, input: LineInput): Quote {
  const { request, plan, catalogue, translate, currency } = input;
  const { scenario, language, incoterm } = request;
  const totals = totalsOf(lines, input);
  const formats = quoteFormats(language);
  const describing = { scenario, plan, catalogue, translate, formats };
  const rates = usedRates(input, totals.alsoIn?.rate);
  return {
    format: QUOTE_FORMAT,
    schemaVersion: 1,
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
    sections: [...lines.sections],
    options: [...lines.options],
    alternates: [...lines.alternates],
    notIncluded: notIncludedOf(lines.goods),
    ...totals,
    exchangeRates: [...rates],
    ...(incoterm === undefined ? {} : { incoterm }),
    leadTime: request.leadTime,
    assumptions: [...assumptionsOf({ ...describing, currency, rates, taxed: totals.taxes.length > 0 })],
    notes: request.notes,
    terms: request.terms,
    elevations: request.attach.elevations ? [...elevationsOf(describing)] : [],
    performance: request.attach.performance ? [...performanceOf({ ...describing, language })] : [],
    internal: internalNotesOf({
      ...describing,
      issuedOn: request.issuedOn,
      goodsRange: goodsRangeOf(lines.goods, input),
      describeProblem: problemMessages(language),
    }),
    scenario,
  };
}

function notIncludedOf(goods: readonly GoodsSection[]): Quote['notIncluded'] {
  const named = (because: 'no-price' | 'excluded', of: Parameters<typeof byItem>[0]) =>
    byItem(of).map(({ item, name, quantity }) => ({ item, description: name, quantity, because }));
  return [...named('no-price', unpricedGoods(goods)), ...named('excluded', excludedGoods(goods))];
}

/** Every rate that a price was converted with, once. */
function usedRates({ plan, request, catalogue, currency, rateOf }: LineInput, also: UsedRate | undefined) {
  const ofLines = request.customLines.flatMap(({ unitPrice }) =>
    unitPrice.currency === currency ? [] : (rateOf(unitPrice.currency, currency) ?? []),
  );
  const ofPrices = plan.cost.lines.flatMap(({ unitPrice }) =>
    ratesInPrices(unitPrice, { to: currency, catalogue }),
  );
  const rates = new Map(
    [...ofPrices, ...ofLines, ...(also === undefined ? [] : [also])].map((rate) => [
      `${rate.from}/${rate.to}/${rate.rate}`,
      rate,
    ]),
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
