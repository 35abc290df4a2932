import type { Answer } from '#shared/api/contract';
import { changedPlan } from '#shared/plan/plan-change';
import type { WirePlan } from '#shared/plan/plan';
import type { PlanStepAnswer } from '#shared/plan/plan-step';
import { failure, success } from '#shared/result';
import { changesBetween } from '#shared/scenario/changes';
import type { Scenario } from '#shared/scenario/schema';
import type { Api } from '../api/api';

/** What the main side answered last, and what it was asked for. */
interface Held {
  readonly scenario: Scenario;
  readonly revision: number;
  readonly plan: WirePlan;
}

/**
 * Has scenarios planned by sending what differs from the one before: the whole first, and whenever the main side no
 * longer holds what the changes start from. One scenario is asked about at a time.
 */
export function plannedStepwise(
  planStep: Api['planStep'],
  window: string,
): (scenario: Scenario) => Promise<Answer<WirePlan>> {
  let held: Held | undefined;
  let revision = 0;

  const keep = (scenario: Scenario, plan: WirePlan): Answer<WirePlan> => {
    held = { scenario, revision, plan };
    return success(plan);
  };

  const askChanges = async ({ scenario: from, revision: since }: Held, scenario: Scenario) =>
    planStep({
      kind: 'changes',
      window,
      revision,
      document: scenario.id,
      since,
      changes: changesBetween(from, scenario),
    });

  const askWhole = async (scenario: Scenario): Promise<Answer<WirePlan>> => {
    revision += 1;
    const answer = await planStep({ kind: 'whole', window, revision, scenario });
    if (!answer.ok) return answer;
    return answer.value.kind === 'whole' ? keep(scenario, answer.value.plan) : failure(outOfStep);
  };

  const planOf = (answer: PlanStepAnswer, before: WirePlan): WirePlan | undefined =>
    answer.kind === 'change' ? changedPlan(before, answer.change) : undefined;

  return async (scenario) => {
    const before = held;
    held = undefined;
    if (before?.scenario.id !== scenario.id) return askWhole(scenario);
    revision += 1;
    const answer = await askChanges(before, scenario);
    if (!answer.ok) return answer;
    const plan = planOf(answer.value, before.plan);
    return plan === undefined ? askWhole(scenario) : keep(scenario, plan);
  };
}

const outOfStep = {
  code: 'plan-out-of-step',
  message: 'The plan could not be brought up to date. Change something, or open the scenario again.',
};
