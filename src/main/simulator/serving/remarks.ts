import type { Remark } from '#shared/remark';
import type { ServingCase } from '#shared/serving/case';
import type { ResolvedCase } from '../resolved-case';
import type { ServingRun, ServingSetting } from './simulate';

export interface Served {
  readonly wanted: ServingCase;
  readonly resolved: ResolvedCase;
  readonly setting: ServingSetting;
}

/** What a reader should know before trusting a run. */
export function servingRemarks(
  { wanted, resolved, setting: { failures, requests } }: Served,
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
  if (resolved.hardware.kind === 'lpu') {
    if (requests.prefixes !== undefined) remarks.push({ code: 'prefix-groups-without-effect', params: {} });
    const without = withoutEffectOnLpus(wanted);
    if (without.length > 0) {
      remarks.push({ code: 'settings-without-effect', params: { settings: without.join(', ') } });
    }
    remarks.push({ code: 'lpu-users-unpublished', params: {} });
  }
  return remarks;
}

/** Settings of continuous batching that a case states although its pipeline knows none. */
const withoutEffectOnLpus = ({ chunkTokens, cachePolicy, scheduling }: ServingCase): readonly string[] => [
  ...(scheduling === 'prefill-first' ? ['scheduling'] : []),
  ...(chunkTokens === undefined ? [] : ['chunkTokens']),
  ...(cachePolicy === undefined ? [] : ['cachePolicy']),
];
