import type { Catalogue } from '#shared/catalogue/catalogue';
import { multiplyMoney, subtractMoney, sumMoney, type CurrencyCode } from '#shared/money';
import type { CapitalLine, Plan, RackPlan } from '#shared/plan/plan';
import {
  QUOTE_FORMAT,
  type Quote,
  type QuoteLine,
  type QuoteRequest,
  type QuoteSection,
} from '#shared/quote';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { assumptionsOf } from './assumptions';
import { quoteFormats } from './formats';
import { problemMessages, quoteMessages, type Translate } from './messages';
import { describePriceSource } from './price-source';
import { refuseQuote } from './refusals';
import { unpricedGoods } from './unpriced-goods';

export interface QuoteInput {
  readonly request: QuoteRequest;
  /** The plan of the request's scenario. */
  readonly plan: Plan;
  readonly catalogue: Catalogue;
}

/**
 * The offer that a plan leads to. Its lines are the capital lines of the racks, so that quote and cost plan share one
 * price lookup; its unit prices are their typical values. Refused: a quote of nothing, an item without a price unless
 * the request leaves such items out (they are then named apart), and a last day before the first.
 *
 * Each amount is a whole number of minor units. Unit price, discount and tax are rounded once, half to even; all else
 * is a product with a whole number or a sum (decision record on money).
 */
export function buildQuote({ request, plan, catalogue }: QuoteInput): Result<Quote, Refusal> {
  const refusal = refuseQuote(request, plan);
  if (refusal !== undefined) return failure(refusal);
  const translate = quoteMessages(request.language);
  const describe = (line: CapitalLine) => toLine(line, catalogue, translate);
  const { currency, priceBookDate } = plan.cost;
  const sections = sectionsOf({ request, plan, translate, describe, currency });
  const { scenario, number, issuedOn, validUntil, language, seller, buyer, notes, terms } = request;
  return success({
    format: QUOTE_FORMAT,
    schemaVersion: 1,
    number,
    issuedOn,
    validUntil,
    language,
    currency,
    seller,
    buyer,
    sections: [...sections],
    notIncluded: unpricedGoods(plan).map(({ item, name, quantity }) => ({
      item,
      description: name,
      quantity,
    })),
    ...totalsOf(sections, request, currency),
    subtotalRange: subtotalRangeOf(plan),
    priceBookDate,
    assumptions: [
      ...assumptionsOf({
        scenario,
        plan,
        catalogue,
        translate,
        formats: quoteFormats(language),
        describeProblem: problemMessages(language),
      }),
    ],
    notes,
    terms,
    scenario,
  });
}

interface SectionInput {
  readonly request: QuoteRequest;
  readonly plan: Plan;
  readonly translate: Translate;
  readonly describe: (line: CapitalLine) => QuoteLine;
  readonly currency: CurrencyCode;
}

function sectionsOf(input: SectionInput): readonly QuoteSection[] {
  const { request, plan, translate, describe, currency } = input;
  const section = (title: string, capital: readonly CapitalLine[]): QuoteSection => {
    const lines = capital.map(describe);
    return { title, lines, total: sumMoney(extendedOf(lines), currency) };
  };
  if (request.groupBy === 'item') return [section(translate('section.all'), plan.cost.lines)];
  return inFloorOrder(plan, request)
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => section(translate('section.rack', { name }), lines));
}

/** Racks as one walks past them: row by row, place by place. */
function inFloorOrder(plan: Plan, { scenario }: QuoteRequest): readonly RackPlan[] {
  const order = ({ id }: RackPlan) => scenario.racks[id] ?? { row: 0, place: 0 };
  return Object.values(plan.racks).toSorted(
    (a, b) => order(a).row - order(b).row || order(a).place - order(b).place,
  );
}

function toLine(line: CapitalLine, catalogue: Catalogue, translate: Translate): QuoteLine {
  const unitPrice = line.unitPrice.typical;
  return {
    item: line.item,
    description: line.name,
    quantity: line.quantity,
    unitPrice,
    extended: multiplyMoney(unitPrice, line.quantity),
    priceSource: describePriceSource(line.unitPrice, { catalogue, translate }),
  };
}

const extendedOf = (lines: readonly QuoteLine[]) => lines.map(({ extended }) => extended);

/** Subtotal, discount, taxable amount, tax and total; the discount is a positive amount that is taken off. */
function totalsOf(sections: readonly QuoteSection[], request: QuoteRequest, currency: CurrencyCode) {
  const { discountRate, taxRate } = request;
  const subtotal = sumMoney(
    sections.map(({ total }) => total),
    currency,
  );
  const discount = multiplyMoney(subtotal, discountRate);
  const taxable = subtractMoney(subtotal, discount);
  const tax = multiplyMoney(taxable, taxRate);
  return {
    subtotal,
    discountRate,
    discount,
    taxable,
    taxRate,
    tax,
    total: sumMoney([taxable, tax], currency),
  };
}

function subtotalRangeOf({ cost: { lines, currency } }: Plan): Quote['subtotalRange'] {
  const sum = (end: 'low' | 'high') =>
    sumMoney(
      lines.map(({ unitPrice, quantity }) => multiplyMoney(unitPrice[end], quantity)),
      currency,
    );
  return { low: sum('low'), high: sum('high') };
}
