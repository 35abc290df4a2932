import type { DeviceType } from '#shared/catalogue/entries';

/** The front of a kind of device, or the rear that most have: fans and the inlets of their supplies. */
type Front = DeviceType['front'] | 'rear';

interface Tile {
  readonly width: number;
  readonly height: number;
  readonly paint: (pen: OffscreenCanvasRenderingContext2D) => void;
}

/**
 * What the fronts of devices are filled with, as tiles in units of the hall. The same drawings stand beside the names in
 * the palette (`canvas/patterns.tsx`); they are told apart by shape alone, so that they read in black and white.
 */
const tiles: Readonly<Record<Front, Tile>> = {
  'lpu-node': {
    width: 6.5,
    height: 72,
    paint: (pen) => {
      pen.strokeRect(1, 3, 4.2, 64);
      pen.fillRect(2.4, 7, 1.4, 4);
      pen.fillRect(2.4, 15, 1.4, 26);
    },
  },
  'gpu-chassis': {
    width: 6,
    height: 6,
    paint: (pen) => {
      for (const at of [1.5, 4.5]) dot(pen, at, at, 1);
    },
  },
  'gpu-cards': {
    width: 18,
    height: 9,
    paint: (pen) => {
      pen.strokeRect(1, 1, 16, 6);
      dot(pen, 5.5, 4, 1.6);
      dot(pen, 12, 4, 1.6);
    },
  },
  server: { width: 16, height: 6, paint: (pen) => pen.strokeRect(1, 1, 14, 4) },
  storage: {
    width: 7,
    height: 9,
    paint: (pen) => {
      pen.globalAlpha = 0.35;
      pen.fillRect(1, 1, 5, 7);
      pen.globalAlpha = 1;
      pen.strokeRect(1, 1, 5, 7);
    },
  },
  switch: { width: 5.5, height: 6, paint: (pen) => pen.fillRect(0.8, 1, 3.8, 3.8) },
  pdu: {
    width: 10,
    height: 12,
    paint: (pen) => {
      pen.beginPath();
      pen.arc(5, 6, 3.4, 0, 2 * Math.PI);
      pen.stroke();
      pen.fillRect(3.6, 5, 0.8, 2);
      pen.fillRect(5.6, 5, 0.8, 2);
    },
  },
  shelf: { width: 12, height: 4, paint: (pen) => pen.fillRect(0, 1.6, 7, 0.8) },
  rear: {
    width: 17,
    height: 17,
    paint: (pen) => {
      pen.beginPath();
      pen.arc(8.5, 8.5, 6.2, 0, 2 * Math.PI);
      pen.stroke();
      pen.beginPath();
      pen.arc(8.5, 8.5, 1.6, 0, 2 * Math.PI);
      for (const turn of [0, 1, 2]) {
        const angle = (turn * 2 * Math.PI) / 3;
        pen.moveTo(8.5, 8.5);
        pen.lineTo(8.5 + 6 * Math.cos(angle), 8.5 + 6 * Math.sin(angle));
      }
      pen.stroke();
    },
  },
  blank: {
    width: 7,
    height: 7,
    paint: (pen) => {
      pen.globalAlpha = 0.55;
      pen.beginPath();
      pen.moveTo(0, 7);
      pen.lineTo(7, 0);
      pen.stroke();
    },
  },
};

function dot(pen: OffscreenCanvasRenderingContext2D, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
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
      pattern = patternOf(pen, tiles[front], { ink, density });
      made.set(key, pattern);
    }
    return pattern ?? ink;
  };
}

function patternOf(
  pen: CanvasRenderingContext2D,
  { width, height, paint }: Tile,
  { ink, density }: { readonly ink: string; readonly density: number },
): CanvasPattern | null {
  // Whole pixels, or else the repeats would show seams.
  const [across, down] = [Math.round(width * density * 2), Math.round(height * density * 2)];
  const tile = new OffscreenCanvas(across, down);
  const drawn = tile.getContext('2d');
  if (!drawn) return null;
  drawn.scale(across / width, down / height);
  Object.assign(drawn, { fillStyle: ink, strokeStyle: ink, lineWidth: 1 });
  paint(drawn);
  const pattern = pen.createPattern(tile, 'repeat');
  pattern?.setTransform({ a: width / across, d: height / down });
  return pattern;
}
