import { useMemo, useState } from 'react';
import { LineChart } from '#renderer/charts/line-chart';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import styles from '#renderer/features/performance/performance.module.css';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import {
  type BucketRow,
  bucketRows,
  latenciesOf,
  type Latency,
  type LatencyRow,
  latencyRows,
  latencySeries,
  quantiles,
  type TimelineName,
  timelines,
  timelineSeries,
} from './chart-data';
import type { ServingRun } from './runs';

/** Which colour is which run, beside the pictures. */
const RunKeys = ({ runs }: { readonly runs: readonly ServingRun[] }) => (
  <ul className={styles.unitKeys}>
    {runs.map(({ id, name, series }) => (
      <li key={id}>
        <span className={styles.ink} style={{ backgroundColor: `var(--series-${series + 1})` }} aria-hidden />
        {name}
      </li>
    ))}
  </ul>
);

/** The percentiles of one latency as a picture, of all of them in the table. */
export function Latencies({ runs }: { readonly runs: readonly ServingRun[] }) {
  const message = useMessage();
  const { percent } = useFormats();
  const shown = useShown();
  const known = latenciesOf(runs);
  const [wanted, setWanted] = useState<Latency>('timeToFirstTokenSeconds');
  const latency = known.includes(wanted) ? wanted : 'timeToFirstTokenSeconds';
  const series = useMemo(() => latencySeries(runs, latency), [runs, latency]);
  const name = message(`performance:serving.latencies.${latency}`);
  const x = useMemo(
    () => ({
      title: message('performance:serving.percentile'),
      format: (value: number) => message('performance:serving.percentileOf', { value }),
      min: 50,
      max: 100,
    }),
    [message],
  );
  const y = useMemo(
    () => ({ title: name, format: (value: number) => (value === 0 ? '0' : shown(value, 's')), min: 0 }),
    [name, shown],
  );
  const rows = useMemo(() => latencyRows(runs), [runs]);
  const figure = (
    id: 'mean' | 'most' | (typeof quantiles)[number],
    title: string,
  ): DataColumn<LatencyRow> => ({
    id,
    title,
    value: ({ percentiles }) => percentiles[id],
    shown: ({ percentiles }) => <span className={styles.nowrap}>{shown(percentiles[id], 's')}</span>,
  });
  const columns: readonly DataColumn<LatencyRow>[] = [
    { id: 'run', title: message('performance:serving.run'), value: ({ run }) => run.name, heads: true },
    {
      id: 'latency',
      title: message('performance:serving.what'),
      value: (row) => message(`performance:serving.latencies.${row.latency}`),
    },
    figure('mean', message('performance:serving.mean')),
    ...quantiles.map((quantile) => figure(quantile, quantile)),
    figure('most', message('performance:serving.most')),
  ];
  const spoken = rows
    .filter((row) => row.latency === latency)
    .map(
      ({ run, percentiles: { p50, p99 } }) => `${run.name}: p50 ${shown(p50, 's')}, p99 ${shown(p99, 's')}`,
    );
  return (
    <section className={page.block}>
      <div className={styles.bar}>
        <h2 className={page.heading}>{message('performance:serving.latency')}</h2>
        <span className={page.spring} />
        <Select
          label={message('performance:serving.what')}
          value={latency}
          options={known.map((value) => ({
            value,
            label: message(`performance:serving.latencies.${value}`),
          }))}
          onChange={setWanted}
        />
      </div>
      <RunKeys runs={runs} />
      <LineChart
        title={name}
        summary={message('performance:serving.chartSummary', {
          what: name,
          count: runs.length,
          values: spoken.join('; '),
        })}
        series={series}
        x={x}
        y={y}
        heightPixels={220}
      />
      <DataTable
        title={message('performance:serving.latencyTable')}
        fileName={message('performance:serving.fileName')}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.run.id} ${row.latency}`}
        startsOpen
      />
      <p className={page.note}>
        {message('performance:serving.precision', {
          share: percent(Math.max(...runs.map(({ answer }) => answer.percentilePrecision)), 2),
        })}
      </p>
    </section>
  );
}

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
