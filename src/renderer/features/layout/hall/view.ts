import { FOOTER_HEIGHT, RACK_WIDTH, type Hall, type Point, type RackBox, type Rectangle } from './geometry';

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

export const SMALLEST_SCALE = 0.04;
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

function shiftInto(start: number, length: number, room: number): number {
  if (start < MARGIN || length > room - 2 * MARGIN) return start < MARGIN ? MARGIN - start : 0;
  return Math.min(0, room - MARGIN - (start + length));
}

/** How much there is room to say: slots with names, racks with fills, or the hall's pattern only. */
export type Detail = 'slot' | 'rack' | 'hall';

export function detailOf({ scale }: View): Detail {
  if (scale >= 0.55) return 'slot';
  return scale >= 0.22 ? 'rack' : 'hall';
}

/** The racks that a window of this size shows, with half a window around it so that a pan finds them ready. */
export function visibleRacks(hall: Hall, view: View, size: Size): readonly RackBox[] {
  const from = toHall(view, { x: -size.width / 2, y: -size.height / 2 });
  const to = toHall(view, { x: size.width * 1.5, y: size.height * 1.5 });
  return hall.boxes.filter(
    ({ x, y, bayBottom }) =>
      x < to.x && x + RACK_WIDTH > from.x && y < to.y && bayBottom + FOOTER_HEIGHT > from.y,
  );
}

/** How many racks the window itself shows at least in part. */
export function racksInSight(hall: Hall, view: View, size: Size): number {
  const from = toHall(view, { x: 0, y: 0 });
  const to = toHall(view, { x: size.width, y: size.height });
  return hall.boxes.filter(
    ({ x, y, bayBottom }) => x < to.x && x + RACK_WIDTH > from.x && y < to.y && bayBottom > from.y,
  ).length;
}

const sameBoxes = (a: readonly RackBox[], b: readonly RackBox[]): boolean =>
  a.length === b.length && a.every((box, index) => box === b[index]);

/** `visibleRacks` that answers with the very same list for as long as the same racks are in sight. */
export function rememberingVisibleRacks(
  hall: Hall,
): (seen: { readonly view: View; readonly size: Size }) => readonly RackBox[] {
  let last: readonly RackBox[] = [];
  return ({ view, size }) => {
    const next = visibleRacks(hall, view, size);
    if (!sameBoxes(last, next)) last = next;
    return last;
  };
}

export const transformOf = ({ scale, x, y }: View): string =>
  `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(5)})`;
