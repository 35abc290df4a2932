import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import { useCallback } from 'react';
import { seriesColour } from './chart-palette';
import { ChartFigure } from './chart-figure';
import { intervalPlugin } from './interval-plugin';
import { tickSpacing } from './tick-spacing';
import { useChart, type ConfigurationOf } from './use-chart';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface RangeBar {
  readonly name: string;
  /** Which colour of the series palette it has; the same scenario has the same in every chart. */
  readonly series: number;
  /** Undefined where it is not known; the bar is left out and the table says why. */
  readonly value: { readonly low: number; readonly typical: number; readonly high: number } | undefined;
}

export interface RangeBarsProps {
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
