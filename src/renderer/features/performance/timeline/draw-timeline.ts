import { firstReaching, paint, type RasterInks } from './raster';
import type { TimelineLayout } from './timeline-layout';
import type { Viewport } from './viewport';

/** Round points in time between two, at most so many: 1, 2 or 5 times a power of ten apart. */
export function ticksBetween(from: number, to: number, most: number): readonly number[] {
  const span = to - from;
  if (!(span > 0) || most < 1) return [];
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = [1, 2, 5, 10].map((times) => times * power).find((each) => span / each <= most) ?? power * 10;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, index) => (first + index) * step);
}

/** Sizes in CSS pixels: names of rows at the left, the time at the top. */
export const gutterPixels = 64;
export const axisPixels = 22;
/** The ink of each unit, and of what only passes time. */
export const unitTokens = [
  '--series-1',
  '--series-2',
  '--series-4',
  '--series-6',
  '--series-3',
  '--line-strong',
] as const;
const LABEL_ROW_PIXELS = 13;
const LEAST_NAME_PIXELS = 40;
const TICK_PIXELS = 110;

interface Inks extends RasterInks {
  readonly text: string;
  readonly quiet: string;
  readonly lineText: string;
  readonly groundText: string;
  readonly accent: string;
  readonly font: string;
}

