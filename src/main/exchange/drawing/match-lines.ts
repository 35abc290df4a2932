import type { Tile } from './floor-tiles';
import { boxOf, type OnPaper } from './on-paper';
import { line, rectangle, text, THICK, THIN, type Shape } from './sheet';
import type { DrawingWords } from './words';

/** What the words beside match lines take above and below the floor, in millimetres on paper. */
export const MATCH_HEIGHT = 5;
const LETTERING = 2.5;
const FRAME_LABEL = 3.5;

/** A part of the floor and the number of its sheet. */
export interface NumberedTile extends Tile {
  readonly sheet: number;
}

/** Where a part ends and another goes on: a dashed line and the sheet to turn to. Nothing where no sheet follows. */
export function drawMatchLines(
  tile: NumberedTile,
  tiles: readonly NumberedTile[],
  { onPaper, words }: { readonly onPaper: OnPaper; readonly words: DrawingWords },
): readonly Shape[] {
  const { x, y, width, height } = boxOf(tile, onPaper);
  const [right, bottom] = [x + width, y + height];
  const next = (columns: number, lines: number): NumberedTile | undefined =>
    tiles.find(({ column, line: at }) => column === tile.column + columns && at === tile.line + lines);
  const above = y - 1.5;
  const sides = [
    {
      other: next(-1, 0),
      ends: [
        [x, y],
        [x, bottom],
      ],
      at: { x, y: above, align: 'start' },
    },
    {
      other: next(1, 0),
      ends: [
        [right, y],
        [right, bottom],
      ],
      at: { x: right, y: above, align: 'end' },
    },
    {
      other: next(0, -1),
      ends: [
        [x, y],
        [right, y],
      ],
      at: { x: x + width / 2, y: above, align: 'middle' },
    },
    {
      other: next(0, 1),
      ends: [
        [x, bottom],
        [right, bottom],
      ],
      at: { x: x + width / 2, y: bottom + LETTERING + 1, align: 'middle' },
    },
  ] as const;
  return sides.flatMap(({ other, ends: [from, to], at }) =>
    other === undefined
      ? []
      : [
          line(from, to, { strokeWidth: THICK, dashed: true }),
          text(words.say('matchLine', { sheet: other.sheet }), { ...at, size: LETTERING }),
        ],
  );
}

/** The parts of the floor on its overview: the frame of each and the number of its sheet. */
export function drawTileFrames(
  tiles: readonly NumberedTile[],
  { onPaper, words }: { readonly onPaper: OnPaper; readonly words: DrawingWords },
): readonly Shape[] {
  return tiles.flatMap((tile) => {
    const box = boxOf(tile, onPaper);
    const field = {
      width: Math.min(box.width, FRAME_LABEL * 6),
      height: Math.min(box.height, FRAME_LABEL * 1.6),
    };
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return [
      rectangle({ ...box, stroke: 'black', strokeWidth: THICK, dashed: true }),
      rectangle({
        ...field,
        x: middle.x - field.width / 2,
        y: middle.y - field.height / 2,
        fill: 'white',
        stroke: 'black',
        strokeWidth: THIN,
      }),
      text(words.say('sheetNumber', { sheet: tile.sheet }), {
        x: middle.x,
        y: middle.y + FRAME_LABEL * 0.36,
        size: FRAME_LABEL,
        align: 'middle',
        bold: true,
        within: field.width - 1,
      }),
    ];
  });
}
