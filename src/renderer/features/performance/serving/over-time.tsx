import { useMemo } from 'react';
import { LineChart } from '../../../charts/line-chart';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { DataTable, type DataColumn } from '../../../components/data-table';
import page from '../../../components/page.module.css';
import styles from '../performance.module.css';
import { useShown } from '../../../format/use-shown';
import { bucketRows, timelines, timelineSeries, type BucketRow, type TimelineName } from './chart-data';
import { RunKeys } from './run-keys';
import type { ServingRun } from './runs';

/** Cache, queue, requests, throughput and power from the start of each run to its end, one picture each. */
export function OverTime({ runs }: { readonly runs: readonly ServingRun[] }) {
  const message = useMessage();
  const { number } = useFormats();
  const rows = useMemo(() => bucketRows(runs), [runs]);
  const columns: readonly DataColumn<BucketRow>[] = [
    { id: 'run', title: message('performance:serving.run'), value: ({ run }) => run.name, heads: true },
    {
      id: 'seconds',
      title: message('performance:serving.seconds'),
      value: ({ seconds }) => seconds,
      shown: ({ seconds }) => number(seconds, 2),
    },
    ...timelines.map((name): DataColumn<BucketRow> => ({
      id: name,
      title: message(`performance:serving.timelines.${name}`),
      value: ({ values }) => values[name],
      shown: ({ values }) => (values[name] === null ? '–' : number(values[name], 3)),
    })),
  ];
  return (
    <section className={page.block}>
      <h2 className={page.heading}>{message('performance:serving.over')}</h2>
      <RunKeys runs={runs} />
      <div className={styles.charts}>
        {timelines.map((name) => (
          <Quantity key={name} runs={runs} name={name} />
        ))}
      </div>
      <DataTable
        title={message('performance:serving.overTable')}
        fileName={message('performance:serving.fileName')}
        columns={columns}
        rows={rows}
        rowKey={({ run, bucket }) => `${run.id} ${bucket}`}
      />
    </section>
  );
}

interface QuantityProps {
  readonly runs: readonly ServingRun[];
  readonly name: TimelineName;
}

function Quantity({ runs, name }: QuantityProps) {
  const message = useMessage();
  const { number, percent } = useFormats();
  const shown = useShown();
  const series = useMemo(() => timelineSeries(runs, name), [runs, name]);
  const title = message(`performance:serving.timelines.${name}`);
  const x = useMemo(
    () => ({
      title: message('performance:serving.seconds'),
      format: (value: number) => number(value, 1),
      min: 0,
    }),
    [message, number],
  );
  const y = useMemo(() => {
    const format = (value: number): string => {
      if (name === 'cacheOccupancy') return percent(value, value < 0.1 ? 1 : 0);
      return name === 'serverPowerWatts' ? shown(value, 'W') : number(value, value < 1 ? 2 : 1);
    };
    return { title, format, min: 0 };
  }, [name, title, number, percent, shown]);
  if (series.length === 0) return null;
  const spoken = series.map(({ name: run, points }) => {
    const most = points.reduce((high, point) => Math.max(high, point.y), 0);
    return `${run}: ≤ ${y.format(most)}`;
  });
  const summary = message('performance:serving.chartSummary', {
    what: title,
    count: series.length,
    values: spoken.join('; '),
  });
  return <LineChart title={title} summary={summary} series={series} x={x} y={y} heightPixels={200} />;
}
