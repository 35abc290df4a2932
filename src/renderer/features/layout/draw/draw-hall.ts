import { detailAt } from '../hall/detail';
import type { Rectangle } from '../hall/geometry';
import { spatialIndexOf } from '../hall/spatial-index';
import { toHall, type View } from '../hall/view';
import { drawFar } from './draw-far';
import { drawNear } from './draw-near';
import type { FrontFills } from './fronts';
import type { Inks } from './inks';
import type { Picture } from './picture';

type Pen = CanvasRenderingContext2D;

export interface DrawingMeans {
  readonly inks: Inks;
  readonly fills: FrontFills;
  /** Pixels of the screen to one of the page. */
  readonly density: number;
}

/** Names, letters of rows and signs reach so far beyond their racks, in pixels of the page. */
const OVERHANG = 96;

/** Draws a part of the window, and nothing outside of it. */
export function drawPart(pen: Pen, part: Rectangle, picture: Picture, means: DrawingMeans): void {
  const { view, hall } = picture;
  const { inks, fills, density } = means;
  pen.save();
  pen.setTransform(density, 0, 0, density, 0, 0);
  pen.beginPath();
  pen.rect(part.x, part.y, part.width, part.height);
  pen.clip();
  pen.fillStyle = inks.ground;
  pen.fillRect(part.x, part.y, part.width, part.height);
  const boxes = spatialIndexOf(hall).boxesIn(areaOf(part, view));
  if (detailAt(view.scale).far) drawFar(pen, boxes, picture, inks);
  else {
    const scale = density * view.scale;
    pen.setTransform(scale, 0, 0, scale, density * view.x, density * view.y);
    drawNear(pen, boxes, { picture, inks, fills });
  }
  pen.restore();
}

function areaOf({ x, y, width, height }: Rectangle, view: View): Rectangle {
  const from = toHall(view, { x: x - OVERHANG, y: y - OVERHANG });
  const to = toHall(view, { x: x + width + OVERHANG, y: y + height + OVERHANG });
  return { ...from, width: to.x - from.x, height: to.y - from.y };
}

export interface Shift {
  readonly x: number;
  readonly y: number;
}

/**
 * What a pan by so much brings into sight: a strip at one side, a strip at the other. The rest of the window is what it
 * was, only elsewhere.
 */
export function exposedBy({ x, y }: Shift, { width, height }: Picture['size']): readonly Rectangle[] {
  const beside = { x: x > 0 ? 0 : width + x, y: 0, width: Math.abs(x), height };
  const above = { x: 0, y: y > 0 ? 0 : height + y, width, height: Math.abs(y) };
  return [beside, above].filter((strip) => strip.width > 0 && strip.height > 0);
}
