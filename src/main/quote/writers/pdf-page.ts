import type { Quote } from '#shared/quote/quote';
import type { QuoteFormats } from '../formats';
import type { Translate } from '../messages';

/** A quote with the words and formats of its language. */
export interface QuotePage {
  readonly quote: Quote;
  readonly translate: Translate;
  readonly formats: QuoteFormats;
}
