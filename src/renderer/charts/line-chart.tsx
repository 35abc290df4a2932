import {
  Chart,
  type ChartType,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { ChartFigure, tickSpacing } from './chart-figure';
import { type ChartPalette, paletteOf } from './chart-palette';
import {
  datasetsOf,
  type LineDataset,
  lineLabels,
  type LinePoint,
  type LineSeries,
} from './line-chart-datasets';
import type { ConfigurationOf } from './use-chart';

/**
 * Keeps one Chart.js chart on a canvas and hands it new data and options as they change, at most once a frame, so that it can
 * follow a slider. Its plugins are those of the first configuration. Memoise `configure`.
 */
function useLiveChart<Type extends ChartType, Datum>(
  configure: ConfigurationOf<Type, Datum>,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<Type, Datum[], string>>(undefined);
  const newest = useRef(configure);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const made = new Chart<Type, Datum[], string>(element, newest.current(paletteOf(element)));
    chart.current = made;
    const themes = new MutationObserver(() => show(made, newest.current, element));
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      themes.disconnect();
      made.destroy();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    newest.current = configure;
    const [element, made] = [canvas.current, chart.current];
    if (!element || !made) return undefined;
    const frame = requestAnimationFrame(() => show(made, configure, element));
    return () => cancelAnimationFrame(frame);
  }, [configure]);
  return canvas;
}

function show<Type extends ChartType, Datum>(
  chart: Chart<Type, Datum[], string>,
  configure: ConfigurationOf<Type, Datum>,
  element: HTMLCanvasElement,
): void {
  const { data, options } = configure(paletteOf(element));
  chart.data = data;
  if (options) chart.options = options;
  chart.update('none');
}

Chart.register(Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, Tooltip);

export interface LineAxis {
  readonly title: string;
  readonly format: (value: number) => string;
  readonly logarithmic?: boolean;
  readonly min?: number;
  readonly max?: number;
}

interface LineChartProps {
  readonly title: string;
  /** What the chart says in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly series: readonly LineSeries[];
  readonly x: LineAxis;
  readonly y: LineAxis;
  readonly heightPixels?: number;
}

const HEIGHT_PIXELS = 300;
/** The axis at the left keeps this width, so that nothing jumps while values change. */
const AXIS_PIXELS = 68;

/** Lines with points, bands and direct labels over two numeric axes; it follows its data frame by frame. */
export function LineChart({ title, summary, series, x, y, heightPixels = HEIGHT_PIXELS }: LineChartProps) {
  const configure = useCallback<ConfigurationOf<'line', LinePoint>>(
    (palette) => ({
      type: 'line',
      data: { datasets: datasetsOf(series, palette) },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: false,
        normalized: true,
        layout: { padding: { right: 8, top: 8 } },
        interaction: { mode: 'nearest', intersect: false },
        scales: {
          x: scaleOf(x, palette),
          y: {
            // A title that the caption has already said would only take room from the plot.
            ...scaleOf(y.title === title ? { ...y, title: '' } : y, palette),
            afterFit: (axis: { width: number }) => {
              axis.width = AXIS_PIXELS;
            },
          },
        },
        plugins: {
          tooltip: {
            displayColors: false,
            filter: ({ dataset }) => (dataset as LineDataset).named !== undefined,
            callbacks: {
              title: () => '',
              label: ({ dataset, raw }) => {
                const point = raw as LinePoint;
                const name = [(dataset as LineDataset).named, point.note].filter(Boolean).join(', ');
                return [name, `${y.title}: ${y.format(point.y)}`, `${x.title}: ${x.format(point.x)}`];
              },
            },
          },
        },
      },
      plugins: [lineLabels],
    }),
    [series, x, y, title],
  );
  const canvas = useLiveChart(configure);
  return (
    <ChartFigure
      title={title}
      summary={summary}
      heightPixels={heightPixels}
      canvas={canvas}
      keys={keysOf(series)}
    />
  );
}

const scaleOf = ({ title, format, logarithmic, min, max }: LineAxis, palette: ChartPalette) => ({
  type: logarithmic ? ('logarithmic' as const) : ('linear' as const),
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
  title: { display: title !== '', text: title, color: palette.quiet, font: { size: 11 } },
  grid: { color: palette.line },
  border: { color: palette.line },
  ticks: {
    color: palette.quiet,
    maxTicksLimit: 7,
    ...tickSpacing,
    font: { size: 11 },
    callback: (value: string | number) => format(Number(value)),
  },
});

/** The series whose names stand beside the chart and not in it. */
const keysOf = (series: readonly LineSeries[]): readonly { name: string; series: number }[] =>
  series.flatMap(({ name, series: colour, labelled }) =>
    labelled === false && colour !== undefined ? [{ name, series: colour }] : [],
  );
