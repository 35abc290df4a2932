import type { ServingCase } from '#shared/serving/case';
import type { ResolvedCase } from '../resolved-case';
import type { ServingRun, ServingSetting } from './simulate';

export interface Served {
  readonly wanted: ServingCase;
  readonly resolved: ResolvedCase;
  readonly setting: ServingSetting;
}

/** What a reader should know before trusting a run. */
export function servingWarnings(
  { wanted, resolved, setting: { failures, requests } }: Served,
  { ledger }: ServingRun,
): readonly string[] {
  const warnings: string[] = [];
  const { replicas } = resolved.parallelism;
  const { completed, rejected, arrived } = ledger.counts;
  if (rejected > 0) warnings.push(`${rejected} of ${arrived} requests were turned away.`);
  if (arrived < requests.count || completed + rejected < arrived) {
    warnings.push('The run was stopped before all requests had left; latencies are of those that had.');
  }
  const absent = failures.filter(({ replica }) => replica >= replicas).length;
  if (absent > 0)
    warnings.push(`${absent} failures name a replica that does not exist; there are ${replicas}.`);
  if (completed > 0 && completed < 100) {
    warnings.push('Fewer than 100 requests were completed; the higher percentiles are those of a few.');
  }
  if (wanted.prefixCaching?.kind === 'trace' && requests.prefixes === undefined) {
    warnings.push(
      'The trace has no columns prefix and prefixTokens; no beginning of a prompt was found again.',
    );
  }
  if (resolved.hardware.kind === 'lpu') {
    if (requests.prefixes !== undefined) {
      warnings.push(
        'The groups that begin alike had no effect: for an LPU pipeline only a stated share of the prompts can be found.',
      );
    }
    const without = withoutEffectOnLpus(wanted);
    if (without.length > 0)
      warnings.push(
        `On an LPU pipeline ${without.join(' and ')} ${without.length > 1 ? 'have' : 'has'} no effect.`,
      );
    warnings.push(
      'No figure of a filled LPU pipeline was ever published; how its users slow each other rests on the model alone.',
    );
  }
  return warnings;
}

/** Settings of continuous batching that a case states although its pipeline knows none. */
const withoutEffectOnLpus = ({ chunkTokens, cachePolicy, scheduling }: ServingCase): readonly string[] => [
  ...(scheduling === 'prefill-first' ? ['scheduling'] : []),
  ...(chunkTokens === undefined ? [] : ['chunkTokens']),
  ...(cachePolicy === undefined ? [] : ['cachePolicy']),
];
