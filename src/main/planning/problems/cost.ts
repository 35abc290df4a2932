import type { CostPlan, Problem } from '#shared/plan/plan';
import { RENT_PATH } from '../cost/running';
import type { PlanningContext } from '../planning-context';
import { problem } from './problem';

/** What is bought or paid for without a price. */
export function costProblems(
  { unpriced, currency }: CostPlan,
  { scenario }: PlanningContext,
): readonly Problem[] {
  return unpriced.map(({ item, name, quantity }) => {
    if (item === 'energy') {
      const place = { kind: 'figure', path: `sites/${scenario.site.preset}/tariff` } as const;
      return problem({ severity: 'warning', place, code: 'tariff-unknown', params: { currency } });
    }
    if (item === 'hosting') {
      const place = { kind: 'figure', path: RENT_PATH } as const;
      return problem({ severity: 'warning', place, code: 'rent-unknown', params: { currency } });
    }
    const params = { item: name, count: quantity };
    return problem({ severity: 'note', place: { kind: 'scenario' }, code: 'price-unknown', params });
  });
}
