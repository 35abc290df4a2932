import pdfmake from 'pdfmake';
import type { CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { QuoteFonts } from './fonts';
import type { VirtualFileSystem } from './pdfmake-files';

const REGULAR = 'quote-regular.ttf';
const BOLD = 'quote-bold.ttf';

/** The one maker of PDFs: embeds a subset of the fonts, fetches nothing and reads no file. */
export async function pdfOf(
  document: TDocumentDefinitions,
  layouts: Record<string, CustomTableLayout>,
  fonts: QuoteFonts,
): Promise<Uint8Array> {
  const files = (pdfmake as unknown as { readonly virtualfs: VirtualFileSystem }).virtualfs;
  files.writeFileSync(REGULAR, fonts.regular);
  files.writeFileSync(BOLD, fonts.bold);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  pdfmake.setFonts({ NotoSansSC: { normal: REGULAR, bold: BOLD } });
  pdfmake.setTableLayouts(layouts);
  return pdfmake.createPdf(document).getBuffer();
}
