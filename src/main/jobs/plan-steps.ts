import type { Answer } from '../../shared/api/contract';
import type { Catalogue } from '../../shared/catalogue/catalogue';
import type { PlanStep, PlanStepAnswer } from '../../shared/plan/plan-step';
import { createPlanningDesk } from '../planning/planning-desk';
import type { Computing } from './computations';
import { plainContext } from './plain-context';
import { isLight } from './weight';

export type PlanSteps = (step: PlanStep) => Answer<PlanStepAnswer> | Promise<Answer<PlanStepAnswer>>;

/**
 * Plans open scenarios step by step: light ones in this thread, others in the one that keeps them. A scenario that grows
 * heavy is out of step here, comes back whole, and goes there.
 */
export function planSteps(catalogue: Catalogue, computing: Computing): PlanSteps {
  const here = createPlanningDesk(catalogue, { holds: isLight });
  const elsewhere = (step: PlanStep) => computing.run('planStep', step, plainContext);
  return (step) => {
    if (step.kind === 'whole') return isLight(step.scenario) ? here(step) : elsewhere(step);
    const answer = here(step);
    return answer.ok && answer.value.kind === 'out-of-step' ? elsewhere(step) : answer;
  };
}
