import { useMemo } from 'react';
import type { GpuReport } from '#shared/performance/report';
import { LineChart } from '../../../charts/line-chart';
import type { LineSeries } from '../../../charts/line-chart-datasets';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { DataTable, type DataColumn } from '../../../components/data-table';
import { useShown } from '../../../format/use-shown';
import { rooflineShape, type OperatingPoint } from './roofline-shape';

/** What one accelerator reaches in both steps, under what its memory and its matrix units allow; both axes are logarithmic. */
export function Roofline({ report }: { readonly report: GpuReport }) {
  const message = useMessage();
  const { percent, number } = useFormats();
  const shown = useShown();
  const shape = useMemo(() => rooflineShape(report), [report]);
  const series = useMemo<readonly LineSeries[]>(
    () => [
      {
        name: message('performance:roofline.memory', { rate: shown(report.memoryBytesPerSecond, 'B/s') }),
        points: shape.slope,
        look: 'plain',
        labelled: false,
      },
      ...shape.roofs.map(({ precision, flopsPerSecond, points }): LineSeries => ({
        name: message('performance:roofline.roof', {
          precision: precision.toUpperCase(),
          rate: shown(flopsPerSecond, 'FLOP/s'),
        }),
        points,
        look: 'roof',
      })),
      ...shape.points.map(({ phase, intensity, rate, share }, index): LineSeries => ({
        name: message(`performance:time.phases.${phase}`),
        series: index + 1,
        points: [
          { x: intensity, y: rate, note: `${percent(share)} ${message('performance:roofline.reaches')}` },
        ],
        look: 'points',
      })),
    ],
    [shape, report, message, shown, percent],
  );
  const { left, right, bottom, top } = shape.bounds;
  const x = useMemo(
    () => ({
      title: message('performance:roofline.intensity'),
      format: (value: number) => (isDecade(value) ? number(value, 3) : ''),
      logarithmic: true,
      min: left,
      max: right,
    }),
    [message, number, left, right],
  );
  const y = useMemo(
    () => ({
      title: message('performance:roofline.rate'),
      format: (value: number) => (isDecade(value) ? scaled(value, number) : ''),
      logarithmic: true,
      min: bottom,
      max: top,
    }),
    [message, number, bottom, top],
  );
  const reached = (phase: OperatingPoint['phase']): string =>
    percent(shape.points.find((point) => point.phase === phase)?.share ?? 0);
  const columns: readonly DataColumn<OperatingPoint>[] = [
    {
      id: 'phase',
      title: message('performance:time.phase'),
      value: ({ phase }) => message(`performance:time.phases.${phase}`),
      heads: true,
    },
    {
      id: 'intensity',
      title: message('performance:roofline.intensity'),
      value: ({ intensity }) => intensity,
      shown: ({ intensity }) => number(intensity, 1),
    },
    {
      id: 'rate',
      title: message('performance:roofline.rate'),
      value: ({ rate }) => rate,
      shown: ({ rate }) => shown(rate, 'FLOP/s'),
    },
    {
      id: 'share',
      title: message('performance:roofline.reaches'),
      value: ({ share }) => share,
      shown: ({ share }) => percent(share, 1),
    },
    {
      id: 'flops',
      title: `${message('performance:roofline.flops')} (FLOP)`,
      value: ({ flops }) => flops,
      shown: ({ flops }) => flops.toExponential(2),
    },
    {
      id: 'bytes',
      title: `${message('performance:roofline.bytes')} (B)`,
      value: ({ bytes }) => bytes,
      shown: ({ bytes }) => shown(bytes, 'B'),
    },
  ];
  return (
    <div>
      <LineChart
        title={message('performance:roofline.heading')}
        summary={message('performance:roofline.summary', {
          prefill: reached('prefill'),
          decode: reached('decode'),
        })}
        series={series}
        x={x}
        y={y}
      />
      <DataTable
        title={message('performance:roofline.table')}
        fileName={message('performance:roofline.fileName')}
        columns={columns}
        rows={shape.points}
        rowKey={({ phase }) => phase}
      />
    </div>
  );
}

const isDecade = (value: number): boolean =>
  Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-6;

const prefixes = [
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
] as const;

/** A rate as it stands at the axis: 100 T. */
function scaled(value: number, number: (value: number) => string): string {
  const [by, prefix] = prefixes.find(([size]) => value >= size) ?? [1, ''];
  return `${number(value / by)} ${prefix}`.trim();
}
