import { assertNever } from '#shared/result';
import type { Quote } from '#shared/quote';
import { quoteCsv } from './csv';
import { quoteJson } from './json';

export const quoteFileKinds = ['pdf', 'xlsx', 'csv', 'json'] as const;
export type QuoteFileKind = (typeof quoteFileKinds)[number];

export interface QuoteFile {
  readonly suggestedName: string;
  readonly kind: QuoteFileKind;
  readonly content: string | Uint8Array;
}

/** The quote as a file of the kind asked for, all of them with the same amounts to the cent. */
export async function writeQuote(quote: Quote, kind: QuoteFileKind): Promise<QuoteFile> {
  return {
    suggestedName: `${fileNameOf(quote.number)}.${kind}`,
    kind,
    content: await contentOf(quote, kind),
  };
}

// The PDF engine and the spreadsheet writer are large, and no start of a host should wait for them.
async function pdfOf(quote: Quote): Promise<Uint8Array> {
  const [{ quotePdf }, { loadQuoteFonts }] = await Promise.all([import('./pdf'), import('./fonts')]);
  return quotePdf(quote, await loadQuoteFonts());
}

async function contentOf(quote: Quote, kind: QuoteFileKind): Promise<string | Uint8Array> {
  switch (kind) {
    case 'pdf':
      return pdfOf(quote);
    case 'xlsx':
      return (await import('./xlsx')).quoteXlsx(quote);
    case 'csv':
      return quoteCsv(quote);
    case 'json':
      return quoteJson(quote);
    default:
      return assertNever(kind);
  }
}

/** The number without what file systems reserve. */
const fileNameOf = (number: string): string =>
  number.replaceAll(/[/\\:*?"<>|\p{Cc}]+/gu, '-').replace(/^\.+/, '') || 'quote';
