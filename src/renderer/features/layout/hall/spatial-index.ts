import { FOOTER_HEIGHT, type Hall, type Point, type RackBox, type Rectangle } from './geometry';

/** Finds racks by where they lie without walking over all of them: a hall of thousands is asked at every frame. */
export interface SpatialIndex {
  /** The racks that touch an area, footers with their meters included, in walking order. */
  readonly boxesIn: (area: Rectangle) => readonly RackBox[];
}

const rectangleOf = ({ x, y, bayBottom }: RackBox, width: number): Rectangle => ({
  x,
  y,
  width,
  height: bayBottom + FOOTER_HEIGHT - y,
});

/** Whether two rectangles have an area in common. */
export const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const indexes = new WeakMap<Hall, SpatialIndex>();

/** The index of a hall, made once for as long as the hall stays. */
export function spatialIndexOf(hall: Hall): SpatialIndex {
  const known = indexes.get(hall) ?? madeFor(hall);
  indexes.set(hall, known);
  return known;
}

/** A grid with cells about as large as a rack, each with the racks that touch it. */
function madeFor({ boxes, rackWidth }: Hall): SpatialIndex {
  const cell = { width: 2 * rackWidth, height: 800 };
  const cells = new Map<string, number[]>();
  const cellsOf = ({ x, y, width, height }: Rectangle, visit: (key: string) => void) => {
    for (let column = Math.floor(x / cell.width); column * cell.width < x + width; column += 1) {
      for (let row = Math.floor(y / cell.height); row * cell.height < y + height; row += 1) {
        visit(`${column} ${row}`);
      }
    }
  };
  for (const [index, box] of boxes.entries()) {
    cellsOf(rectangleOf(box, rackWidth), (key) => {
      const list = cells.get(key);
      if (list) list.push(index);
      else cells.set(key, [index]);
    });
  }
  return {
    boxesIn: (area) => {
      const cellCount = (area.width / cell.width + 2) * (area.height / cell.height + 2);
      // An area larger than the hall would visit more empty cells than there are racks.
      if (cellCount > boxes.length) return boxes.filter((box) => overlaps(rectangleOf(box, rackWidth), area));
      const found = new Set<number>();
      cellsOf(area, (key) => cells.get(key)?.forEach((index) => found.add(index)));
      return [...found]
        .sort((a, b) => a - b)
        .flatMap((index) => {
          const box = boxes[index];
          return box && overlaps(rectangleOf(box, rackWidth), area) ? [box] : [];
        });
    },
  };
}

/** The rack whose frame or footer is at a point, with a margin around it; the nearer one where margins overlap. */
export function boxNear(hall: Hall, point: Point, margin: { readonly x: number; readonly y: number }) {
  const area = {
    x: point.x - margin.x,
    y: point.y - margin.y,
    width: 2 * margin.x,
    height: 2 * margin.y,
  };
  const middle = ({ x }: RackBox) => Math.abs(x + hall.rackWidth / 2 - point.x);
  return spatialIndexOf(hall)
    .boxesIn(area)
    .reduce<RackBox | undefined>(
      (best, box) => (best && middle(best) <= middle(box) ? best : box),
      undefined,
    );
}
