/** The part of a timeline that is in sight: cycles sideways, rows downwards. */
export interface Viewport {
  readonly from: number;
  readonly to: number;
  /** The row at the top, with the fraction that is scrolled out. */
  readonly top: number;
  readonly rowPixels: number;
}

/** What there is to see, and how large the picture is. */
export interface Extent {
  readonly cycles: number;
  readonly rows: number;
  readonly heightPixels: number;
}

/** Nothing shorter than this many cycles fills the picture; below, nothing more could be told apart. */
export const SHORTEST_SPAN = 16;
const SMALLEST_ROW = 1;
const LARGEST_ROW = 32;

/** Everything, as far as rows of a pixel allow. */
export const fitted = (extent: Extent): Viewport => ({
  from: 0,
  to: Math.max(SHORTEST_SPAN, extent.cycles),
  top: 0,
  rowPixels: withinRows(extent.heightPixels / Math.max(1, extent.rows)),
});

/** Zooms in time by a factor (2 shows half as much) around a point, from 0 at the left to 1 at the right. */
export function zoomed(
  view: Viewport,
  { factor, at }: { readonly factor: number; readonly at: number },
  extent: Extent,
): Viewport {
  const span = view.to - view.from;
  const wanted = Math.min(Math.max(span / factor, SHORTEST_SPAN), Math.max(SHORTEST_SPAN, extent.cycles));
  const from = view.from + (span - wanted) * at;
  return clamped({ ...view, from, to: from + wanted }, extent);
}

/** Moves by a share of what is in sight, and by rows. */
export function panned(
  view: Viewport,
  { share = 0, rows = 0 }: { readonly share?: number; readonly rows?: number },
  extent: Extent,
): Viewport {
  const by = (view.to - view.from) * share;
  return clamped({ ...view, from: view.from + by, to: view.to + by, top: view.top + rows }, extent);
}

/** Makes rows higher or lower, keeping the one at a height in pixels in its place. */
export function stretched(
  view: Viewport,
  { factor, atPixels = 0 }: { readonly factor: number; readonly atPixels?: number },
  extent: Extent,
): Viewport {
  const rowPixels = withinRows(view.rowPixels * factor);
  const row = view.top + atPixels / view.rowPixels;
  return clamped({ ...view, rowPixels, top: row - atPixels / rowPixels }, extent);
}

/** The same view where everything in it exists; its span stays. */
export function clamped(view: Viewport, extent: Extent): Viewport {
  const whole = Math.max(SHORTEST_SPAN, extent.cycles);
  const span = Math.min(view.to - view.from, whole);
  const from = Math.min(Math.max(0, view.from), whole - span);
  const lowest = Math.max(0, extent.rows - extent.heightPixels / view.rowPixels);
  return { ...view, from, to: from + span, top: Math.min(Math.max(0, view.top), lowest) };
}

/** Brings a span of time and a row into sight, moving no more than it must. */
export function revealed(
  view: Viewport,
  { start, end, row }: { readonly start: number; readonly end: number; readonly row: number },
  extent: Extent,
): Viewport {
  const span = view.to - view.from;
  const inSight = start >= view.from && end <= view.to;
  const from = inSight ? view.from : (start + end) / 2 - span / 2;
  const visible = extent.heightPixels / view.rowPixels;
  const top = row < view.top ? row : row + 1 > view.top + visible ? row + 1 - visible : view.top;
  return clamped({ ...view, from, to: from + span, top }, extent);
}

const withinRows = (pixels: number): number => Math.min(LARGEST_ROW, Math.max(SMALLEST_ROW, pixels));
