import { useMemo } from 'react';
import { LineChart } from '#renderer/charts/line-chart';
import type { LinePoint, LineSeries } from '#renderer/charts/line-chart-datasets';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { GpuReport, GpuStep } from '#shared/performance/report';

interface OperatingPoint {
  readonly phase: GpuStep['phase'];
  /** FLOP per byte. */
  readonly intensity: number;
  /** FLOP/s that one accelerator reaches. */
  readonly rate: number;
  /** Share of what the roof above it allows. */
  readonly share: number;
  readonly flops: number;
  readonly bytes: number;
}

/** Where each step lies under the roofs of the precision it is computed in. */
export function operatingPoints(report: GpuReport): readonly OperatingPoint[] {
  const { steps, memoryBytesPerSecond: bandwidth } = report;
  const peak = peakOf(report);
  return steps.map(({ phase, seconds, flopsPerAccelerator: flops, bytesPerAccelerator: bytes }) => {
    const intensity = flops / bytes;
    const rate = flops / seconds;
    return { phase, intensity, rate, share: rate / Math.min(peak, bandwidth * intensity), flops, bytes };
  });
}

function peakOf({ roofs, computedIn }: GpuReport): number {
  const like: Readonly<Record<string, string>> = { bf16: 'fp16', fp16: 'bf16', int8: 'fp8', fp8: 'int8' };
  const found =
    roofs.find(({ precision }) => precision === computedIn) ??
    roofs.find(({ precision }) => precision === like[computedIn]);
  return found?.flopsPerSecond ?? Math.max(...roofs.map(({ flopsPerSecond }) => flopsPerSecond));
}

interface RooflineShape {
  /** The slope of the memory, up to the highest roof. */
  readonly slope: readonly LinePoint[];
  /** A flat roof a precision, from where the slope meets it. */
  readonly roofs: readonly {
    readonly precision: string;
    readonly flopsPerSecond: number;
    readonly points: readonly LinePoint[];
  }[];
  readonly points: readonly OperatingPoint[];
  readonly bounds: {
    readonly left: number;
    readonly right: number;
    readonly bottom: number;
    readonly top: number;
  };
}

/** The lines of a roofline on logarithmic axes, wide enough for the operating points and the ridges. */
export function rooflineShape(report: GpuReport): RooflineShape {
  const points = operatingPoints(report);
  const bandwidth = report.memoryBytesPerSecond;
  const highest = Math.max(...report.roofs.map(({ flopsPerSecond }) => flopsPerSecond));
  const intensities = [...points.map(({ intensity }) => intensity), highest / bandwidth, 1];
  const left = 10 ** Math.floor(Math.log10(Math.min(...intensities)));
  const right = 10 ** Math.ceil(Math.log10(Math.max(...intensities) * 1.5));
  const rates = points.map(({ rate }) => rate);
  return {
    slope: [
      { x: left, y: bandwidth * left },
      { x: highest / bandwidth, y: highest },
    ],
    roofs: report.roofs.map(({ precision, flopsPerSecond }) => ({
      precision,
      flopsPerSecond,
      points: [
        { x: flopsPerSecond / bandwidth, y: flopsPerSecond },
        { x: right, y: flopsPerSecond },
      ],
    })),
    points,
    bounds: {
      left,
      right,
      bottom: 10 ** Math.floor(Math.log10(Math.min(bandwidth * left, ...rates))),
      top: 10 ** Math.ceil(Math.log10(highest * 1.2)),
    },
  };
}

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
