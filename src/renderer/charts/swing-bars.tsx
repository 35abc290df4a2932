import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import { useCallback } from 'react';
import { seriesColour } from './chart-palette';
import { ChartFigure, tickSpacing } from './chart-figure';
import { useChart, type ConfigurationOf } from './use-chart';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface NamedSwing {
  readonly name: string;
  readonly atLow: number;
  readonly atHigh: number;
}

export interface SwingBarsProps {
  readonly title: string;
  /** What the chart says in a sentence, for those who do not see it. */
  readonly summary: string;
  /** Where all bars start from. */
  readonly typical: number;
  readonly swings: readonly NamedSwing[];
  readonly format: (value: number) => string;
}

const ROW_PIXELS = 26;
const AXIS_PIXELS = 34;
const LOW_SERIES = 4;
const HIGH_SERIES = 6;
const LONGEST_LABEL = 34;

/** A tornado: for each figure how far the total lies from its typical value with the figure at its low and at its high. */
export function SwingBars({ title, summary, typical, swings, format }: SwingBarsProps) {
  const configure = useCallback<ConfigurationOf<'bar', [number, number]>>(
    (palette) => ({
      type: 'bar',
      data: {
        labels: swings.map(({ name }) => shortened(name)),
        datasets: (['atLow', 'atHigh'] as const).map((end) => ({
          data: swings.map((swing): [number, number] => [typical, swing[end]]),
          backgroundColor: seriesColour(palette, end === 'atLow' ? LOW_SERIES : HIGH_SERIES),
          barThickness: 12,
          grouped: false,
          borderSkipped: false,
        })),
      },
      options: {
        indexAxis: 'y',
        responsive: true,
        maintainAspectRatio: false,
        animation: false,
        layout: { padding: { right: 12 } },
        scales: {
          x: {
            grid: { color: palette.line },
            border: { display: false },
            ticks: {
              color: palette.quiet,
              maxTicksLimit: 5,
              ...tickSpacing,
              callback: (value) => format(Number(value)),
            },
          },
          y: {
            grid: { display: false },
            border: { color: palette.line },
            ticks: { color: palette.text, autoSkip: false },
          },
        },
        plugins: {
          tooltip: {
            displayColors: false,
            callbacks: { label: ({ raw }) => format((raw as [number, number])[1]) },
          },
        },
      },
    }),
    [swings, typical, format],
  );
  const canvas = useChart(configure);
  return (
    <ChartFigure
      title={title}
      summary={summary}
      heightPixels={swings.length * ROW_PIXELS + AXIS_PIXELS}
      canvas={canvas}
    />
  );
}

const shortened = (name: string): string =>
  name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name;
