import type { Quote, QuoteLine } from '#shared/quote/quote';

const withoutSource = (line: QuoteLine): QuoteLine => ({ ...line, priceSource: '' });

/**
 * A quote without what is the seller's alone: costs, margins and approval, where prices come from, what is doubtful, and the
 * seller's own prices in the scenario.
 */
export function forBuyer(quote: Quote): Quote {
  const scenario = Object.fromEntries(
    Object.entries(quote.scenario).filter(([field]) => field !== 'userCatalogue'),
  );
  return {
    ...quote,
    sections: quote.sections.map((section) => ({ ...section, lines: section.lines.map(withoutSource) })),
    options: quote.options.map(withoutSource),
    alternates: quote.alternates.map(withoutSource),
    internal: { priceBookDate: quote.internal.priceBookDate, warnings: [], assumptions: [] },
    scenario: scenario as Quote['scenario'],
  };
}
