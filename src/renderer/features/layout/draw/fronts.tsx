import type { DeviceType } from '#shared/catalogue/entries';

/** The front of a kind of device, or the rear that most have: fans and the inlets of their supplies. */
type Front = DeviceType['front'] | 'rear';

/** One mark of a tile, in units of the hall; outlined one unit wide where it is not filled. */
type Mark =
  | {
      readonly shape: 'box';
      readonly at: readonly [x: number, y: number, width: number, height: number];
      readonly as: 'outline' | 'fill';
      readonly opacity?: number;
    }
  | {
      readonly shape: 'disc';
      readonly at: readonly [x: number, y: number, radius: number];
      readonly as: 'outline' | 'fill';
    }
  | {
      readonly shape: 'stroke';
      readonly at: readonly [fromX: number, fromY: number, toX: number, toY: number];
      readonly opacity?: number;
    };

interface Tile {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

const box = (x: number, y: number, width: number, height: number): Mark => ({
  shape: 'box',
  at: [x, y, width, height],
  as: 'outline',
});
const block = (x: number, y: number, width: number, height: number): Mark => ({
  shape: 'box',
  at: [x, y, width, height],
  as: 'fill',
});
const shade: Mark = { shape: 'box', at: [1, 1, 5, 7], as: 'fill', opacity: 0.35 };
const ring = (x: number, y: number, radius: number): Mark => ({
  shape: 'disc',
  at: [x, y, radius],
  as: 'outline',
});
const dot = (x: number, y: number, radius: number): Mark => ({
  shape: 'disc',
  at: [x, y, radius],
  as: 'fill',
});
const spoke = (turn: number): Mark => {
  const angle = turn * 2 * Math.PI;
  return { shape: 'stroke', at: [8.5, 8.5, 8.5 + 6 * Math.cos(angle), 8.5 + 6 * Math.sin(angle)] };
};

/**
 * What the fronts of devices are filled with, told apart by shape alone, so that they read in black and white. The canvas
 * and the swatches beside the names in the palette both draw these.
 */
const frontTiles: Readonly<Record<Front, Tile>> = {
  'lpu-node': {
    width: 6.5,
    height: 72,
    marks: [box(1, 3, 4.2, 64), block(2.4, 7, 1.4, 4), block(2.4, 15, 1.4, 26)],
  },
  'gpu-chassis': { width: 6, height: 6, marks: [dot(1.5, 1.5, 1), dot(4.5, 4.5, 1)] },
  'gpu-cards': { width: 18, height: 9, marks: [box(1, 1, 16, 6), dot(5.5, 4, 1.6), dot(12, 4, 1.6)] },
  server: { width: 16, height: 6, marks: [box(1, 1, 14, 4)] },
  storage: { width: 7, height: 9, marks: [shade, box(1, 1, 5, 7)] },
  switch: { width: 5.5, height: 6, marks: [block(0.8, 1, 3.8, 3.8)] },
  pdu: {
    width: 10,
    height: 12,
    marks: [ring(5, 6, 3.4), block(3.6, 5, 0.8, 2), block(5.6, 5, 0.8, 2)],
  },
  shelf: { width: 12, height: 4, marks: [block(0, 1.6, 7, 0.8)] },
  rear: {
    width: 17,
    height: 17,
    marks: [ring(8.5, 8.5, 6.2), ring(8.5, 8.5, 1.6), spoke(0), spoke(1 / 3), spoke(2 / 3)],
  },
  blank: { width: 7, height: 7, marks: [{ shape: 'stroke', at: [0, 7, 7, 0], opacity: 0.55 }] },
};

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

const ink = 'var(--device-line)';
const fronts = Object.keys(frontTiles) as Front[];

/** The fronts of devices as fills for the swatches of the palette: `url(#front-server)`. */
export const Patterns = () => (
  <svg width="0" height="0" aria-hidden="true">
    <defs>
      {fronts.map((front) => {
        const { width, height, marks } = frontTiles[front];
        return (
          <pattern
            key={front}
            id={`front-${front}`}
            width={width}
            height={height}
            patternUnits="userSpaceOnUse"
          >
            {marks.map((mark, index) => (
              <Drawn key={index} mark={mark} />
            ))}
          </pattern>
        );
      })}
    </defs>
  </svg>
);

const inked = (as: 'outline' | 'fill') => (as === 'fill' ? { fill: ink } : { fill: 'none', stroke: ink });

function Drawn({ mark }: { readonly mark: Mark }) {
  switch (mark.shape) {
    case 'box': {
      const [x, y, width, height] = mark.at;
      return <rect {...{ x, y, width, height, opacity: mark.opacity }} {...inked(mark.as)} />;
    }
    case 'disc': {
      const [cx, cy, r] = mark.at;
      return <circle {...{ cx, cy, r }} {...inked(mark.as)} />;
    }
    case 'stroke': {
      const [x1, y1, x2, y2] = mark.at;
      return <line {...{ x1, y1, x2, y2, opacity: mark.opacity }} stroke={ink} />;
    }
  }
}
