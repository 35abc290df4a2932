import type { GpuReport, GpuStep } from '#shared/performance/report';
import type { LinePoint } from '../../../charts/line-chart-datasets';

export interface OperatingPoint {
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

export interface RooflineShape {
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
