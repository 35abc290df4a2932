import type { ComparedMonths } from '#shared/compare';
import { costByMonths } from '#shared/plan/cost-over-months';
import type { PlannedFleet } from './fleet';

/** What a fleet has cost by the end of each month of its years. */
export function comparedMonths({ plan, scenario }: PlannedFleet): ComparedMonths {
  const months = costByMonths(plan.cost, scenario.finance);
  const paid = (bound: 'low' | 'typical' | 'high') => months.map((month) => month.paid[bound].amount);
  return { low: paid('low'), typical: paid('typical'), high: paid('high') };
}
