import type { Rectangle } from '#shared/floor/floor-plan';
import type { Area } from './paper';

export const MILLIMETRES_PER_METRE = 1_000;

/** The floor on paper: where a corner of it lies, and how much smaller than the thing it is. */
export interface OnPaper {
  readonly area: Area;
  readonly scale: number;
  /** What of the floor lies in the top left corner of the area. */
  readonly corner: Pick<Rectangle, 'xMeters' | 'yMeters'>;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle of the hall in millimetres on paper. */
export function boxOf(
  { xMeters, yMeters, widthMeters, depthMeters }: Rectangle,
  { area, scale, corner }: OnPaper,
): Box {
  const onPaper = (meters: number): number => (meters * MILLIMETRES_PER_METRE) / scale;
  return {
    x: area.x + onPaper(xMeters - corner.xMeters),
    y: area.y + onPaper(yMeters - corner.yMeters),
    width: onPaper(widthMeters),
    height: onPaper(depthMeters),
  };
}
