import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Quote } from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';
import type { Refusal } from '#shared/refusal';
import type { Result } from '#shared/result';
import { namedIn } from '../catalogue/named-in';
import { withUserPrices } from '../catalogue/user-prices';
import { plan } from '../planning/plan';
import { buildQuote } from './build';
import { withQuotedRates } from './rates';

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
  const rated = withQuotedRates(namedIn(request.language, published), request.exchangeRates);
  return buildQuote({
    request: { ...request, scenario },
    plan: plan(scenario, rated),
    catalogue: withUserPrices(rated, scenario),
  });
}
