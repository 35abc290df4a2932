import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin, Tooltip } from 'chart.js';
import { useCallback } from 'react';
import { ChartFigure, tickSpacing } from './chart-figure';
import { seriesColour } from './chart-palette';
import { type ConfigurationOf, useChart } from './use-chart';

interface Interval {
  readonly low: number;
  readonly high: number;
}

const CAP_PIXELS = 4;

/**
 * Draws how far each bar of a horizontal bar chart may lie: a whisker from low to high with caps, and nothing where
 * the value is exact. `intervals` stand in the order of the bars.
 */
function intervalPlugin(intervals: readonly (Interval | undefined)[], colour: string): Plugin<'bar'> {
  return {
    id: 'interval',
    afterDatasetsDraw: (chart: Chart<'bar'>) => {
      const axis = chart.scales['x'];
      if (!axis) return;
      const { ctx } = chart;
      ctx.save();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      chart.getDatasetMeta(0).data.forEach((bar, index) => {
        const interval = intervals[index];
        if (!interval || interval.low === interval.high) return;
        const [from, to] = [axis.getPixelForValue(interval.low), axis.getPixelForValue(interval.high)];
        ctx.moveTo(from, bar.y);
        ctx.lineTo(to, bar.y);
        for (const end of [from, to]) {
          ctx.moveTo(end, bar.y - CAP_PIXELS);
          ctx.lineTo(end, bar.y + CAP_PIXELS);
        }
      });
      ctx.stroke();
      ctx.restore();
    },
  };
}

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface RangeBar {
  readonly name: string;
  /** Which colour of the series palette it has; the same scenario has the same in every chart. */
  readonly series: number;
  /** Undefined where it is not known; the bar is left out and the table says why. */
  readonly value: { readonly low: number; readonly typical: number; readonly high: number } | undefined;
}

interface RangeBarsProps {
  readonly title: string;
  /** What the chart says in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly bars: readonly RangeBar[];
  /** A value as text with its unit. */
  readonly format: (value: number) => string;
}

const ROW_PIXELS = 40;
const AXIS_PIXELS = 34;

/** Horizontal bars from zero with a whisker for the range: one bar per scenario. */
export function RangeBars({ title, summary, bars, format }: RangeBarsProps) {
  const configure = useCallback<ConfigurationOf<'bar', number | null>>(
    (palette) => ({
      type: 'bar',
      data: {
        labels: bars.map(({ name }) => name),
        datasets: [
          {
            data: bars.map(({ value }) => value?.typical ?? null),
            backgroundColor: bars.map(({ series }) => seriesColour(palette, series)),
            barThickness: 14,
            borderRadius: 2,
          },
        ],
      },
      options: {
        indexAxis: 'y',
        responsive: true,
        maintainAspectRatio: false,
        animation: false,
        layout: { padding: { right: 12 } },
        scales: {
          x: {
            beginAtZero: true,
            suggestedMax: Math.max(0, ...bars.map(({ value }) => value?.high ?? 0)),
            grid: { color: palette.line },
            border: { display: false },
            ticks: {
              color: palette.quiet,
              maxTicksLimit: 4,
              ...tickSpacing,
              callback: (value) => format(Number(value)),
            },
          },
          y: {
            grid: { display: false },
            border: { color: palette.line },
            ticks: { color: palette.text, autoSkip: false, callback: (_, index) => labelLines(bars[index]) },
          },
        },
        plugins: {
          tooltip: {
            displayColors: false,
            callbacks: { label: ({ dataIndex }) => spelledOut(bars[dataIndex], format) },
          },
        },
      },
      plugins: [
        intervalPlugin(
          bars.map(({ value }) => value),
          palette.text,
        ),
      ],
    }),
    [bars, format],
  );
  const canvas = useChart(configure);
  return (
    <ChartFigure
      title={title}
      summary={summary}
      heightPixels={bars.length * ROW_PIXELS + AXIS_PIXELS}
      canvas={canvas}
    />
  );
}

const LONGEST_LINE = 20;
const LINES = 2;

/** A name in at most two lines, broken between words, so that names which differ at their end stay apart. */
function labelLines(bar: RangeBar | undefined): string[] {
  const lines: string[] = [];
  for (const word of (bar?.name ?? '').split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && (`${last} ${word}`.length <= LONGEST_LINE || lines.length === LINES)) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line) => (line.length > LONGEST_LINE + 4 ? `${line.slice(0, LONGEST_LINE + 3)}…` : line));
}

function spelledOut(bar: RangeBar | undefined, format: (value: number) => string): string {
  if (!bar?.value) return '';
  const { low, typical, high } = bar.value;
  return low === high ? format(typical) : `${format(typical)} (${format(low)} – ${format(high)})`;
}
