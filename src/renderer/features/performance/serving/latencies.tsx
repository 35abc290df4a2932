import { useMemo, useState } from 'react';
import { LineChart } from '../../../charts/line-chart';
import { Select } from '../../../components/select';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { DataTable, type DataColumn } from '../../../components/data-table';
import page from '../../../components/page.module.css';
import styles from '../performance.module.css';
import { useShown } from '../../../format/use-shown';
import {
  latenciesOf,
  latencyRows,
  latencySeries,
  quantiles,
  type Latency,
  type LatencyRow,
} from './chart-data';
import { RunKeys } from './run-keys';
import type { ServingRun } from './runs';

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
