import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Deployment } from '#shared/scenario/schema';
import type { MeasuredCase } from '#shared/validation';
import { LineChart } from '../../../charts/line-chart';
import { Button } from '../../../components/button';
import page from '../../../components/page.module.css';
import { useApi, useCatalogue, useCommands, useScenario } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import { changeDeployment } from '../deployments/edits';
import { rackedAccelerators } from '../deployments/racked';
import styles from '../performance.module.css';
import { useAxes } from './axes-controls';
import { pointsOf, seriesOf } from './chart-series';
import { MeasuredLengthsBar } from './measured-lengths';
import { measuredLengths, measuredOf, measuredPoint } from './measured-points';
import { SweepControls } from './sweep-controls';
import { SweepTable } from './sweep-table';
import { sweepRuns, type SweepRun, type SweepSetting } from './sweep';
import { useSweep } from './use-sweep';

const settingOf = ({ estimate }: Deployment): SweepSetting => ({
  input: estimate.input,
  output: estimate.output,
  tensorParallel: estimate.tensorParallel,
  powerCapWatts: estimate.powerCapWatts,
});

/** Throughput against the speed that one user sees, over all batches, redrawn while sliders move. */
export function TradeOffView({ deployment }: { readonly deployment: Deployment }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const [setting, setSetting] = useSetting(deployment);
  const [others, setOthers] = useState<readonly string[]>([]);
  const { axes, controls } = useAxes();
  const racked = useScenario((scenario) => scenario.devices);
  const runs = useMemo(() => {
    const counts = rackedAccelerators({ devices: racked }, catalogue);
    const beside = others.map((type) => ({ type, count: counts.find((each) => each.type === type)?.count }));
    return sweepRuns({ deployment, setting, catalogue, others: beside });
  }, [deployment, setting, catalogue, others, racked]);
  const { curves, refusal, pending } = useSweep(runs);
  const original = settingOf(deployment);
  const moved = (Object.keys(original) as (keyof SweepSetting)[]).some(
    (key) => original[key] !== setting[key],
  );
  return (
    <div className={styles.view}>
      <h2 className={page.heading}>{message('performance:sweep.heading')}</h2>
      <p className={page.intro}>{message('performance:sweep.intro')}</p>
      <SweepControls
        deployment={deployment}
        setting={setting}
        onChange={setSetting}
        others={others}
        onOthers={setOthers}
      />
      <div className={styles.bar}>
        {controls}
        <span className={page.spring} />
        <Button disabled={!moved} onClick={() => setSetting(original)}>
          {message('performance:sweep.reset')}
        </Button>
        <Button
          kind="primary"
          disabled={!moved}
          onClick={() => dispatch(changeDeployment(deployment, setting))}
        >
          {message('performance:sweep.apply')}
        </Button>
      </div>
      {refusal && (
        <p role="alert" className={page.refusal}>
          {refusalText(refusal)}
        </p>
      )}
      <div aria-busy={pending}>
        {curves && (
          <Curves
            curves={curves}
            axes={axes}
            setting={setting}
            onLengths={setSetting}
            model={deployment.estimate.model}
          />
        )}
      </div>
    </div>
  );
}

/** The sliders start from the deployment, and follow it when another one is shown or it is changed. */
function useSetting(deployment: Deployment) {
  const [kept, setKept] = useState({ deployment, setting: settingOf(deployment) });
  const current = kept.deployment === deployment ? kept.setting : settingOf(deployment);
  const set = useCallback((setting: SweepSetting) => setKept({ deployment, setting }), [deployment]);
  return [current, set] as const;
}

interface CurvesProps {
  readonly curves: NonNullable<ReturnType<typeof useSweep>['curves']>;
  readonly axes: ReturnType<typeof useAxes>['axes'];
  readonly setting: SweepSetting;
  readonly model: string;
  readonly onLengths: (setting: SweepSetting) => void;
}

function Curves({ curves, axes, setting, model, onLengths }: CurvesProps) {
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

function useMeasured(runs: readonly SweepRun[], model: string, axes: CurvesProps['axes']) {
  const api = useApi();
  const [rows, setRows] = useState<readonly MeasuredCase[]>([]);
  useEffect(() => {
    let current = true;
    void api.measured({}).then((answer) => {
      if (current && answer.ok) setRows(answer.value);
    });
    return () => {
      current = false;
    };
  }, [api]);
  return useMemo(() => {
    const hardware = new Set(runs.map((run) => run.hardware));
    const weights = runs.find((run) => run.own)?.estimate.weights;
    return measuredOf(rows, { model, hardware, weights }).flatMap((row) => measuredPoint(row, axes) ?? []);
  }, [rows, runs, model, axes]);
}
