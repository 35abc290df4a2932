import { useMemo } from 'react';
import { LineChart } from '../../../charts/line-chart';
import page from '../../../components/page.module.css';
import { useFormats } from '../../../format/use-formats';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import type { Axes } from './axes';
import { pointsOf, seriesOf } from './chart-series';
import { MeasuredLengthsBar } from './measured-lengths';
import { measuredLengths } from './measured-points';
import { useRunName, useShortName } from './run-names';
import type { SweepCurve, SweepSetting } from './sweep';
import { SweepTable } from './sweep-table';
import { useMeasured } from './use-measured';

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
