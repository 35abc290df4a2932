import type { DeviceType } from '#shared/catalogue/entries';

/** The front of a kind of device, or the rear that most have: fans and the inlets of their supplies. */
export type Front = DeviceType['front'] | 'rear';

/** One mark of a tile, in units of the hall; outlined one unit wide where it is not filled. */
export type Mark =
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

export interface Tile {
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
export const frontTiles: Readonly<Record<Front, Tile>> = {
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
