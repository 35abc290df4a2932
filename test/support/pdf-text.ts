import { getDocumentProxy } from 'unpdf';

/** One run of glyphs as the reader finds it, in points from the lower left corner of the page. */
interface Run {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** Gaps wider than this share of the type size are between words; what is set in one piece has narrower ones. */
const WORD_GAP = 0.15;
/** Runs whose baselines differ by less than this share of the type size are on one line. */
const SAME_LINE = 0.5;

function joined(runs: readonly Run[]): string {
  let text = '';
  let end = -Infinity;
  for (const run of [...runs].sort((a, b) => a.left - b.left)) {
    if (text !== '' && run.left - end > run.size * WORD_GAP) text += ' ';
    text += run.text;
    end = run.right;
  }
  return text;
}

function linesOf(runs: readonly Run[]): readonly string[] {
  const lines: Run[][] = [];
  for (const run of [...runs].sort((a, b) => b.baseline - a.baseline)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line !== undefined && first !== undefined && first.baseline - run.baseline < run.size * SAME_LINE) {
      line.push(run);
    } else lines.push([run]);
  }
  return lines.map(joined).filter((line) => line.trim() !== '');
}

/** The text of each page of a PDF, its lines from the top, read back from the glyphs as a reader's search would. */
export async function pdfPages(pdf: Uint8Array): Promise<readonly string[]> {
  // The reader takes the bytes for itself.
  const document = await getDocumentProxy(Uint8Array.from(pdf), { verbosity: 0 });
  try {
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const runs = items.flatMap((item): readonly Run[] => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [, , skew, upright, left, baseline] = item.transform as readonly number[];
        if (left === undefined || baseline === undefined) return [];
        const size = Math.hypot(skew ?? 0, upright ?? 0);
        return [{ text: item.str, left, right: left + item.width, baseline, size }];
      });
      pages.push(linesOf(runs).join('\n'));
    }
    return pages;
  } finally {
    await document.cleanup();
  }
}

/** The text of a whole PDF. */
export const pdfText = async (pdf: Uint8Array): Promise<string> => (await pdfPages(pdf)).join('\n');
