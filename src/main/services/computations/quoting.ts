import { changesSince } from '#main/quote/changes';
import { quoteOfScenario } from '#main/quote/build';
import { writeQuote } from '#main/quote/writers/write-quote';
import type { Quote } from '#shared/quote/quote';
import type { QuoteOrder } from '#shared/quote/order';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Make } from '#main/services/lazily';

const isQuote = (source: Quote | QuoteOrder): source is Quote => 'format' in source;

/** The quote of a request, which says what it changes where it revises another. */
function ordered({ revises, ...request }: QuoteOrder, catalogue: Catalogue): Result<Quote, Refusal> {
  const made = quoteOfScenario(request, catalogue);
  if (!made.ok || revises === undefined) return made;
  const changes = changesSince(revises, made.value);
  return changes === undefined ? made : success({ ...made.value, changes });
}

/** Computes quotes, and writes them as files. */
export const quoting: Make<'quote' | 'exportQuote'> = ({ catalogue }) => ({
  quote: (request) => ordered(request, catalogue),
  exportQuote: async ({ of, as, audience }) => {
    const quote = isQuote(of) ? success(of) : ordered(of, catalogue);
    return quote.ok ? success(await writeQuote(quote.value, as, audience)) : quote;
  },
});
