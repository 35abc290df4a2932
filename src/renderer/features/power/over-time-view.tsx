import { useCallback, useEffect, useMemo, useState } from 'react';
import { useJob } from '#renderer/api/use-job';
import { type LineAxis, LineChart } from '#renderer/charts/line-chart';
import type { LinePoint, LineSeries } from '#renderer/charts/line-chart-datasets';
import { EmptyState } from '#renderer/components/empty-state';
import { JobProgress } from '#renderer/components/job-progress';
import page from '#renderer/components/page.module.css';
import { changePlanDate } from '#renderer/components/plan-date/plan-date';
import { Select } from '#renderer/components/select';
import { useApi, useCommands, useScenario } from '#renderer/documents/hooks';
import { useFormats, useShown } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { majorUnitsOf } from '#shared/money/money';
import type { DatedPlan, NamedChanges } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { daysBetween, DAY_MILLISECONDS } from '#shared/time/calendar-day';
import { britishThermalUnitsPerHour, type Watts } from '#shared/units/units';
import { DataSection } from './data-section';
import styles from './power.module.css';

const measures = ['power', 'heat', 'cost'] as const;
type Measure = (typeof measures)[number];

const EPOCH = '2000-01-01';
const numberOfDay = (day: string): number => daysBetween(EPOCH, day);

/** The day that is so many days after the first of 2000. */
const dayOfNumber = (days: number): string =>
  new Date(Date.UTC(2000, 0, 1) + Math.round(days) * DAY_MILLISECONDS).toISOString().slice(0, 10);

/**
 * The days at which the plans begin, as numbers. What is before all changes and after all begins as far from them as a
 * twelfth of the time between, a month at least, so that both are seen.
 */
function startsOf(plans: readonly DatedPlan[]): readonly number[] {
  const days = plans.flatMap(({ from }) => (from === 'before' || from === 'end' ? [] : [numberOfDay(from)]));
  const [first = 0, last = first] = [days[0], days.at(-1)];
  const margin = Math.max(30, Math.round((last - first) / 12));
  return plans.map(({ from }) =>
    from === 'before' ? first - margin : from === 'end' ? last + margin : numberOfDay(from),
  );
}

/** A line that holds each value until the next begins, and the last for as long as the first. */
function stepsOf(
  plans: readonly DatedPlan[],
  value: (plan: DatedPlan) => number,
  nameOf: (plan: DatedPlan) => string,
): readonly LinePoint[] {
  const starts = startsOf(plans);
  const lead = Math.max(30, (starts[1] ?? 0) - (starts[0] ?? 0));
  return plans.flatMap((plan, index): readonly LinePoint[] => {
    const x = starts[index] ?? 0;
    const end = starts[index + 1] ?? x + lead;
    const point = { y: value(plan), note: nameOf(plan) };
    return [
      { x, ...point },
      { x: end, ...point },
    ];
  });
}

/** What a step of the plan over time is called: its first day, or what it is before and after. */
function useStepName(): (plan: DatedPlan) => string {
  const message = useMessage();
  return useCallback(
    ({ from }) => (from === 'before' || from === 'end' ? message(`dates:curve.${from}`) : from),
    [message],
  );
}

/** One measure as steps over the days. */
function Curve({ plans }: { readonly plans: readonly DatedPlan[] }) {
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

const NAMES_SHOWN = 3;

/** Every step with what comes and goes by name; a press on a day plans the scenario for it. */
function DayTable({ plans }: { readonly plans: readonly DatedPlan[] }) {
  const message = useMessage();
  const shown = useShown();
  const { moneyShort } = useFormats();
  const dispatch = useCommands();
  const nameOf = useStepName();
  const named = ({ names, count }: NamedChanges): string => {
    const told = names.slice(0, NAMES_SHOWN);
    const left = count - told.length;
    return [...told, ...(left > 0 ? [message('dates:curve.more', { count: left })] : [])].join(', ');
  };
  const day = (plan: DatedPlan) => {
    const { from } = plan;
    const name = nameOf(plan);
    if (from === 'before') return name;
    return (
      <button
        type="button"
        className={styles.day}
        title={message('dates:curve.look', { day: name })}
        onClick={() => dispatch(changePlanDate(from === 'end' ? undefined : from))}
      >
        {name}
      </button>
    );
  };
  return (
    <DataSection<DatedPlan>
      title={message('dates:curve.title')}
      fileName={message('dates:curve.file')}
      rows={plans}
      rowKey={({ from }) => from}
      columns={[
        { id: 'day', title: message('dates:curve.day'), heads: true, value: nameOf, shown: day },
        { id: 'comes', title: message('dates:curve.comes'), value: ({ comes }) => named(comes) },
        { id: 'goes', title: message('dates:curve.goes'), value: ({ goes }) => named(goes) },
        { id: 'racks', title: message('dates:curve.racks'), value: ({ racks }) => racks },
        { id: 'devices', title: message('dates:curve.devices'), value: ({ devices }) => devices },
        { id: 'units', title: message('dates:curve.units'), value: ({ usedUnits }) => usedUnits },
        {
          id: 'typical',
          title: message('dates:curve.typical'),
          unit: 'W',
          value: ({ typicalWatts }) => typicalWatts,
          shown: ({ typicalWatts }) => shown(typicalWatts, 'W'),
        },
        {
          id: 'nameplate',
          title: message('dates:curve.nameplate'),
          unit: 'W',
          value: ({ nameplateWatts }) => nameplateWatts,
          shown: ({ nameplateWatts }) => shown(nameplateWatts, 'W'),
        },
        {
          id: 'capital',
          title: message('dates:curve.capital'),
          value: ({ capital }) => majorUnitsOf(capital.typical),
          shown: ({ capital }) => moneyShort(capital.typical),
        },
        {
          id: 'year',
          title: message('dates:curve.costPerYear'),
          value: ({ totalPerYear }) => majorUnitsOf(totalPerYear.typical),
          shown: ({ totalPerYear }) => moneyShort(totalPerYear.typical),
        },
        { id: 'errors', title: message('dates:curve.errors'), value: ({ errors }) => errors },
      ]}
    />
  );
}

/** Power, heat and cost over the days on which something comes or goes: as steps, and as a table with the names. */
export function OverTimeView() {
  const message = useMessage();
  const api = useApi();
  const scenario = useScenario((open) => open);
  const [plans, setPlans] = useState<readonly DatedPlan[]>();
  const { state, start, cancel } = useJob<Scenario, readonly DatedPlan[]>(api.planOverTime, setPlans);
  useEffect(() => start(scenario), [scenario, start]);
  if (state.kind === 'refused')
    return (
      <p role="alert" className={page.refusal}>
        {refusalText(state.refusal)}
      </p>
    );
  if (!plans) {
    const progress = state.kind === 'running' ? state.progress : 0;
    return (
      <JobProgress
        label={message('dates:curve.working')}
        progress={progress}
        cancelLabel={message('shell:cancel')}
        onCancel={cancel}
      />
    );
  }
  if (plans.length < 2)
    return <EmptyState title={message('dates:curve.none')} text={message('dates:curve.noneText')} />;
  return (
    <div className={styles.view} aria-busy={state.kind === 'running'}>
      <Curve plans={plans} />
      <DayTable plans={plans} />
    </div>
  );
}
