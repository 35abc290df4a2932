import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import type { Remark } from '#shared/estimate/result';
import type { ServingCase } from '#shared/serving/case';
import type { Percentiles, ServingAnswer, ServingTimeline } from '#shared/serving/report';
import { joules, seconds, watts } from '#shared/units/units';
import { type Histogram, histogramPrecision } from './ledger';
import { NANOSECONDS } from './requests';
import { schedulerOf, type SchedulerSetting } from './schedulers';
import type { ServingRun, ServingSetting } from './simulate';

interface Served {
  readonly wanted: ServingCase;
  readonly resolved: ResolvedCase;
  readonly setting: ServingSetting;
}

/** What a reader should know before trusting a run. */
export function servingRemarks(
  { wanted, resolved, setting: { failures, requests, engine, policy } }: Served,
  { ledger }: ServingRun,
): readonly Remark[] {
  const remarks: Remark[] = [];
  const { replicas } = resolved.parallelism;
  const { completed, rejected, arrived } = ledger.counts;
  if (rejected > 0) remarks.push({ code: 'requests-turned-away', params: { rejected, arrived } });
  if (arrived < requests.count || completed + rejected < arrived) {
    remarks.push({ code: 'run-stopped-early', params: {} });
  }
  const absent = failures.filter(({ replica }) => replica >= replicas).length;
  if (absent > 0) remarks.push({ code: 'failures-name-no-replica', params: { absent, replicas } });
  if (completed > 0 && completed < 100) remarks.push({ code: 'few-requests', params: {} });
  if (wanted.prefixCaching?.kind === 'trace' && requests.prefixes === undefined) {
    remarks.push({ code: 'trace-without-prefixes', params: {} });
  }
  const { keepsPrefixes, heeds } = schedulerOf(engine, policy);
  if (!keepsPrefixes && requests.prefixes !== undefined) {
    remarks.push({ code: 'prefix-groups-without-effect', params: {} });
  }
  const without = statedOf(wanted).filter((setting) => !heeds.includes(setting));
  if (without.length > 0) {
    remarks.push({ code: 'settings-without-effect', params: { settings: without.join(', ') } });
  }
  if (resolved.hardware.kind === 'lpu') remarks.push({ code: 'lpu-users-unpublished', params: {} });
  return remarks;
}

/** What a case states for its scheduler; chunked scheduling is what it says where it states none. */
const statedOf = ({ chunkTokens, cachePolicy, scheduling }: ServingCase): readonly SchedulerSetting[] => [
  ...(scheduling === 'prefill-first' ? ['scheduling' as const] : []),
  ...(chunkTokens === undefined ? [] : ['chunkTokens' as const]),
  ...(cachePolicy === undefined ? [] : ['cachePolicy' as const]),
];

type Reported = Omit<ServingAnswer, 'id' | 'seed' | 'warnings' | 'remarks'>;

/** What a run gave, in seconds, tokens and watts of the whole deployment. */
export function reportOf(run: ServingRun, setting: ServingSetting): Reported {
  const { ledger, elapsed } = run;
  const { counts, histograms } = ledger;
  const elapsedSeconds = elapsed / NANOSECONDS;
  const perSecond = (count: number): number => (elapsed > 0 ? count / elapsedSeconds : 0);
  const { firstToken, perOutputToken } = setting.objective;
  return {
    fits: true,
    replicas: setting.replicas,
    counts: {
      arrived: counts.arrived,
      completed: counts.completed,
      rejected: counts.rejected,
      inFlight: counts.arrived - counts.completed - counts.rejected,
      preemptions: counts.preemptions,
      restarts: counts.restarts,
    },
    elapsedSeconds: seconds(elapsedSeconds),
    timeToFirstTokenSeconds: percentilesOf(histograms.firstToken),
    timePerOutputTokenSeconds: percentilesOf(histograms.perOutputToken),
    interTokenLatencySeconds: percentilesOf(histograms.interToken),
    requestLatencySeconds: percentilesOf(histograms.request),
    queueSeconds: percentilesOf(histograms.queue),
    percentilePrecision: histogramPrecision,
    ...(setting.keepsPrefixes && { prefixHitShare: counts.foundTokens / Math.max(1, counts.promptTokens) }),
    ...(histograms.transfer.count() > 0 && { cacheTransferSeconds: percentilesOf(histograms.transfer) }),
    requestsPerSecond: perSecond(counts.completed),
    outputTokensPerSecond: perSecond(counts.outputTokens),
    ...(Math.min(firstToken, perOutputToken) < Infinity && {
      goodputRequestsPerSecond: perSecond(counts.metObjective),
      objectiveMetShare: counts.metObjective / Math.max(1, counts.completed),
    }),
    ...energyOf(run),
    timeline: timelineOf(run, setting),
  };
}

function percentilesOf(histogram: Histogram): Percentiles {
  const at = (share: number) => seconds(histogram.percentile(share) / NANOSECONDS);
  return {
    mean: seconds(histogram.mean() / NANOSECONDS),
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    most: seconds(histogram.most() / NANOSECONDS),
  };
}

function energyOf({ ledger, elapsed }: ServingRun): Partial<Reported> {
  if (!ledger.powerKnown || elapsed === 0) return {};
  const { energyJoules, counts } = ledger;
  return {
    serverEnergyJoules: joules(energyJoules),
    serverPowerWatts: watts((energyJoules * NANOSECONDS) / elapsed),
    ...(counts.outputTokens > 0 && {
      energyPerOutputTokenJoules: joules(energyJoules / counts.outputTokens),
    }),
  };
}

/** The last bucket may reach beyond the end; its means are over its whole width. */
function timelineOf({ ledger, elapsed }: ServingRun, { engine, replicas }: ServingSetting): ServingTimeline {
  const { timelines } = ledger;
  const known = Object.values(timelines).map((timeline) => timeline.bucketNanoseconds());
  const width = Math.max(...known);
  const buckets = Math.ceil(elapsed / width);
  const means = (name: keyof typeof timelines): readonly number[] => timelines[name].means(width, buckets);
  const cacheUnits = engine.cacheUnits * replicas;
  return {
    bucketSeconds: seconds(width / NANOSECONDS),
    waiting: means('waiting'),
    running: means('running'),
    cacheOccupancy: means('cache').map((units) => units / cacheUnits),
    outputTokensPerSecond: means('outputTokens'),
    ...(ledger.powerKnown && { serverPowerWatts: means('power').map(watts) }),
  };
}
