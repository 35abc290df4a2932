import pdfmake from 'pdfmake';
import type { VirtualFileSystem } from './pdfmake-files';
import type { Quote } from '#shared/quote';
import type { QuoteFonts } from './fonts';
import { quoteDocument } from './pdf-document';
import { quoteTableLayouts } from './pdf-layouts';

const REGULAR = 'quote-regular.ttf';
const BOLD = 'quote-bold.ttf';

/**
 * A quote as an A4 PDF with an embedded subset of its fonts. The same quote gives the same bytes: the date in the file
 * is the day of issue. Nothing is fetched and no file is read.
 */
export async function quotePdf(quote: Quote, fonts: QuoteFonts): Promise<Uint8Array> {
  const files = (pdfmake as unknown as { readonly virtualfs: VirtualFileSystem }).virtualfs;
  files.writeFileSync(REGULAR, fonts.regular);
  files.writeFileSync(BOLD, fonts.bold);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  pdfmake.setFonts({ NotoSansSC: { normal: REGULAR, bold: BOLD } });
  pdfmake.setTableLayouts(quoteTableLayouts);
  return pdfmake.createPdf(quoteDocument(quote)).getBuffer();
}
