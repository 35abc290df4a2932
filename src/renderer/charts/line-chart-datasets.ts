import type { ChartDataset } from 'chart.js';
import { seriesColour, type ChartPalette } from './chart-palette';

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** What a hover says before the values. */
  readonly note?: string;
}

export interface BandPoint {
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
