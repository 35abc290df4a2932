import { type Answer, isLight } from '#shared/api/contract';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { PlanStepAnswer, PricedStep } from '#shared/plan/plan-step';
import { createPlanningDesk } from '#main/planning/planning-desk';
import { type Computing, plainContext } from '#main/services/computing';

export type PlanSteps = (asked: PricedStep) => Answer<PlanStepAnswer> | Promise<Answer<PlanStepAnswer>>;

/**
 * Plans open scenarios step by step: light ones in this thread, others in the one that keeps them. A scenario that grows
 * heavy is out of step here, comes back whole, and goes there.
 */
export function planSteps(catalogue: Catalogue, computing: Computing): PlanSteps {
  const here = createPlanningDesk(catalogue, { holds: isLight });
  const elsewhere = (asked: PricedStep) => computing.run('planStep', asked, plainContext);
  return (asked) => {
    const { step, book } = asked;
    if (step.kind === 'whole') return isLight(step.scenario) ? here(asked) : elsewhere(asked);
    const answer = here(asked);
    // Changes count by the prices of the whole that is kept there; these need not cross again.
    return answer.ok && answer.value.kind === 'out-of-step'
      ? elsewhere({ step, book: { ...book, prices: [] } })
      : answer;
  };
}
