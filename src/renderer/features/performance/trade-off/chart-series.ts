import type { LineSeries } from '#renderer/charts/line-chart-datasets';
import { paretoFront, placeOf, type Axes, type Placed } from './axes';
import type { MeasuredPoint } from './measured-points';
import type { SweepCurve, SweepPoint, SweepRun } from './sweep';

export interface CurvePoint extends Placed {
  readonly run: SweepRun;
  readonly point: SweepPoint;
}

/** All points of all curves as they lie in the picture, curve by curve. */
export const pointsOf = (
  curves: readonly SweepCurve[],
  { output, axes }: { readonly output: number; readonly axes: Axes },
): readonly CurvePoint[] =>
  curves.flatMap(({ run, points }) =>
    points.flatMap((point) => {
      const placed = placeOf(point.answer, { devices: run.devices, output, axes });
      return placed === undefined ? [] : [{ ...placed, run, point }];
    }),
  );

export const frontOf = (points: readonly CurvePoint[], { vertical }: Axes): readonly CurvePoint[] =>
  paretoFront(points, { lower: vertical === 'energy' });

/** Colours by hardware: an LPU has the first of the palette everywhere, a GPU the second; splits take the ones behind. */
export function colourOf(run: SweepRun, runs: readonly SweepRun[]): number {
  if (run.kind === 'lpu') return 0;
  const gpus = runs.filter(({ kind }) => kind !== 'lpu');
  return 1 + (gpus.findIndex(({ id }) => id === run.id) % 7);
}

export interface SeriesNames {
  readonly run: (run: SweepRun) => string;
  readonly batch: (batch: number) => string;
  readonly front: string;
  readonly measured: string;
}

export interface SeriesParts {
  readonly runs: readonly SweepRun[];
  readonly points: readonly CurvePoint[];
  readonly measured: readonly MeasuredPoint[];
  readonly axes: Axes;
  readonly names: SeriesNames;
}

/** What the chart draws: the front behind, a curve a run with the interval of the deployment's own, measured points over them. */
export function seriesOf({ runs, points, measured, axes, names }: SeriesParts): readonly LineSeries[] {
  const front: LineSeries = {
    name: names.front,
    points: frontOf(points, axes).map(({ x, y }) => ({ x, y })),
    look: 'front',
    labelled: false,
  };
  const single = runs.length === 1;
  const curves = runs.map((run): LineSeries => {
    const own = points.filter((point) => point.run.id === run.id);
    return {
      name: names.run(run),
      series: colourOf(run, runs),
      points: own.map(({ x, y, point }) => ({ x, y, note: names.batch(point.batch) })),
      emphasised: run.own || single,
      ...((run.own || single) && { band: own.map(({ x, low, high }) => ({ x, low, high })) }),
    };
  });
  const byHardware = [...new Set(measured.map(({ hardware }) => hardware))];
  const hollow = byHardware.map((hardware): LineSeries => {
    const like = runs.find((run) => run.hardware === hardware);
    return {
      name: names.measured,
      ...(like && {
        series: colourOf(runs.find((run) => run.own && run.hardware === hardware) ?? like, runs),
      }),
      points: measured
        .filter((point) => point.hardware === hardware)
        .map(({ x, y, id }) => ({ x, y, note: id })),
      look: 'hollow',
      labelled: false,
    };
  });
  return [front, ...curves, ...hollow];
}
