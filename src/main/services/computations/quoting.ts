import { quoteOfScenario } from '#main/quote/build';
import { writeQuote } from '#main/quote/writers/write-quote';
import type { Quote } from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';
import { success } from '#shared/refusal/refusal';
import type { Make } from '#main/services/lazily';

const isQuote = (source: Quote | QuoteRequest): source is Quote => 'format' in source;

/** Computes quotes, and writes them as files. */
export const quoting: Make<'quote' | 'exportQuote'> = ({ catalogue }) => ({
  quote: (request) => quoteOfScenario(request, catalogue),
  exportQuote: async ({ of, as, audience }) => {
    const quote = isQuote(of) ? success(of) : quoteOfScenario(of, catalogue);
    return quote.ok ? success(await writeQuote(quote.value, as, audience)) : quote;
  },
});
