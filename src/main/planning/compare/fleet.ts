import { ownValue } from '#shared/schema/own-value';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ReachedService } from '#shared/compare/comparison';
import type { Plan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';

/** A scenario of a comparison with its plan. */
export interface PlannedFleet {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

/** The same with what it reaches of the baseline's needs. */
export interface ComparedFleet extends PlannedFleet {
  readonly service: ReachedService;
}

/**
 * Whether what serves has a price: a total without its accelerators would make the unpriced fleet the cheapest. Racks and
 * cables without one leave a small hole, which is named.
 */
export function acceleratorsPriced(
  { cost, totals }: Pick<Plan, 'cost' | 'totals'>,
  catalogue: Catalogue,
): boolean {
  const placed = new Set(totals.accelerators.map(({ type }) => type));
  return cost.unpriced.every(({ item }) => {
    const type = ownValue(catalogue.deviceTypes, item);
    return !placed.has(item) && type?.accelerators === undefined;
  });
}
