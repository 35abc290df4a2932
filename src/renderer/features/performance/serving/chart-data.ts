import type { LineSeries } from '../../../charts/line-chart-datasets';
import type { Percentiles, ServingAnswer } from '#shared/serving/report';
import type { ServingRun } from './runs';

export const latencies = [
  'timeToFirstTokenSeconds',
  'timePerOutputTokenSeconds',
  'interTokenLatencySeconds',
  'requestLatencySeconds',
  'queueSeconds',
] as const;
export type Latency = (typeof latencies)[number];

export const quantiles = ['p50', 'p90', 'p95', 'p99'] as const satisfies readonly (keyof Percentiles)[];

/** One line a run: the latency at each percentile. */
export const latencySeries = (runs: readonly ServingRun[], latency: Latency): readonly LineSeries[] =>
  runs.map(({ name, series, answer }) => ({
    name,
    series,
    labelled: false,
    points: quantiles.map((quantile) => ({ x: Number(quantile.slice(1)), y: answer[latency][quantile] })),
  }));

export const timelines = [
  'cacheOccupancy',
  'waiting',
  'running',
  'outputTokensPerSecond',
  'serverPowerWatts',
] as const;
export type TimelineName = (typeof timelines)[number];

/** One line a run: means over equal spans of time, each at the middle of its span. Runs without known power have no line of it. */
export const timelineSeries = (runs: readonly ServingRun[], name: TimelineName): readonly LineSeries[] =>
  runs.flatMap(({ name: run, series, answer: { timeline } }) => {
    const values: readonly number[] | undefined = timeline[name];
    if (!values) return [];
    return [
      {
        name: run,
        series,
        labelled: false,
        look: 'plain' as const,
        points: values.map((y, bucket) => ({ x: (bucket + 0.5) * timeline.bucketSeconds, y })),
      },
    ];
  });

export interface LatencyRow {
  readonly run: ServingRun;
  readonly latency: Latency;
  readonly percentiles: Percentiles;
}

export const latencyRows = (runs: readonly ServingRun[]): readonly LatencyRow[] =>
  runs.flatMap((run) => latencies.map((latency) => ({ run, latency, percentiles: run.answer[latency] })));

export interface BucketRow {
  readonly run: ServingRun;
  readonly bucket: number;
  readonly seconds: number;
  readonly values: Readonly<Record<TimelineName, number | null>>;
}

export const bucketRows = (runs: readonly ServingRun[]): readonly BucketRow[] =>
  runs.flatMap((run) => {
    const { timeline }: ServingAnswer = run.answer;
    return timeline.waiting.map((_, bucket) => ({
      run,
      bucket,
      seconds: bucket * timeline.bucketSeconds,
      values: Object.fromEntries(
        timelines.map((name) => [name, timeline[name]?.[bucket] ?? null]),
      ) as BucketRow['values'],
    }));
  });