/** The tokens of the theme, as text for the canvas and as numbers for the raster. */
export function inksOf(element: Element): Inks {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const probe = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const numberOf = (colour: string): number => {
    if (!probe) return 0;
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = colour;
    probe.fillRect(0, 0, 1, 1);
    return new Uint32Array(probe.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0;
  };
  return {
    ground: numberOf(token('--panel')),
    line: numberOf(token('--line')),
    units: unitTokens.map((name) => numberOf(token(name))),
    text: token('--text'),
    quiet: token('--text-quiet'),
    lineText: token('--line'),
    groundText: token('--panel'),
    accent: token('--accent'),
    font: `11px ${style.fontFamily}`,
  };
}

export interface DrawnTimeline {
  readonly layout: TimelineLayout;
  readonly view: Viewport;
  readonly picked: { readonly bar: number; readonly row: number } | undefined;
  readonly nameOf: (bar: number) => string;
  readonly rowName: (row: number) => string;
  readonly timeOf: (cycle: number) => string;
  /** Ticks stand at round microseconds. */
  readonly cyclesPerMicrosecond: number;
  readonly ratio: number;
}

/** A canvas with the raster that its bars are painted in, at the pixels of the screen. */
interface Surface {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly image: ImageData;
  readonly inks: Inks;
}

/** Draws what is in sight and returns how many bars that is. */
export function drawTimeline({ canvas, context, image, inks }: Surface, drawn: DrawnTimeline): number {
  const { layout, view, ratio } = drawn;
  const scaled = { ...view, rowPixels: view.rowPixels * ratio };
  const pixels = new Uint32Array(image.data.buffer);
  const inSight = paint(layout, scaled, { pixels, width: image.width, height: image.height }, inks);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = inks.groundText;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.putImageData(image, Math.round(gutterPixels * ratio), Math.round(axisPixels * ratio));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = inks.font;
  context.textBaseline = 'middle';
  const size = { width: image.width / ratio, height: image.height / ratio };
  drawRowNames(context, inks, drawn, size);
  drawAxis(context, inks, drawn, size);
  drawBarNames(context, inks, drawn, size);
  drawPicked(context, inks, drawn, size);
  return inSight;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function drawRowNames(context: CanvasRenderingContext2D, inks: Inks, drawn: DrawnTimeline, size: Size): void {
  const { layout, view, rowName } = drawn;
  const every = Math.max(1, Math.ceil(LABEL_ROW_PIXELS / view.rowPixels));
  context.fillStyle = inks.quiet;
  context.textAlign = 'right';
  const first = Math.ceil(view.top / every) * every;
  for (let row = first; row < layout.rows.length; row += every) {
    const y = axisPixels + (row - view.top + 0.5) * view.rowPixels;
    if (y > axisPixels + size.height - 4) break;
    context.fillText(rowName(row), gutterPixels - 6, Math.max(y, axisPixels + 6));
  }
  context.textAlign = 'left';
}

function drawAxis(context: CanvasRenderingContext2D, inks: Inks, drawn: DrawnTimeline, size: Size): void {
  const { view, timeOf, cyclesPerMicrosecond: each } = drawn;
  const perCycle = size.width / (view.to - view.from);
  context.strokeStyle = inks.lineText;
  context.lineWidth = 1;
  context.beginPath();
  for (const tick of ticksBetween(view.from / each, view.to / each, size.width / TICK_PIXELS)) {
    const cycle = tick * each;
    const x = Math.round(gutterPixels + (cycle - view.from) * perCycle) + 0.5;
    context.moveTo(x, axisPixels - 5);
    context.lineTo(x, axisPixels);
    context.fillStyle = inks.quiet;
    const text = timeOf(cycle);
    const width = context.measureText(text).width;
    context.fillText(text, Math.min(x + 3, gutterPixels + size.width - width), axisPixels / 2);
  }
  context.moveTo(gutterPixels, axisPixels - 0.5);
  context.lineTo(gutterPixels + size.width, axisPixels - 0.5);
  context.stroke();
}

/** Names stand in bars that are wide and high enough to hold some of them. */
function drawBarNames(context: CanvasRenderingContext2D, inks: Inks, drawn: DrawnTimeline, size: Size): void {
  const { layout, view, nameOf } = drawn;
  if (view.rowPixels < LABEL_ROW_PIXELS) return;
  const perCycle = size.width / (view.to - view.from);
  const lastRow = Math.min(layout.rows.length, Math.ceil(view.top + size.height / view.rowPixels));
  context.fillStyle = inks.groundText;
  context.save();
  context.beginPath();
  context.rect(gutterPixels, axisPixels, size.width, size.height);
  context.clip();
  for (let index = Math.max(0, Math.floor(view.top)); index < lastRow; index += 1) {
    const row = layout.rows[index];
    if (row === undefined) continue;
    for (let bar = firstReaching(layout, row, view.from); bar < row.last; bar += 1) {
      const [start, release] = [layout.start[bar] ?? 0, layout.release[bar] ?? 0];
      if (start > view.to) break;
      const left = Math.max(0, (start - view.from) * perCycle);
      const width = Math.min(size.width, (release - view.from) * perCycle) - left;
      if (width < LEAST_NAME_PIXELS) continue;
      const y = axisPixels + (index - view.top + 0.5) * view.rowPixels;
      context.fillText(fitting(context, nameOf(bar), width - 8), gutterPixels + left + 4, y);
    }
  }
  context.restore();
}

function fitting(context: CanvasRenderingContext2D, text: string, pixels: number): string {
  const each = context.measureText(text).width / Math.max(1, text.length);
  const room = Math.floor(pixels / each);
  return room >= text.length ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}

function drawPicked(context: CanvasRenderingContext2D, inks: Inks, drawn: DrawnTimeline, size: Size): void {
  const { layout, view, picked } = drawn;
  if (!picked) return;
  const perCycle = size.width / (view.to - view.from);
  const left = ((layout.start[picked.bar] ?? 0) - view.from) * perCycle;
  const right = ((layout.release[picked.bar] ?? 0) - view.from) * perCycle;
  const y = (picked.row - view.top) * view.rowPixels;
  context.save();
  context.beginPath();
  context.rect(gutterPixels, axisPixels, size.width, size.height);
  context.clip();
  context.strokeStyle = inks.text;
  context.lineWidth = 2;
  context.strokeRect(
    gutterPixels + left - 1,
    axisPixels + y - 1,
    Math.max(3, right - left) + 2,
    view.rowPixels + 1,
  );
  context.restore();
}
