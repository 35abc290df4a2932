import type { PaperName } from '#shared/exchange';

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

export const MARGIN = 10;
export const TITLE_BLOCK_HEIGHT = 16;

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
