import type { Quote } from '#shared/quote/quote';
import type { QuoteFormats, Translate } from '#main/quote/language';

/** A quote with the words and formats of its language. */
export interface QuotePage {
  readonly quote: Quote;
  readonly translate: Translate;
  readonly formats: QuoteFormats;
}

/** Margins of A4 and what they leave, in points. */
export const MARGIN = 48;
export const MARGIN_ABOVE = 56;
export const CONTENT_WIDTH = 595.28 - 2 * MARGIN;
export const CONTENT_HEIGHT = 841.89 - 2 * MARGIN_ABOVE;
