import type { Plan, UnpricedItem } from '#shared/plan/plan';
import type { QuoteRequest } from '#shared/quote';
import type { Refusal } from '#shared/refusal';
import { unpricedGoods } from './unpriced-goods';

const NAMED_AT_MOST = 5;

/** Why no quote can be made of a plan; undefined where one can. */
export function refuseQuote(request: QuoteRequest, plan: Plan): Refusal | undefined {
  const { issuedOn, validUntil } = request;
  if (validUntil < issuedOn) {
    return {
      code: 'quote-valid-before-issued',
      message: `The quote is valid until ${validUntil}, which is before it is issued on ${issuedOn}.`,
      path: 'validUntil',
      remedy: `Let it be valid until ${issuedOn} or later.`,
      params: { issuedOn, validUntil },
    };
  }
  const unpriced = unpricedGoods(plan);
  if (plan.cost.lines.length === 0) return refuseEmpty(unpriced);
  return unpriced.length > 0 && request.unpriced === 'refuse' ? refuseUnpriced(unpriced) : undefined;
}

function refuseEmpty(unpriced: readonly UnpricedItem[]): Refusal {
  if (unpriced.length === 0) {
    return {
      code: 'quote-of-nothing',
      message: 'The racks hold nothing that could be quoted.',
      path: 'scenario.racks',
      remedy: 'Place at least one device in a rack.',
    };
  }
  const items = listOf(unpriced);
  return {
    code: 'quote-nothing-priced',
    message: `Nothing in the racks has a price: ${items}.`,
    path: 'scenario.devices',
    remedy: 'Enter prices of your own in the plan.',
    params: { items, count: unpriced.length },
  };
}

function refuseUnpriced(unpriced: readonly UnpricedItem[]): Refusal {
  const items = listOf(unpriced);
  return {
    code: 'quote-price-missing',
    message: `The price book has no price for ${items}. A missing price is never counted as zero.`,
    path: 'unpriced',
    remedy:
      'Leave them out, and the quote says so; or enter a price of your own in the plan, or take them out of the racks.',
    params: { items, count: unpriced.length },
  };
}

function listOf(unpriced: readonly UnpricedItem[]): string {
  const shown = unpriced.slice(0, NAMED_AT_MOST).map(({ name, quantity }) => `${quantity} × ${name}`);
  const rest = unpriced.length - NAMED_AT_MOST;
  return rest > 0 ? `${shown.join(', ')}, … (+${rest})` : shown.join(', ');
}
