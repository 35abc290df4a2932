import { MARGIN, TITLE_BLOCK_HEIGHT, type SheetSize } from './paper';
import { line, rectangle, text, THICK, THIN, type Shape } from './sheet';
import type { DrawingWords } from './words';

export interface TitleBlock {
  readonly scenario: string;
  readonly title: string;
  readonly number: number;
  readonly count: number;
  /** ISO day, as given by whoever asks for the drawing. */
  readonly day: string;
  readonly scale: number | undefined;
}

/** The frame of a sheet and the block at its foot: what it shows, of what, which sheet, when, at what scale. */
export function drawTitleBlock(
  block: TitleBlock,
  { width, height }: SheetSize,
  words: DrawingWords,
): readonly Shape[] {
  const top = height - MARGIN - TITLE_BLOCK_HEIGHT + 4;
  const bottom = height - MARGIN;
  const [left, right] = [MARGIN, width - MARGIN];
  const columns = [left + (right - left) * 0.5, left + (right - left) * 0.74, left + (right - left) * 0.87];
  const baseline = top + 7.6;
  const scale =
    block.scale === undefined
      ? words.say('notToScale')
      : words.say('scale', { scale: words.count(block.scale) });
  return [
    rectangle({
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      stroke: 'black',
      strokeWidth: THICK,
    }),
    ...columns.map((x) => line([x, top], [x, bottom], { strokeWidth: THIN })),
    text(block.scenario, {
      x: left + 2,
      y: baseline,
      size: 4.2,
      bold: true,
      within: (right - left) * 0.5 - 4,
    }),
    text(block.title, {
      x: (columns[0] ?? left) + 2,
      y: baseline,
      size: 3.4,
      within: (right - left) * 0.24 - 4,
    }),
    text(words.say('drawnOn', { day: block.day }), { x: (columns[1] ?? left) + 2, y: top + 5, size: 2.4 }),
    text(scale, { x: (columns[1] ?? left) + 2, y: top + 9.4, size: 2.4 }),
    text(words.say('sheet', { number: block.number, count: block.count }), {
      x: (columns[2] ?? left) + 2,
      y: baseline,
      size: 2.8,
    }),
  ];
}
