import type { Hall, Point, Rectangle } from './geometry';
import { spatialIndexOf } from './spatial-index';

/** How the canvas is seen: a point of the hall, times `scale`, plus the offset, is a pixel. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST_SCALE = 0.01;
export const LARGEST_SCALE = 4;
const MARGIN = 24;

const clampScale = (scale: number): number => Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, scale));

export const toHall = (view: View, pixel: Point): Point => ({
  x: (pixel.x - view.x) / view.scale,
  y: (pixel.y - view.y) / view.scale,
});

export const toPixel = (view: View, point: Point): Point => ({
  x: point.x * view.scale + view.x,
  y: point.y * view.scale + view.y,
});

/** Zooms by a factor while the point under `pixel` stays where it is. */
export function zoomed(view: View, factor: number, pixel: Point): View {
  const scale = clampScale(view.scale * factor);
  const fixed = toHall(view, pixel);
  return { scale, x: pixel.x - fixed.x * scale, y: pixel.y - fixed.y * scale };
}

export const panned = (view: View, by: Point): View => ({ ...view, x: view.x + by.x, y: view.y + by.y });

/** The whole hall, centred; never larger than life. */
export const fitted = (hall: Hall, size: Size): View =>
  fittedTo({ x: 0, y: 0, width: hall.width, height: hall.height }, size);

export function fittedTo(area: Rectangle, size: Size): View {
  const room = {
    width: Math.max(1, size.width - 2 * MARGIN),
    height: Math.max(1, size.height - 2 * MARGIN),
  };
  const scale = clampScale(
    Math.min(1, room.width / Math.max(1, area.width), room.height / Math.max(1, area.height)),
  );
  return {
    scale,
    x: (size.width - area.width * scale) / 2 - area.x * scale,
    y: (size.height - area.height * scale) / 2 - area.y * scale,
  };
}

/** The smallest pan that brings a rectangle of the hall into sight. */
export function revealing(view: View, area: Rectangle, size: Size): View {
  const { x, y } = toPixel(view, area);
  return panned(view, {
    x: shiftInto(x, area.width * view.scale, size.width),
    y: shiftInto(y, area.height * view.scale, size.height),
  });
}

/** An area wholly in sight: panned to where it fits, else as large as it fits. */
export function showing(view: View, area: Rectangle, size: Size): View {
  const fits =
    area.width * view.scale <= size.width - 2 * MARGIN &&
    area.height * view.scale <= size.height - 2 * MARGIN;
  return fits ? revealing(view, area, size) : fittedTo(area, size);
}

function shiftInto(start: number, length: number, room: number): number {
  if (start < MARGIN || length > room - 2 * MARGIN) return start < MARGIN ? MARGIN - start : 0;
  return Math.min(0, room - MARGIN - (start + length));
}

/** The part of the hall that a window shows, with so many windows' width around it. */
export function areaInSight(view: View, size: Size, around = 0): Rectangle {
  const from = toHall(view, { x: -size.width * around, y: -size.height * around });
  const to = toHall(view, { x: size.width * (1 + around), y: size.height * (1 + around) });
  return { ...from, width: to.x - from.x, height: to.y - from.y };
}

/** How many racks the window itself shows at least in part. */
export const racksInSight = (hall: Hall, view: View, size: Size): number =>
  spatialIndexOf(hall).boxesIn(areaInSight(view, size)).length;

export const transformOf = ({ scale, x, y }: View): string =>
  `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(5)})`;
