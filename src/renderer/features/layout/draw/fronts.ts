import { frontTiles, type Front, type Mark, type Tile } from './front-marks';

type Pen = OffscreenCanvasRenderingContext2D;

function paint(pen: Pen, mark: Mark): void {
  switch (mark.shape) {
    case 'box': {
      pen.globalAlpha = mark.opacity ?? 1;
      if (mark.as === 'fill') pen.fillRect(...mark.at);
      else pen.strokeRect(...mark.at);
      return;
    }
    case 'disc': {
      const [x, y, radius] = mark.at;
      pen.globalAlpha = 1;
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      if (mark.as === 'fill') pen.fill();
      else pen.stroke();
      return;
    }
    case 'stroke': {
      const [fromX, fromY, toX, toY] = mark.at;
      pen.globalAlpha = mark.opacity ?? 1;
      pen.beginPath();
      pen.moveTo(fromX, fromY);
      pen.lineTo(toX, toY);
      pen.stroke();
    }
  }
}

/** Pixels to a unit of the hall that a tile is drawn with; one of few steps, so that zooming draws few tiles. */
const densityFor = (scale: number): number => 2 ** Math.max(0, Math.min(3, Math.ceil(Math.log2(scale))));

export type FrontFills = (front: Front, scale: number) => CanvasPattern | string;

/** Fills for the fronts in one ink, each tile drawn once per density. */
export function frontFills(pen: CanvasRenderingContext2D, ink: string): FrontFills {
  const made = new Map<string, CanvasPattern | null>();
  return (front, scale) => {
    const density = densityFor(scale);
    const key = `${front} ${density}`;
    let pattern = made.get(key);
    if (pattern === undefined) {
      pattern = patternOf(pen, frontTiles[front], { ink, density });
      made.set(key, pattern);
    }
    return pattern ?? ink;
  };
}

function patternOf(
  pen: CanvasRenderingContext2D,
  { width, height, marks }: Tile,
  { ink, density }: { readonly ink: string; readonly density: number },
): CanvasPattern | null {
  // Whole pixels, or else the repeats would show seams.
  const [across, down] = [Math.round(width * density * 2), Math.round(height * density * 2)];
  const tile = new OffscreenCanvas(across, down);
  const drawn = tile.getContext('2d');
  if (!drawn) return null;
  drawn.scale(across / width, down / height);
  Object.assign(drawn, { fillStyle: ink, strokeStyle: ink, lineWidth: 1 });
  for (const mark of marks) paint(drawn, mark);
  const pattern = pen.createPattern(tile, 'repeat');
  pattern?.setTransform({ a: width / across, d: height / down });
  return pattern;
}
