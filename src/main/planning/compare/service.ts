import type { ReachedService } from '#shared/compare';
import { hasObjective, type Need, type ServiceVerdict } from '#shared/estimate/verdict';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Estimate } from '../deployments';
import type { ServingFleet } from '../service/shares';
import { verdictsOn } from '../service/verdicts';
import type { PlannedFleet } from './fleet';

/** What a compared fleet serves with. */
export const servingIn = ({ scenario, plan }: PlannedFleet): ServingFleet => ({
  scenario,
  deployments: plan.deployments,
});

/**
 * What a fleet reaches of the baseline's needs. Each deployment is asked at the rate that is wanted of it, not as it is entered:
 * a fleet at full load and one with a single user would otherwise be held against each other.
 */
export function reachedService(
  needs: readonly Need[],
  fleet: PlannedFleet,
  { catalogue, estimate }: { readonly catalogue: Catalogue; readonly estimate: Estimate },
): ReachedService {
  const verdicts = verdictsOn(needs, servingIn(fleet), catalogue, estimate);
  return { state: stateOf(needs, verdicts), needs: verdicts };
}

function stateOf(needs: readonly Need[], verdicts: readonly ServiceVerdict[]): ReachedService['state'] {
  if (!needs.some(hasObjective)) return 'undeclared';
  const any = (wanted: ServiceVerdict['state']): boolean => verdicts.some(({ state }) => state === wanted);
  if (any('missed') || verdicts.some(({ shortfalls }) => shortfalls.length > 0)) return 'misses';
  if (any('unknown')) return 'unknown';
  return any('unsure') ? 'unsure' : 'meets';
}
