import type { LimitCheck, Problem, Totals } from '#shared/plan/plan';
import type { Watts } from '#shared/units';
import { kilowattText } from './format';
import { problem } from './problem';

function siteLimitProblem(
  check: LimitCheck<Watts> | undefined,
  code: 'site-over-power' | 'site-too-hot',
): readonly Problem[] {
  if (check?.fits !== false) return [];
  const { demand, limit, over } = check;
  const params = {
    demand: kilowattText(demand.typical),
    limit: kilowattText(limit.typical),
    over: kilowattText(over),
  };
  const measure = { demand: demand.typical, limit: limit.typical, unit: 'W' };
  return [problem({ severity: 'error', place: { kind: 'site' }, code, params, measure })];
}

/** Where all racks together are over a limit of the site. */
export const siteProblems = ({ powerLimit, coolingLimit }: Totals): readonly Problem[] => [
  ...siteLimitProblem(powerLimit, 'site-over-power'),
  ...siteLimitProblem(coolingLimit, 'site-too-hot'),
];
