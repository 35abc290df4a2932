/** A line chart for paper: few inks, axes with units; the key of the report names the inks. */

export interface ChartLine {
  readonly ink: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** A line, solid points, or points in the grey of what is dominated. */
  readonly look: 'line' | 'points' | 'faint';
}

export interface ChartAxis {
  readonly title: string;
  readonly logarithmic: boolean;
  readonly format: (value: number) => string;
}

export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly ChartLine[];
  readonly x: ChartAxis;
  readonly y: ChartAxis;
}

const MARGIN = { left: 62, right: 12, top: 14, bottom: 34 } as const;
const INK = { rule: '#dde3e8', faint: '#b4bdc5' } as const;

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 5, 10];
const TICKS = 6;

/** Round values between two ends: so many at most, evenly apart. */
function linearTicks(low: number, high: number): readonly number[] {
  const raw = (high - low) / TICKS || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * (STEPS.find((each) => each * power >= raw) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

function powerTicks(low: number, high: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const powers = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
  const ticks = powers.flatMap((power) => (powers.length > 4 ? [power] : [power, 2 * power, 5 * power]));
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** Room beyond the outermost points of a logarithmic axis. */
const ROOM = 1.25;

function scaleOf(
  values: readonly number[],
  { logarithmic }: ChartAxis,
  [from, to]: readonly [number, number],
): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (logarithmic && least > 0) {
    const [low, high] = [least / ROOM, most * ROOM];
    const span = Math.log(high) - Math.log(low);
    const at = (value: number) => from + ((Math.log(value) - Math.log(low)) / span) * (to - from);
    return { at, ticks: powerTicks(low, high) };
  }
  const [low, high] = [Math.min(0, least), most > least || most > 0 ? most : 1];
  const at = (value: number) => from + ((value - low) / (high - low || 1)) * (to - from);
  return { at, ticks: linearTicks(low, high) };
}

/** A text of the picture: pdfmake sets the type, since no SVG of its reads a font from memory. */
export interface ChartLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface DrawnChart {
  readonly svg: string;
  readonly labels: readonly ChartLabel[];
}

export const CHART_TEXT = 7;
/** Widths of characters against the size of the type, about: digits and Latin letters, Chinese ones. */
const NARROW = 0.52;
const WIDE = 1;

const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, each) => sum + CHART_TEXT * (each > '\u2e7f' ? WIDE : NARROW), 0);

function label(
  text: string,
  { x, y, anchor }: { readonly x: number; readonly y: number; readonly anchor: number },
) {
  return { text, x: x - anchor * widthOf(text), y: y - CHART_TEXT };
}

const [START, MIDDLE, END] = [0, 0.5, 1];

/** The chart; undefined where there is nothing to draw. */
export function drawChart({ width, height, lines, x, y }: Chart): DrawnChart | undefined {
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) return undefined;
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  const [top, bottom] = [MARGIN.top, height - MARGIN.bottom];
  const across = scaleOf(
    points.map((point) => point.x),
    x,
    [left, right],
  );
  const up = scaleOf(
    points.map((point) => point.y),
    y,
    [bottom, top],
  );
  const rule = (from: readonly [number, number], to: readonly [number, number], ink: string): string =>
    `<line x1="${from[0].toFixed(1)}" y1="${from[1].toFixed(1)}" x2="${to[0].toFixed(1)}" y2="${to[1].toFixed(1)}" stroke="${ink}" stroke-width="0.5"/>`;
  const grid = [
    ...across.ticks.map((tick) => rule([across.at(tick), top], [across.at(tick), bottom], INK.rule)),
    ...up.ticks.map((tick) => rule([left, up.at(tick)], [right, up.at(tick)], INK.rule)),
  ];
  const labels = [
    ...across.ticks.map((tick) =>
      label(x.format(tick), { x: across.at(tick), y: bottom + 11, anchor: MIDDLE }),
    ),
    ...up.ticks.map((tick) => label(y.format(tick), { x: left - 4, y: up.at(tick) + 2, anchor: END })),
    label(x.title, { x: (left + right) / 2, y: height - 6, anchor: MIDDLE }),
    label(y.title, { x: 2, y: CHART_TEXT, anchor: START }),
  ];
  const drawn = lines.map((line) => lineSvg(line, across, up));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${grid.join('')}${drawn.join('')}</svg>`;
  return { svg, labels };
}

function lineSvg({ ink, points, look }: ChartLine, across: Scale, up: Scale): string {
  const places = points.map((point) => [across.at(point.x), up.at(point.y)] as const);
  if (look === 'line') {
    const path = places.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${ink}" stroke-width="1.1"/>`;
  }
  const [radius, fill] = look === 'faint' ? [1.6, INK.faint] : [2.4, ink];
  return places
    .map(([px, py]) => `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="${radius}" fill="${fill}"/>`)
    .join('');
}
