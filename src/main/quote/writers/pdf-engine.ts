import pdfmake from 'pdfmake';
import type { CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { QuoteFonts } from './fonts';

/** The files in memory that pdfmake takes fonts from; its types leave them out. */
interface VirtualFileSystem {
  writeFileSync(name: string, content: Uint8Array): void;
}

// Named as the fonts name themselves: text within drawings asks the PDF for a font by the name of its file, and finds
// the one that the text around it has embedded.
const REGULAR = 'NotoSansSC-Regular';
const BOLD = 'NotoSansSC-Bold';

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
