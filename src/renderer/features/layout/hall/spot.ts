import type { WidthSide } from '#shared/scenario/placement';
import type { Face } from '#shared/scenario/schema';
import { facesAt, RACK_WIDTH, UNIT_HEIGHT, type Hall, type Point, type RackBox } from './geometry';
import { boxNear } from './spatial-index';

export interface Spot {
  readonly box: RackBox;
  /** Height above the rack's floor in U, counted from 1 as positions are: 3.5 is the middle of U3. */
  readonly unit: number;
  /** The face that is drawn there, and its half. */
  readonly face: Face;
  readonly half: WidthSide;
}

/** Around a rack, so much of the gap to the next one counts to it. */
const MARGIN = { x: 16, y: 32 } as const;

/** The rack, height and face under a point; the gap beside a rack counts to the nearer one. */
export function spotAt(hall: Hall, point: Point, faces: readonly Face[]): Spot | undefined {
  const box = boxNear(hall, point, MARGIN);
  if (!box) return undefined;
  const drawn = facesAt(box, faces);
  const { face, x } = drawn.find((at) => point.x < at.x + RACK_WIDTH) ??
    drawn.at(-1) ?? { face: 'front', x: box.x };
  const half = point.x < x + RACK_WIDTH / 2 ? 'left' : 'right';
  return { box, unit: 1 + (box.bayBottom - point.y) / UNIT_HEIGHT, face, half };
}
