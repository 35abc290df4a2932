import {
  Chart,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js';
import { useCallback } from 'react';
import { seriesColour, type ChartPalette } from './chart-palette';
import { ChartFigure, tickSpacing } from './chart-figure';
import { useChart } from './use-chart';

Chart.register(LineController, LineElement, LogarithmicScale, PointElement, ScatterController, Tooltip);

export interface ComparedPoint {
  readonly name: string;
  readonly measured: number;
  readonly predicted: number;
  /** Which colour of the series palette it has. */
  readonly series: number;
}

export interface MeasuredAgainstPredictedProps {
  readonly title: string;
  readonly summary: string;
  readonly points: readonly ComparedPoint[];
  /** What the colours stand for; a saved picture names them. */
  readonly keys: readonly { readonly name: string; readonly series: number }[];
  readonly axes: { readonly measured: string; readonly predicted: string };
  readonly format: (value: number) => string;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const HEIGHT_PIXELS = 380;

/** Predictions over measurements on logarithmic axes with the line on which they would agree; points are hollow. */
export function MeasuredAgainstPredicted(props: MeasuredAgainstPredictedProps) {
  const { title, summary, points, keys, axes, format } = props;
  const configure = useCallback(
    (palette: ChartPalette): ChartConfiguration<'scatter', Point[], string> => {
      const values = points.flatMap(({ measured, predicted }) => [measured, predicted]);
      const [low, high] = [Math.min(...values) / 1.3, Math.max(...values) * 1.3];
      const axis = (text: string) => ({
        type: 'logarithmic' as const,
        min: low,
        max: high,
        title: { display: true, text, color: palette.quiet },
        grid: { color: palette.line },
        ticks: {
          color: palette.quiet,
          maxTicksLimit: 5,
          ...tickSpacing,
          callback: (value: string | number) => format(Number(value)),
        },
      });
      return {
        type: 'scatter',
        data: {
          datasets: [
            {
              data: points.map(({ measured, predicted }) => ({ x: measured, y: predicted })),
              borderColor: points.map(({ series }) => seriesColour(palette, series)),
              backgroundColor: palette.ground,
              borderWidth: 1.5,
              pointRadius: 4,
            },
            {
              data: [
                { x: low, y: low },
                { x: high, y: high },
              ],
              showLine: true,
              pointRadius: 0,
              pointHitRadius: 0,
              borderColor: palette.quiet,
              borderWidth: 1,
              borderDash: [4, 4],
            },
          ],
        },
        options: {
          responsive: true,
          maintainAspectRatio: false,
          animation: false,
          scales: { x: axis(axes.measured), y: axis(axes.predicted) },
          plugins: {
            tooltip: {
              displayColors: false,
              callbacks: {
                label: ({ dataIndex }) => {
                  const point = points[dataIndex];
                  return point ? `${point.name}: ${format(point.measured)} → ${format(point.predicted)}` : '';
                },
              },
            },
          },
        },
      };
    },
    [points, axes, format],
  );
  const canvas = useChart<'scatter', Point>(configure);
  return (
    <ChartFigure title={title} summary={summary} heightPixels={HEIGHT_PIXELS} canvas={canvas} keys={keys} />
  );
}
