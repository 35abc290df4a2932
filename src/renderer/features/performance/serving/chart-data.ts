import type { Remark } from '#shared/estimate/result';
import type { LineSeries } from '#renderer/charts/line-chart-datasets';
import type { Percentiles, ServingAnswer } from '#shared/serving/report';
import type { ServingRun } from './runs';

export const latencies = [
  'timeToFirstTokenSeconds',
  'timePerOutputTokenSeconds',
  'interTokenLatencySeconds',
  'requestLatencySeconds',
  'queueSeconds',
  'cacheTransferSeconds',
] as const;
export type Latency = (typeof latencies)[number];

export const quantiles = ['p50', 'p90', 'p95', 'p99'] as const satisfies readonly (keyof Percentiles)[];

/** The latencies that some of the runs have; a cache travels only where prompts are read apart. */
export const latenciesOf = (runs: readonly ServingRun[]): readonly Latency[] =>
  latencies.filter((latency) => runs.some(({ answer }) => answer[latency] !== undefined));

/** One line a run that has the latency: its value at each percentile. */
export const latencySeries = (runs: readonly ServingRun[], latency: Latency): readonly LineSeries[] =>
  runs.flatMap(({ name, series, answer }) => {
    const percentiles = answer[latency];
    if (percentiles === undefined) return [];
    const points = quantiles.map((quantile) => ({ x: Number(quantile.slice(1)), y: percentiles[quantile] }));
    return [{ name, series, labelled: false, points }];
  });

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
  runs.flatMap((run) =>
    latencies.flatMap((latency) => {
      const percentiles = run.answer[latency];
      return percentiles === undefined ? [] : [{ run, latency, percentiles }];
    }),
  );

export interface Remarks {
  /** The names of the runs that they are about. */
  readonly of: string;
  readonly remarks: readonly Remark[];
}

/** What the runs say of themselves; runs that say the same are named together. */
export function remarksOf(runs: readonly ServingRun[]): readonly Remarks[] {
  const grouped = new Map<string, { readonly names: string[]; readonly remarks: readonly Remark[] }>();
  for (const { name, answer } of runs) {
    if (answer.remarks.length === 0) continue;
    const key = JSON.stringify(answer.remarks);
    const known = grouped.get(key) ?? { names: [], remarks: answer.remarks };
    known.names.push(name);
    grouped.set(key, known);
  }
  return [...grouped.values()].map(({ names, remarks }) => ({ of: names.join(', '), remarks }));
}

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
