import { buildQuote } from '#main/quote/build';
import { loadQuoteFonts, type QuoteFonts } from '#main/quote/writers/fonts';
import { quotePdf } from '#main/quote/writers/pdf';
import type { Quote } from '#shared/quote/quote';
import { aLine, aPlan, aPriceCatalogue, aRequest } from '../main/quote/a-plan';
import { timedBench } from './bench';

interface Prepared {
  readonly quote: Quote;
  readonly fonts: QuoteFonts;
}

/** 100 racks of five lines each. */
async function quoteOf500Lines(): Promise<Prepared> {
  const racks = Array.from({ length: 100 }, (_, rack) => ({
    name: `R${rack + 1}`,
    lines: Array.from({ length: 5 }, (_unused, line) => aLine({ item: `i${line}`, name: `Item ${line}` })),
  }));
  const built = buildQuote({ request: aRequest({ racks }), plan: aPlan(racks), catalogue: aPriceCatalogue });
  if (!built.ok) throw new Error(built.error.message);
  return { quote: built.value, fonts: await loadQuoteFonts() };
}

export const bench = timedBench<Prepared>({
  name: 'quote-pdf-500-lines',
  unit: 'ms',
  budget: 2_000,
  warmUps: 1,
  runs: 5,
  prepare: quoteOf500Lines,
  run: ({ quote, fonts }) => quotePdf(quote, fonts),
});
