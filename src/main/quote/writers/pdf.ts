import type { Quote } from '#shared/quote/quote';
import type { Audience } from './audience';
import type { QuoteFonts } from './fonts';
import { quoteDocument } from './pdf-document';
import { pdfOf } from './pdf-engine';
import { quoteTableLayouts } from './pdf-layouts';

/**
 * A quote as an A4 PDF with an embedded subset of its fonts. The same quote gives the same bytes: the date in the file
 * is the day of issue.
 */
export const quotePdf = (
  quote: Quote,
  fonts: QuoteFonts,
  audience: Audience = 'buyer',
): Promise<Uint8Array> => pdfOf(quoteDocument(quote, audience), quoteTableLayouts, fonts);
