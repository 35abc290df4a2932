import type { ResolvedCase } from '../resolved-case';
import type { ServingRun, ServingSetting } from './simulate';

/** What a reader should know before trusting a run. */
export function servingWarnings(
  resolved: ResolvedCase,
  { failures, requests }: ServingSetting,
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
  if (resolved.hardware.kind === 'lpu') {
    warnings.push(
      'No figure of a filled LPU pipeline was ever published; how its users slow each other rests on the model alone.',
    );
  }
  return warnings;
}
