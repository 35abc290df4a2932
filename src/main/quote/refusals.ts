import type { Plan } from '#shared/plan/plan';
import type { QuoteRequest } from '#shared/quote';
import type { Refusal } from '#shared/refusal';

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
  const { lines, unpriced } = plan.cost;
  if (unpriced.length > 0) {
    const items = listOf(unpriced.map(({ name, quantity }) => `${quantity} × ${name}`));
    return {
      code: 'quote-price-missing',
      message: `The price book has no price for ${items}. A missing price is never counted as zero.`,
      path: 'scenario.devices',
      remedy: 'Enter a price of your own in the plan, or take these items out of the racks.',
      params: { items, count: unpriced.length },
    };
  }
  if (lines.length === 0) {
    return {
      code: 'quote-of-nothing',
      message: 'The racks hold nothing that could be quoted.',
      path: 'scenario.racks',
      remedy: 'Place at least one device in a rack.',
    };
  }
  return undefined;
}

function listOf(texts: readonly string[]): string {
  const shown = texts.slice(0, NAMED_AT_MOST).join(', ');
  const rest = texts.length - NAMED_AT_MOST;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
