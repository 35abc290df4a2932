import type { Derived } from '#shared/plan/derived';
import type { LimitCheck } from '#shared/plan/plan';

/** A demand against a limit, both at their typical values; what is missing from the demand leaves it open. */
export function checkLimit<Q extends number>(
  demand: Derived<Q>,
  limit: Derived<Q>,
  unknownFor: readonly string[],
): LimitCheck<Q> {
  const over = demand.typical - limit.typical;
  if (over > 0) return { fits: false, demand, limit, over: over as Q };
  if (unknownFor.length > 0) return { fits: 'unknown', demand, limit, unknownFor };
  return { fits: true, demand, limit };
}
