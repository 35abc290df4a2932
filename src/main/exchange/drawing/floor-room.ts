import type { Aisle, Rectangle } from '#shared/floor/floor-plan';
import { boxOf, type OnPaper } from './on-paper';
import { line, rectangle, text, THIN, type Shape } from './sheet';
import type { DrawingWords } from './words';

/** Hot aisles are grey, mixed ones grey within a dashed edge; words say it too, for printers that lose the grey. */
export function drawAisle(
  { kind, yMeters, widthMeters }: Aisle,
  room: Rectangle,
  { onPaper, words }: { readonly onPaper: OnPaper; readonly words: DrawingWords },
): readonly Shape[] {
  // Rows that stand into each other have no aisle between them; the plan says what is wrong with it.
  if (widthMeters <= 0) return [];
  const box = boxOf({ ...room, yMeters, depthMeters: widthMeters }, onPaper);
  const size = Math.min(2.8, box.height * 0.6);
  return [
    rectangle({
      ...box,
      fill: kind === 'cold' ? 'white' : 'light',
      ...(kind === 'mixed' && { stroke: 'grey', strokeWidth: THIN, dashed: true }),
    }),
    text(words.aisle(kind, widthMeters), {
      x: box.x + 1.5,
      y: box.y + box.height / 2 + size * 0.36,
      size,
      // Longer than a short row, the words go on beyond its end.
      within: onPaper.area.x + onPaper.area.width - box.x - 1.5,
    }),
  ];
}

/** Crossed out, as floor plans show columns and shafts. */
export function drawObstacle(
  obstacle: Rectangle & { readonly name: string },
  onPaper: OnPaper,
): readonly Shape[] {
  const box = boxOf(obstacle, onPaper);
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
