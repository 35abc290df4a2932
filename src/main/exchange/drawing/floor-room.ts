import type { Aisle, Rectangle } from '#shared/floor/floor-plan';
import { partWithin } from './floor-tiles';
import { boxOf, type OnPaper } from './on-paper';
import { line, rectangle, text, THICK, THIN, type Shape } from './sheet';
import type { DrawingWords } from './words';

interface AisleOptions {
  readonly onPaper: OnPaper;
  readonly part: Rectangle;
  /** Undefined where other sheets say what each aisle is. */
  readonly words: DrawingWords | undefined;
}

/** Hot aisles are grey, mixed ones grey within a dashed edge; words say it too, for printers that lose the grey. */
export function drawAisle(
  { kind, yMeters, widthMeters }: Aisle,
  room: Rectangle,
  { onPaper, part, words }: AisleOptions,
): readonly Shape[] {
  // Rows that stand into each other have no aisle between them; the plan says what is wrong with it.
  const visible = partWithin({ ...room, yMeters, depthMeters: widthMeters }, part);
  if (visible === undefined) return [];
  const box = boxOf(visible, onPaper);
  const size = Math.min(2.8, box.height * 0.6);
  return [
    rectangle({
      ...box,
      fill: kind === 'cold' ? 'white' : 'light',
      ...(kind === 'mixed' && { stroke: 'grey', strokeWidth: THIN, dashed: true }),
    }),
    ...(words === undefined
      ? []
      : [
          text(words.aisle(kind, widthMeters), {
            x: box.x + 1.5,
            y: box.y + box.height / 2 + size * 0.36,
            size,
            // Longer than a short row, the words go on beyond its end.
            within: onPaper.area.x + onPaper.area.width - box.x - 1.5,
          }),
        ]),
  ];
}

/** Crossed out, as floor plans show columns and shafts. */
export function drawObstacle(
  obstacle: Rectangle & { readonly name: string },
  part: Rectangle,
  onPaper: OnPaper,
): readonly Shape[] {
  const visible = partWithin(obstacle, part);
  if (visible === undefined) return [];
  const box = boxOf(visible, onPaper);
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const size = Math.min(2.4, box.height * 0.5, box.width * 0.26);
  return [
    rectangle({ ...box, fill: 'white', stroke: 'black', strokeWidth: THIN }),
    line([box.x, box.y], [right, bottom], { stroke: 'grey' }),
    line([box.x, bottom], [right, box.y], { stroke: 'grey' }),
    text(obstacle.name, {
      x: box.x + box.width / 2,
      y: box.y + size * 1.1,
      size,
      align: 'middle',
      within: Math.max(0, box.width - 0.6),
    }),
  ];
}

/** The walls of the room as far as they run through a part of it. */
export function drawRoom(room: Rectangle, part: Rectangle, onPaper: OnPaper): readonly Shape[] {
  const visible = partWithin(room, part);
  if (visible === undefined) return [];
  const { x, y, width, height } = boxOf(visible, onPaper);
  const wall = { strokeWidth: THICK };
  const whole = boxOf(room, onPaper);
  const isSame = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
  const [right, bottom] = [x + width, y + height];
  const sides = [
    isSame(x, whole.x),
    isSame(y, whole.y),
    isSame(right, whole.x + whole.width),
    isSame(bottom, whole.y + whole.height),
  ] as const;
  if (sides.every(Boolean)) return [rectangle({ ...whole, stroke: 'black', ...wall })];
  return [
    ...(sides[0] ? [line([x, y], [x, bottom], wall)] : []),
    ...(sides[1] ? [line([x, y], [right, y], wall)] : []),
    ...(sides[2] ? [line([right, y], [right, bottom], wall)] : []),
    ...(sides[3] ? [line([x, bottom], [right, bottom], wall)] : []),
  ];
}
