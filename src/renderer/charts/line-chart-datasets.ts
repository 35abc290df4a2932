import type { Chart, ChartDataset, Plugin } from 'chart.js';
import { type ChartPalette, seriesColour } from './chart-palette';

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** What a hover says before the values. */
  readonly note?: string;
}

interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export interface LineSeries {
  readonly name: string;
  /** Which colour of the series palette it has; without one it is drawn in the quiet ink of axes. */
  readonly series?: number;
  readonly points: readonly LinePoint[];
  readonly band?: readonly BandPoint[];
  /**
   * `line` with solid points for what is predicted, `points` without a line, `hollow` for what was measured, `front` for a broad line
   * behind the others, `plain` for a line without points, `roof` for a limit, `own` for the larger points of what stands,
   * `simulated` for diamonds, `faint` for what is beaten.
   */
  readonly look?: 'line' | 'points' | 'hollow' | 'front' | 'plain' | 'roof' | 'own' | 'simulated' | 'faint';
  /** Drawn over the others and broader. */
  readonly emphasised?: boolean;
  /** Whether its name stands at its end; all do unless told otherwise. */
  readonly labelled?: boolean;
}

/** One dataset of a drawn series; `named` is its name where it stands for a series, not for the edge of a band. */
export type LineDataset = ChartDataset<'line', LinePoint[]> & {
  readonly named?: string | undefined;
  readonly labelled?: boolean;
  readonly ink?: string;
};

const DASH = [5, 4];

/** What Chart.js draws for a series: the edges of its band, filled between them, and the series itself. */
export function datasetsOf(series: readonly LineSeries[], palette: ChartPalette): LineDataset[] {
  return series.flatMap((each) => {
    const ink = each.series === undefined ? palette.quiet : seriesColour(palette, each.series);
    return [...bandOf(each, ink), lineOf(each, ink, palette)];
  });
}

function bandOf({ band, name }: LineSeries, ink: string): LineDataset[] {
  if (!band || band.length === 0) return [];
  const edge = { label: name, showLine: true, borderWidth: 0, pointRadius: 0, pointHitRadius: 0, order: 3 };
  const fill = translucent(ink);
  return [
    { ...edge, data: band.map(({ x, low }) => ({ x, y: low })), fill: false },
    { ...edge, data: band.map(({ x, high }) => ({ x, y: high })), fill: '-1', backgroundColor: fill },
  ];
}

function lineOf(each: LineSeries, ink: string, palette: ChartPalette): LineDataset {
  const { name, points, look = 'line', emphasised = false, labelled = true } = each;
  const common = {
    label: name,
    named: name,
    labelled,
    ink,
    data: [...points],
    borderColor: ink,
    fill: false,
  };
  switch (look) {
    case 'line':
      return {
        ...common,
        borderWidth: emphasised ? 2.5 : 1.5,
        pointRadius: emphasised ? 3 : 2,
        pointBackgroundColor: ink,
        order: emphasised ? 0 : 1,
      };
    case 'plain':
      return { ...common, borderWidth: 1.5, pointRadius: 0, pointHitRadius: 4, order: 1 };
    case 'points':
      return { ...common, showLine: false, pointRadius: 5, pointBackgroundColor: ink, order: 0 };
    case 'own':
      return { ...common, showLine: false, pointRadius: 8, pointBackgroundColor: ink, order: 0 };
    case 'simulated':
      return {
        ...common,
        showLine: false,
        pointStyle: 'rectRot',
        pointRadius: 7,
        pointBackgroundColor: ink,
        order: 0,
      };
    case 'faint':
      return {
        ...common,
        showLine: false,
        borderWidth: 0,
        pointRadius: 3,
        pointBackgroundColor: translucent(palette.quiet, 55),
        order: 1,
      };
    case 'hollow':
      return {
        ...common,
        showLine: false,
        borderWidth: 2,
        pointRadius: 5,
        pointBackgroundColor: palette.ground,
        order: 0,
      };
    case 'front':
      return {
        ...common,
        borderColor: translucent(palette.text, 22),
        borderWidth: 7,
        pointRadius: 0,
        pointHitRadius: 0,
        order: 4,
      };
    case 'roof':
      return { ...common, borderWidth: 1.5, borderDash: DASH, pointRadius: 0, pointHitRadius: 0, order: 2 };
  }
}

const translucent = (ink: string, percent = 16): string =>
  `color-mix(in oklch, ${ink} ${percent}%, transparent)`;

const GAP_PIXELS = 8;
const LINE_PIXELS = 12;

interface Label {
  readonly text: string;
  readonly ink: string;
  readonly x: number;
  y: number;
}

/** Writes the name of each series beside its highest end, moved apart where two would overlap. */
export const lineLabels: Plugin<'line'> = {
  id: 'line-labels',
  afterDatasetsDraw: (chart: Chart<'line'>) => {
    const { ctx, chartArea } = chart;
    const labels = chart.data.datasets.flatMap((dataset, index) =>
      labelOf(chart, dataset as LineDataset, index),
    );
    labels.sort((a, b) => a.y - b.y);
    ctx.save();
    ctx.font = `11px ${getComputedStyle(chart.canvas).fontFamily}`;
    ctx.textBaseline = 'middle';
    const placed: Label[] = [];
    for (const label of labels) {
      const width = ctx.measureText(label.text).width;
      const x = Math.max(chartArea.left + 2, Math.min(label.x + GAP_PIXELS, chartArea.right - width - 2));
      let y = Math.max(chartArea.top + LINE_PIXELS / 2, label.y);
      for (const other of placed) {
        if (Math.abs(other.x - x) < 120 && Math.abs(other.y - y) < LINE_PIXELS) y = other.y + LINE_PIXELS;
      }
      placed.push({ ...label, x, y });
      ctx.fillStyle = label.ink;
      ctx.fillText(label.text, x, y);
    }
    ctx.restore();
  },
};

function labelOf(chart: Chart<'line'>, dataset: LineDataset, index: number): readonly Label[] {
  if (dataset.named === undefined || dataset.labelled === false) return [];
  const points = chart.getDatasetMeta(index).data;
  const inSight = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const [first, last] = [inSight[0], inSight.at(-1)];
  if (!first || !last) return [];
  const end = first.y < last.y ? first : last;
  return [{ text: dataset.named, ink: dataset.ink ?? '', x: end.x, y: end.y - LINE_PIXELS / 2 }];
}
