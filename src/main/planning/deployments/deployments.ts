import { byId } from '#shared/text/order';
import { effectiveCatalogue } from '#main/planning/context/effective-catalogue';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { serviceCost } from '#main/planning/cost/service-cost';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateCase } from '#shared/estimate/case';
import type { EstimateResult } from '#shared/estimate/result';
import type { CostPlan, ServiceCost } from '#shared/plan/cost';
import type { DeploymentPlan, Totals } from '#shared/plan/plan';
import type { Deployment } from '#shared/scenario/schema';

/** The prediction of performance that planning is handed: one result per case, in the order of the cases. */
export type Estimate = (cases: readonly EstimateCase[], catalogue: Catalogue) => readonly EstimateResult[];

interface DeploymentQuestion {
  readonly deployment: Deployment;
  readonly result: EstimateResult;
  readonly totals: Totals;
  readonly cost: CostPlan;
  /** The part of the fleet's cost that this deployment bears. */
  readonly share: number;
}

function costOf(
  { deployment, result, cost, share }: DeploymentQuestion,
  context: PlanningContext,
): ServiceCost | undefined {
  if (!('fits' in result) || !result.fits) return undefined;
  const { outputTokensPerSecond, concurrency } = result;
  const { input: inputTokens, output: outputTokens } = deployment.estimate;
  const served = { outputTokensPerSecond, concurrency, inputTokens, outputTokens };
  return serviceCost(
    { deployment: deployment.id, of: deployment, costPerYear: cost.totalPerYear, share, ...served },
    context,
  );
}

function planDeployment(question: DeploymentQuestion, context: PlanningContext): DeploymentPlan {
  const { deployment, result, totals } = question;
  const { hardware, devices } = deployment.estimate;
  const placed = totals.accelerators.find(({ type }) => type === hardware)?.count ?? 0;
  const service = placed < devices ? undefined : costOf(question, context);
  return {
    id: deployment.id,
    name: deployment.name,
    hardware,
    engine: deployment.estimate.engine ?? '',
    result,
    acceleratorsPlaced: placed,
    acceleratorsNeeded: devices,
    ...(service === undefined
      ? {}
      : { costPerMillionOutputTokens: service.perMillionOutputTokens, serviceCost: service }),
  };
}

/** What a deployment is predicted to do. */
export interface Prediction {
  readonly deployment: Deployment;
  readonly result: EstimateResult;
}

/** The predictions of all deployments of the scenario, by id in order. */
export function predict(estimate: Estimate, { catalogue, scenario }: PlanningContext): readonly Prediction[] {
  const deployments = Object.values(scenario.deployments).sort(byId);
  if (deployments.length === 0) return [];
  const cases = deployments.map((deployment) => ({ ...deployment.estimate, id: deployment.id }));
  const results = estimate(cases, effectiveCatalogue(catalogue, scenario));
  return deployments.flatMap((deployment, index) => {
    const result = results[index];
    return result === undefined ? [] : [{ deployment, result }];
  });
}

/**
 * The predicted performance of every deployment. The fleet's yearly cost is shared among deployments by the
 * accelerators they ask for, so that idle ones are paid for by somebody.
 */
export function planDeployments(
  predictions: readonly Prediction[],
  { totals, cost }: { totals: Totals; cost: CostPlan },
  context: PlanningContext,
): readonly DeploymentPlan[] {
  const asked = predictions.reduce((sum, { deployment }) => sum + deployment.estimate.devices, 0);
  return predictions.map(({ deployment, result }) => {
    const share = deployment.estimate.devices / asked;
    return planDeployment({ deployment, result, totals, cost, share }, context);
  });
}
