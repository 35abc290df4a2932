import { type Answer, isLight, type JobContext } from '#shared/api/contract';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { PlanStepAnswer, PricedStep } from '#shared/plan/plan-step';
import { createPlanningDesk, type PlanningDesk } from '#main/planning/planning-desk';
import { type Computing, plainContext } from '#main/services/computing';
import type { Services } from '#main/services/services';

export type PlanSteps = (asked: PricedStep, context?: JobContext) => Promise<Answer<PlanStepAnswer>>;

/**
 * Plans open scenarios step by step: light ones in this thread, others in the one that keeps them. A scenario that grows
 * heavy is out of step here, comes back whole, and goes there.
 */
export function planSteps({ beside }: Pick<Services, 'beside'>, computing: Computing): PlanSteps {
  const desks = new WeakMap<Catalogue, PlanningDesk>();
  const deskOn = (catalogue: Catalogue): PlanningDesk => {
    const desk = desks.get(catalogue) ?? createPlanningDesk(catalogue, { holds: isLight });
    desks.set(catalogue, desk);
    return desk;
  };
  return async (asked, { library } = plainContext) => {
    const { step, book } = asked;
    const here = deskOn((await beside(library)).catalogue);
    const elsewhere = (each: PricedStep) => computing.run('planStep', each, { ...plainContext, library });
    if (step.kind === 'whole') return isLight(step.scenario) ? here(asked) : elsewhere(asked);
    const answer = here(asked);
    // Changes count by the prices of the whole that is kept there; these need not cross again.
    return answer.ok && answer.value.kind === 'out-of-step'
      ? elsewhere({ step, book: { ...book, prices: [] } })
      : answer;
  };
}
