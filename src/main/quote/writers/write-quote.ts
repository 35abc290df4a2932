import { Quote } from '#shared/quote/quote';
import { assertNever } from '#shared/refusal/refusal';
import { z } from '#shared/schema/zod';
import type { Audience } from './audience';
import { quoteCsv } from './csv';
import { einvoiceOf } from './einvoice';
import { forBuyer } from './for-buyer';

/** A quote as JSON, of the schema that `quoteJsonSchema` publishes. */
export const quoteJson = (quote: Quote): string => `${JSON.stringify(quote, null, 2)}\n`;

export const quoteJsonSchema = (): object => z.toJSONSchema(Quote, { io: 'output' });

export const quoteFileKinds = ['pdf', 'xlsx', 'csv', 'json', 'einvoice'] as const;
export type QuoteFileKind = (typeof quoteFileKinds)[number];

interface QuoteFile {
  readonly suggestedName: string;
  readonly kind: Exclude<QuoteFileKind, 'einvoice'>;
  readonly content: string | Uint8Array;
}

/**
 * The quote as a file of the kind asked for, all of them with the same amounts to the cent. The buyer's copy leaves out
 * what is internal; the internal JSON is the whole record.
 */
export async function writeQuote(
  quote: Quote,
  kind: QuoteFileKind,
  audience: Audience = 'buyer',
): Promise<QuoteFile> {
  const marked = audience === 'internal' && kind !== 'einvoice' ? '-internal' : '';
  return {
    suggestedName: `${fileNameOf(quote)}${marked}.${kind === 'einvoice' ? 'en16931.json' : kind}`,
    kind: kind === 'einvoice' ? 'json' : kind,
    content: await contentOf(quote, kind, audience),
  };
}

// The PDF engine and the spreadsheet writer are large, and no start of a host should wait for them.
async function pdfOf(quote: Quote, audience: Audience): Promise<Uint8Array> {
  const [{ quotePdf }, { loadQuoteFonts }] = await Promise.all([import('./pdf'), import('./fonts')]);
  return quotePdf(quote, await loadQuoteFonts(), audience);
}

async function contentOf(
  quote: Quote,
  kind: QuoteFileKind,
  audience: Audience,
): Promise<string | Uint8Array> {
  switch (kind) {
    case 'pdf':
      return pdfOf(quote, audience);
    case 'xlsx':
      return (await import('./xlsx')).quoteXlsx(quote, audience);
    case 'csv':
      return quoteCsv(quote, audience);
    case 'json':
      return quoteJson(audience === 'internal' ? quote : forBuyer(quote));
    case 'einvoice':
      return `${JSON.stringify(einvoiceOf(quote), null, 2)}\n`;
    default:
      return assertNever(kind);
  }
}

/** The number without what file systems reserve, and the revision where it is not the first. */
const fileNameOf = ({ number, revision }: Quote): string => {
  const bare = number.replaceAll(/[/\\:*?"<>|\p{Cc}]+/gu, '-').replace(/^\.+/, '') || 'quote';
  return revision === 1 ? bare : `${bare}-r${revision}`;
};
