import { detailAt } from '../hall/detail';
import { spatialIndexOf } from '../hall/spatial-index';
import { areaInSight } from '../hall/view';
import { drawFar } from './draw-far';
import { drawNear } from './draw-near';
import type { FrontFills } from './fronts';
import type { Inks } from './inks';
import type { Picture } from './picture';

interface Means {
  readonly inks: Inks;
  readonly fills: FrontFills;
  /** Pixels of the screen to one of the page. */
  readonly density: number;
}

/** Draws what the window shows of the hall; says how many racks that were. */
export function drawHall(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  { inks, fills, density }: Means,
): number {
  const { view, size, hall } = picture;
  pen.setTransform(density, 0, 0, density, 0, 0);
  pen.fillStyle = inks.ground;
  pen.fillRect(0, 0, size.width, size.height);
  const boxes = spatialIndexOf(hall).boxesIn(areaInSight(view, size));
  if (detailAt(view.scale).far) {
    drawFar(pen, boxes, picture, inks);
    return boxes.length;
  }
  const scale = density * view.scale;
  pen.setTransform(scale, 0, 0, scale, density * view.x, density * view.y);
  drawNear(pen, boxes, { picture, inks, fills });
  return boxes.length;
}
