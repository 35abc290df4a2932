import type { TimelineLayout, TimelineRow } from './timeline-layout';
import type { Viewport } from './viewport';

/** A picture being painted, one number a pixel in the byte order of the canvas. */
export interface Raster {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

export interface RasterInks {
  readonly ground: number;
  readonly line: number;
  /** By unit. */
  readonly units: readonly number[];
}

const SEPARATED_PIXELS = 5;

/** The first bar of a row that may reach a point in time. */
export function firstReaching(layout: TimelineLayout, row: TimelineRow, cycle: number): number {
  const earliest = cycle - row.longest;
  let [low, high] = [row.first, row.last];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((layout.start[middle] ?? 0) < earliest) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Paints the rows in sight, and returns how many bars are in sight. A bar is at least a pixel wide; of several in one pixel the first
 * one shows. The cost is one pass over the bars in sight and the pixels, whatever the zoom.
 */
export function paint(layout: TimelineLayout, view: Viewport, raster: Raster, inks: RasterInks): number {
  const { pixels, width, height } = raster;
  pixels.fill(inks.ground);
  const perCycle = width / (view.to - view.from);
  const firstRow = Math.max(0, Math.floor(view.top));
  const lastRow = Math.min(layout.rows.length, Math.ceil(view.top + height / view.rowPixels));
  let inSight = 0;
  for (let index = firstRow; index < lastRow; index += 1) {
    const row = layout.rows[index];
    if (row === undefined) continue;
    const top = Math.max(0, Math.round((index - view.top) * view.rowPixels));
    const bottom = Math.min(height, Math.round((index + 1 - view.top) * view.rowPixels));
    const gap = view.rowPixels >= 4 ? 1 : 0;
    if (top >= height || bottom <= top) continue;
    const line = top * width;
    let single = -1;
    for (let bar = firstReaching(layout, row, view.from); bar < row.last; bar += 1) {
      const start = layout.start[bar] ?? 0;
      if (start > view.to) break;
      const release = layout.release[bar] ?? 0;
      if (release < view.from) continue;
      inSight += 1;
      const left = Math.max(0, Math.floor((start - view.from) * perCycle));
      const right = Math.min(width, Math.max(left + 1, Math.floor((release - view.from) * perCycle)));
      if (right - left === 1) {
        if (left === single) continue;
        single = left;
      }
      // A bar wide enough leaves its first pixel free, so that neighbours on one unit are told apart.
      const edge = right - left >= SEPARATED_PIXELS ? 1 : 0;
      const ink = inks.units[layout.unit[bar] ?? 0] ?? inks.line;
      // Most bars are short, for which a loop is faster than a call.
      for (let pixel = line + left + edge; pixel < line + right; pixel += 1) pixels[pixel] = ink;
    }
    for (let below = top + 1; below < bottom - gap; below += 1) {
      pixels.copyWithin(below * width, line, line + width);
    }
    if (gap > 0 && bottom - 1 > top) pixels.fill(inks.line, (bottom - 1) * width, bottom * width);
  }
  return inSight;
}

/** The bar at a point of the picture, in its row and cycle; undefined where the row is idle. */
export function barAt(
  layout: TimelineLayout,
  rowIndex: number,
  cycle: number,
  slack = 0,
): number | undefined {
  const row = layout.rows[rowIndex];
  if (row === undefined) return undefined;
  let found: number | undefined;
  for (let bar = firstReaching(layout, row, cycle - slack); bar < row.last; bar += 1) {
    const start = layout.start[bar] ?? 0;
    if (start > cycle + slack) break;
    if ((layout.release[bar] ?? 0) >= cycle - slack) found = bar;
  }
  return found;
}

/** The bars in sight, at most so many, row by row; for the table beside the picture. */
export function barsInSight(
  layout: TimelineLayout,
  view: Viewport,
  { heightPixels, most }: { readonly heightPixels: number; readonly most: number },
): readonly number[] {
  const bars: number[] = [];
  const lastRow = Math.min(layout.rows.length, Math.ceil(view.top + heightPixels / view.rowPixels));
  for (let index = Math.max(0, Math.floor(view.top)); index < lastRow; index += 1) {
    const row = layout.rows[index];
    if (row === undefined) continue;
    for (let bar = firstReaching(layout, row, view.from); bar < row.last; bar += 1) {
      if ((layout.start[bar] ?? 0) > view.to) break;
      if ((layout.release[bar] ?? 0) < view.from) continue;
      if (bars.length >= most) return bars;
      bars.push(bar);
    }
  }
  return bars;
}
