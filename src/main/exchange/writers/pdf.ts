import PDFDocument from 'pdfkit';
import { inks, type Shape, type Sheet } from '#main/drawing/sheet';
import type { QuoteFonts } from '#main/quote/writers/fonts';

const POINTS_PER_MILLIMETRE = 72 / 25.4;

export interface PdfOptions {
  readonly fonts: QuoteFonts;
  readonly title: string;
  /** ISO day that the file says it was made on, so that equal drawings are equal bytes. */
  readonly day: string;
  /** The share of sheets that is drawn, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

type Document = InstanceType<typeof PDFDocument>;

/** The sheets as one PDF of vectors, a page each in the size of its paper, with an embedded subset of the fonts. */
export async function sheetsPdf(sheets: readonly Sheet[], options: PdfOptions): Promise<Uint8Array> {
  const document = new PDFDocument({
    autoFirstPage: false,
    // No standard font: its metrics would be read from a file beside the program.
    font: '',
    info: { Title: options.title, CreationDate: new Date(`${options.day}T00:00:00Z`) },
  });
  document.registerFont('regular', Buffer.from(options.fonts.regular));
  document.registerFont('bold', Buffer.from(options.fonts.bold));
  const content = collected(document);
  for (const [index, sheet] of sheets.entries()) {
    document.addPage({
      size: [sheet.width * POINTS_PER_MILLIMETRE, sheet.height * POINTS_PER_MILLIMETRE],
      margin: 0,
    });
    document.scale(POINTS_PER_MILLIMETRE, POINTS_PER_MILLIMETRE);
    for (const shape of sheet.shapes) draw(document, shape);
    options.onProgress?.((index + 1) / sheets.length);
  }
  document.end();
  return content;
}

function collected(document: Document): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
}

function draw(document: Document, shape: Shape): void {
  switch (shape.kind) {
    case 'rectangle': {
      const { x, y, width, height, fill, stroke, strokeWidth = 0, dashed } = shape;
      document.rect(x, y, width, height);
      if (stroke !== undefined) document.lineWidth(strokeWidth);
      if (dashed) document.dash(1, { space: 1 });
      if (fill !== undefined && stroke !== undefined) document.fillAndStroke(inks[fill], inks[stroke]);
      else if (fill !== undefined) document.fill(inks[fill]);
      else document.stroke(inks[stroke ?? 'black']);
      if (dashed) document.undash();
      break;
    }
    case 'line':
      if (shape.dashed) document.dash(1, { space: 1 });
      document
        .moveTo(...shape.from)
        .lineTo(...shape.to)
        .lineWidth(shape.strokeWidth)
        .stroke(inks[shape.stroke]);
      if (shape.dashed) document.undash();
      break;
    case 'text': {
      if (shape.text === '') break;
      document
        .font(shape.bold ? 'bold' : 'regular')
        .fontSize(shape.size)
        .fillColor(inks[shape.ink]);
      const width = shape.align === 'start' ? 0 : document.widthOfString(shape.text);
      const x =
        shape.align === 'end' ? shape.x - width : shape.align === 'middle' ? shape.x - width / 2 : shape.x;
      document.text(shape.text, x, shape.y, { lineBreak: false, baseline: 'alphabetic' });
      break;
    }
  }
}
