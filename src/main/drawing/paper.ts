import type { PaperName } from '#shared/exchange/exchange';
import type { Rectangle } from '#shared/floor/floor-plan';
import { emsOf, line, rectangle, type Shape, text, THICK, THIN } from './sheet';
import type { DrawingWords } from './words';

/** The size of a sheet in millimetres. */
export interface SheetSize {
  readonly width: number;
  readonly height: number;
}

/** Paper to print on, landscape (ISO 216; ANSI/ASME Y14.1). */
export const papers = {
  a4: { width: 297, height: 210 },
  a3: { width: 420, height: 297 },
  a2: { width: 594, height: 420 },
  a1: { width: 841, height: 594 },
  letter: { width: 279.4, height: 215.9 },
  tabloid: { width: 431.8, height: 279.4 },
} as const satisfies Readonly<Record<PaperName, SheetSize>>;

/** The same sheet turned: landscape to portrait. */
export const turned = ({ width, height }: SheetSize): SheetSize => ({ width: height, height: width });

const MARGIN = 10;
const TITLE_BLOCK_HEIGHT = 16;

/** The part of a sheet that the drawing may use: inside the margins and above the title block. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const drawingArea = ({ width, height }: SheetSize): Area => ({
  x: MARGIN,
  y: MARGIN,
  width: width - 2 * MARGIN,
  height: height - 2 * MARGIN - TITLE_BLOCK_HEIGHT,
});

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

export const MILLIMETRES_PER_METRE = 1_000;

/** The floor on paper: where a corner of it lies, and how much smaller than the thing it is. */
export interface OnPaper {
  readonly area: Area;
  readonly scale: number;
  /** What of the floor lies in the top left corner of the area. */
  readonly corner: Pick<Rectangle, 'xMeters' | 'yMeters'>;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle of the hall in millimetres on paper. */
export function boxOf(
  { xMeters, yMeters, widthMeters, depthMeters }: Rectangle,
  { area, scale, corner }: OnPaper,
): Box {
  const onPaper = (meters: number): number => (meters * MILLIMETRES_PER_METRE) / scale;
  return {
    x: area.x + onPaper(xMeters - corner.xMeters),
    y: area.y + onPaper(yMeters - corner.yMeters),
    width: onPaper(widthMeters),
    height: onPaper(depthMeters),
  };
}

/** The smallest type that a floor plan is lettered in, in millimetres: five points. */
export const LEGIBLE = 1.8;
const USUAL = 2.8;
/** What stays free beside a label inside its rack, left and right together. */
const BESIDE = 0.5;

/** A rack on the floor with what is to be read in it. */
interface Labelled {
  readonly widthMeters: number;
  readonly labels: readonly string[];
}

/** The height of lettering at which a label fills a width of so many millimetres, the usual one at most. */
export const sizeWithin = (label: string, width: number): number =>
  Math.min(USUAL, (width - BESIDE) / Math.max(1, emsOf(label)));

export const roomFor = (width: number): number => Math.max(0, width - BESIDE);

/**
 * The smallest of these scales at which every label can be read; the last where a label is too long for all of them,
 * which then ends in an ellipsis.
 */
export function legibleScale(racks: readonly Labelled[], scales: readonly [number, ...number[]]): number {
  const isLegible = (scale: number): boolean =>
    racks.every(({ widthMeters, labels }) =>
      labels.every((label) => sizeWithin(label, (widthMeters * MILLIMETRES_PER_METRE) / scale) >= LEGIBLE),
    );
  return scales.find(isLegible) ?? scales[scales.length - 1] ?? scales[0];
}
