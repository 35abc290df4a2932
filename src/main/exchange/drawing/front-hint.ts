import type { DeviceFront } from '#shared/device-front';
import { line, rectangle, type Shape } from './sheet';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The least height in millimetres at which a hint is more than a blot. */
const LEAST_HEIGHT = 1.2;

const times = (count: number): readonly number[] => Array.from({ length: Math.max(0, count) }, (_, at) => at);

/** So many bars side by side, as cards or drives stand in a chassis. */
const uprights = ({ x, y, width, height }: Box, count: number): readonly Shape[] =>
  times(count).map((at) =>
    rectangle({
      x: x + (at * width) / count + 0.1 * (width / count),
      y,
      width: 0.8 * (width / count),
      height,
      stroke: 'grey',
      strokeWidth: 0.1,
    }),
  );

const squares = (box: Box, columns: number, rows: number): readonly Shape[] =>
  times(rows).flatMap((row) =>
    uprights({ ...box, y: box.y + (row * box.height) / rows, height: (0.7 * box.height) / rows }, columns),
  );

const levels = ({ x, y, width, height }: Box, count: number): readonly Shape[] =>
  times(count).map((at) => {
    const level = y + ((at + 0.5) * height) / count;
    return line([x, level], [x + width, level], { stroke: 'grey', strokeWidth: 0.1 });
  });

/** A few strokes that tell one kind of front from another, also in black and white. */
export function frontHint(front: DeviceFront, box: Box): readonly Shape[] {
  if (box.height < LEAST_HEIGHT) return [];
  switch (front) {
    case 'lpu-node':
      return uprights(box, 8);
    case 'gpu-chassis':
      return squares(box, 6, Math.max(1, Math.round(box.height / 4)));
    case 'gpu-cards':
      return squares(box, 4, 2);
    case 'server':
      return levels(box, 3);
    case 'storage':
      return uprights(box, 12);
    case 'switch':
      return squares(box, 10, 2);
    case 'pdu':
      return squares(box, 5, 1);
    case 'shelf':
      return [
        line([box.x, box.y + box.height], [box.x + box.width, box.y + box.height], { strokeWidth: 0.5 }),
      ];
    case 'blank':
      return [line([box.x, box.y + box.height], [box.x + box.width, box.y], { stroke: 'grey' })];
  }
}
