import { useMemo, useState } from 'react';
import { britishThermalUnitsPerHour } from '#shared/conversions';
import type { DatedPlan } from '#shared/plan/over-time';
import type { Watts } from '#shared/units';
import { LineChart, type LineAxis } from '../../../charts/line-chart';
import type { LineSeries } from '../../../charts/line-chart-datasets';
import { Select } from '../../../components/select';
import { useShown } from '../../../format/use-shown';
import { useMessage } from '../../../i18n/use-language';
import styles from '../power.module.css';
import { dayOfNumber, measures, stepsOf, type Measure } from './steps';
import { useStepName } from './use-step-name';

/** One measure as steps over the days. */
export function Curve({ plans }: { readonly plans: readonly DatedPlan[] }) {
  const message = useMessage();
  const shown = useShown();
  const nameOf = useStepName();
  const [measure, setMeasure] = useState<Measure>('power');
  const currency = plans[0]?.totalPerYear.typical.currency ?? 'USD';
  const unit = measure === 'cost' ? currency : measure === 'heat' ? 'BTU/h' : 'W';
  const series = useMemo<readonly LineSeries[]>(() => {
    const line = (name: string, place: number, value: (plan: DatedPlan) => number): LineSeries => ({
      name,
      series: place,
      points: stepsOf(plans, value, nameOf),
      look: place === 0 ? 'line' : 'plain',
    });
    if (measure === 'cost')
      return [line(message('dates:curve.costPerYear'), 0, (plan) => plan.totalPerYear.typical.amount)];
    const scaled = (watts: Watts): number => (measure === 'heat' ? britishThermalUnitsPerHour(watts) : watts);
    return [
      line(message('dates:curve.typical'), 0, (plan) => scaled(plan.typicalWatts)),
      line(message('dates:curve.nameplate'), 1, (plan) => scaled(plan.nameplateWatts)),
    ];
  }, [plans, measure, message, nameOf]);
  const title = message(`dates:curve.measures.${measure}`);
  const x = useMemo<LineAxis>(() => ({ title: message('dates:curve.day'), format: dayOfNumber }), [message]);
  const y = useMemo<LineAxis>(
    () => ({ title, format: (value) => shown(value, unit), min: 0 }),
    [title, shown, unit],
  );
  const [first, last] = [plans[0], plans.at(-1)];
  return (
    <div>
      <div className={styles.select}>
        <Select
          label={message('dates:curve.measure')}
          value={measure}
          options={measures.map((value) => ({ value, label: message(`dates:curve.measures.${value}`) }))}
          onChange={setMeasure}
        />
      </div>
      <LineChart
        title={title}
        summary={message('dates:curve.summary', {
          measure: title,
          from: first ? nameOf(first) : '',
          to: last ? nameOf(last) : '',
        })}
        series={series}
        x={x}
        y={y}
        heightPixels={260}
      />
    </div>
  );
}
