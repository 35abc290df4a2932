import type { Rectangle } from '#shared/floor/floor-plan';
import type { Area } from './paper';

export const MILLIMETRES_PER_METRE = 1_000;

/** The floor on paper: where its corner lies, and how much smaller than the thing it is. */
export interface OnPaper {
  readonly area: Area;
  readonly scale: number;
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
  { area, scale }: OnPaper,
): Box {
  const onPaper = (meters: number): number => (meters * MILLIMETRES_PER_METRE) / scale;
  return {
    x: area.x + onPaper(xMeters),
    y: area.y + onPaper(yMeters),
    width: onPaper(widthMeters),
    height: onPaper(depthMeters),
  };
}
