import type { Refusal } from '../refusal';
import { success, type Result } from '../result';
import { cellsOf, lineFault, linesOf, placesOf, requestTableLimits, tokensIn } from './request-table';

export type LengthPair = [input: number, output: number];

/** Measured lengths from a CSV text with the columns input and output, in tokens; other columns are passed over. */
export function readLengths(text: string): Result<LengthPair[], Refusal> {
  const [header = '', ...lines] = linesOf(text);
  const place = placesOf(header);
  const [input, output] = [place('input'), place('output')];
  if (Math.min(input, output) < 0) {
    return lineFault('lengths', {
      what: 'header',
      line: 1,
      message: 'a header with the columns input and output is expected',
    });
  }
  const pairs: LengthPair[] = [];
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const line = index + 2;
    const cells = cellsOf(text);
    const read = tokensIn('lengths', { column: 'input', value: cells[input] ?? '', line });
    if (!read.ok) return read;
    const given = tokensIn('lengths', { column: 'output', value: cells[output] ?? '', line });
    if (!given.ok) return given;
    if (pairs.length === requestTableLimits.pairs) {
      const { pairs: most } = requestTableLimits;
      return lineFault('lengths', {
        what: 'too-long',
        line,
        message: `at most ${most} pairs of lengths can be read`,
        params: { most },
      });
    }
    pairs.push([read.value, given.value]);
  }
  if (pairs.length === 0) {
    return lineFault('lengths', { what: 'empty', line: 1, message: 'no lengths follow the header' });
  }
  return success(pairs);
}
