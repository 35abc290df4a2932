import { byId } from '#shared/text/order';
import { answerIn } from '#shared/estimate/result';
import type { Need } from '#shared/serving/verdict';
import type { DeploymentPlan } from '#shared/plan/plan';
import type { Deployment, Scenario } from '#shared/scenario/schema';

/** The needs of a scenario in the order of their ids. */
export const needsOf = ({ workloads }: Pick<Scenario, 'workloads'>): readonly Need[] =>
  Object.values(workloads)
    .sort(byId)
    .map(({ id, name, model, inputTokens, outputTokens, requestsPerSecond, objective }) => ({
      id,
      name,
      model,
      inputTokens,
      outputTokens,
      requestsPerSecond,
      ...(objective === undefined ? {} : { objective }),
    }));

/** What of a planned fleet its service is judged by. */
export interface ServingFleet {
  readonly scenario: Scenario;
  readonly deployments: readonly Pick<
    DeploymentPlan,
    'id' | 'result' | 'acceleratorsPlaced' | 'acceleratorsNeeded'
  >[];
}

/** A deployment's part in a need, with the rate that all its needs ask of it together. */
export interface Share {
  readonly need: Need;
  readonly deployment: Deployment;
  readonly part: number;
  readonly requestsPerSecond: number;
}

const deploymentsById = (scenario: Scenario): readonly Deployment[] =>
  Object.values(scenario.deployments).sort(byId);

/** Who serves a need: the deployments linked to it, else those of its model that no other need has. */
function servedBy(need: Need, needs: readonly Need[], scenario: Scenario): readonly Deployment[] {
  const able = deploymentsById(scenario).filter(({ estimate }) => estimate.model === need.model);
  const linked = able.filter(({ workload }) => workload === need.id);
  if (linked.length > 0) return linked;
  const free = able.filter(({ workload }) => !needs.some(({ id }) => id === workload));
  return free.length > 0 ? free : able;
}

/** A need is shared out by what each deployment is predicted to give as it is entered. */
export function sharesOf(needs: readonly Need[], { scenario, deployments }: ServingFleet): readonly Share[] {
  const rateOf = ({ id, estimate }: Deployment): number =>
    answerIn(deployments.find((each) => each.id === id)?.result)?.outputTokensPerSecond ?? estimate.devices;
  const parts = needs.flatMap((need) => {
    const serving = servedBy(need, needs, scenario);
    const all = serving.reduce((sum, deployment) => sum + rateOf(deployment), 0);
    return serving.map((deployment) => ({ need, deployment, part: rateOf(deployment) / all }));
  });
  return parts.map((each) => ({
    ...each,
    requestsPerSecond: parts
      .filter(({ deployment }) => deployment.id === each.deployment.id)
      .reduce((sum, { need, part }) => sum + part * need.requestsPerSecond, 0),
  }));
}

/** Whether the racks hold fewer accelerators than a deployment needs. */
export function lacksAccelerators({ deployments }: ServingFleet, { id }: Deployment): boolean {
  const planned = deployments.find((each) => each.id === id);
  return planned !== undefined && planned.acceleratorsPlaced < planned.acceleratorsNeeded;
}
