import type { DeploymentPlan, Problem } from '#shared/plan/plan';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { problem } from './problem';

function deploymentProblem(plan: DeploymentPlan, hardware: string): readonly Problem[] {
  const place = { kind: 'deployment', deployment: plan.id } as const;
  const { result, acceleratorsNeeded: needed, acceleratorsPlaced: placed } = plan;
  if ('error' in result) {
    const { message, path } = result.error;
    const params = { deployment: plan.name, reason: message, path };
    return [problem({ severity: 'error', place, code: 'deployment-invalid', params })];
  }
  if (!result.fits) {
    const { limit, demand, unit, message } = result.refusal;
    const measured = limit !== undefined && demand !== undefined && unit !== undefined;
    const measure = measured ? { limit, demand, unit } : {};
    const params = { deployment: plan.name, reason: message };
    return [problem({ severity: 'error', place, code: 'deployment-does-not-fit', params, measure })];
  }
  if (needed <= placed) return [];
  const params = { deployment: plan.name, hardware, needed, placed, missing: needed - placed };
  const measure = { demand: needed, limit: placed, unit: '1' };
  return [problem({ severity: 'error', place, code: 'deployment-short', params, measure })];
}

interface Asked {
  readonly needed: number;
  readonly placed: number;
  readonly deployments: number;
}

function sharedProblems(
  plans: readonly DeploymentPlan[],
  hardwareOf: (plan: DeploymentPlan) => string,
): readonly Problem[] {
  const asked = new Map<string, Asked>();
  for (const plan of plans) {
    const { needed = 0, deployments = 0 } = asked.get(hardwareOf(plan)) ?? {};
    asked.set(hardwareOf(plan), {
      needed: needed + plan.acceleratorsNeeded,
      placed: plan.acceleratorsPlaced,
      deployments: deployments + 1,
    });
  }
  return [...asked].flatMap(([hardware, { needed, placed, deployments }]) => {
    if (deployments === 1 || needed <= placed) return [];
    const params = { hardware, needed, placed, missing: needed - placed };
    const measure = { demand: needed, limit: placed, unit: '1' };
    const code = 'deployments-share-accelerators';
    return [problem({ severity: 'error', place: { kind: 'scenario' }, code, params, measure })];
  });
}

/** Deployments that cannot run, cannot be predicted, or lack accelerators. */
export function deploymentProblems(
  plans: readonly DeploymentPlan[],
  { scenario }: PlanningContext,
): readonly Problem[] {
  const hardwareOf = ({ id }: DeploymentPlan): string => scenario.deployments[id]?.estimate.hardware ?? '';
  return [
    ...plans.flatMap((plan) => deploymentProblem(plan, hardwareOf(plan))),
    ...sharedProblems(plans, hardwareOf),
  ];
}
