import { useCallback, useMemo } from 'react';
import { LineChart } from '#renderer/charts/line-chart';
import page from '#renderer/components/page.module.css';
import { useCatalogue } from '#renderer/documents/hooks';
import styles from '#renderer/features/performance/performance.module.css';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Axes } from './axes';
import { pointsOf, seriesOf } from './chart-series';
import { measuredLengths, MeasuredLengthsBar, useMeasured } from './measured-points';
import type { SweepCurve, SweepRun, SweepSetting } from './sweep';
import { SweepTable } from './sweep-table';

/** The accelerator of a run, with its split. */
function useRunName(): (run: SweepRun) => string {
  const message = useMessage();
  const catalogue = useCatalogue();
  return useCallback(
    ({ hardware, tensorParallel }) => {
      const name = catalogue.accelerators[hardware]?.name ?? hardware;
      return tensorParallel === undefined
        ? name
        : `${name} ${message('performance:sweep.tp', { count: tensorParallel })}`;
    },
    [message, catalogue],
  );
}

/** The split alone where all curves are of the same hardware. */
function useShortName(): (run: SweepRun, runs: readonly SweepRun[]) => string | undefined {
  const message = useMessage();
  return useCallback(
    (run, runs) =>
      run.tensorParallel !== undefined && runs.every(({ hardware }) => hardware === run.hardware)
        ? message('performance:sweep.tp', { count: run.tensorParallel })
        : undefined,
    [message],
  );
}

interface CurvesProps {
  readonly curves: readonly SweepCurve[];
  readonly axes: Axes;
  readonly setting: SweepSetting;
  readonly model: string;
  readonly onLengths: (setting: SweepSetting) => void;
}

/** The curves in their picture, with what was measured beside them, what was refused, and the table of all. */
export function Curves({ curves, axes, setting, model, onLengths }: CurvesProps) {
  const message = useMessage();
  const { number } = useFormats();
  const nameOf = useRunName();
  const shortName = useShortName();
  const runs = useMemo(() => curves.map(({ run }) => run), [curves]);
  const output = runs[0]?.estimate.output ?? setting.output;
  const input = runs[0]?.estimate.input ?? setting.input;
  const points = useMemo(() => pointsOf(curves, { output, axes }), [curves, output, axes]);
  const everyMeasured = useMeasured(runs, model, axes);
  const measured = useMemo(
    () => everyMeasured.filter((point) => point.input === input && point.output === output),
    [everyMeasured, input, output],
  );
  const series = useMemo(
    () =>
      seriesOf({
        runs,
        points,
        measured,
        axes,
        names: {
          run: (run) => shortName(run, runs) ?? nameOf(run),
          batch: (batch) => `${message('performance:sweep.batch')} ${batch}`,
          front: message('performance:sweep.front'),
          measured: message('performance:sweep.measured'),
        },
      }),
    [runs, points, measured, axes, nameOf, shortName, message],
  );
  const vertical = message(`performance:sweep.${axes.vertical}`);
  const horizontal = message(`performance:sweep.${axes.horizontal}`);
  const x = useMemo(
    () => ({ title: horizontal, format: (v: number) => number(v, 0), min: 0 }),
    [horizontal, number],
  );
  const y = useMemo(
    () => ({ title: vertical, format: (v: number) => number(v, v < 10 ? 2 : 0), min: 0 }),
    [vertical, number],
  );
  const most = points.reduce((high, point) => Math.max(high, point.y), 0);
  const refused = curves.flatMap(({ run, refusal }) => (refusal ? [{ run, refusal }] : []));
  return (
    <>
      <LineChart
        title={vertical}
        summary={message('performance:sweep.summary', {
          curves: curves.length,
          most: number(most, 1),
          unit: vertical,
        })}
        series={series}
        x={x}
        y={y}
        heightPixels={340}
      />
      <p className={page.note}>{message('performance:sweep.legend')}</p>
      <MeasuredLengthsBar
        lengths={measuredLengths(everyMeasured)}
        shown={{ input, output }}
        onChoose={(lengths) => onLengths({ ...setting, ...lengths })}
      />
      {refused.length > 0 && (
        <ul className={styles.refusals} aria-label={message('performance:sweep.refused')}>
          {refused.map(({ run, refusal }) => (
            <li key={run.id}>
              <strong>{nameOf(run)}</strong> {refusalText(refusal)}
            </li>
          ))}
        </ul>
      )}
      <SweepTable points={points} measured={measured} axes={axes} nameOf={nameOf} />
    </>
  );
}
