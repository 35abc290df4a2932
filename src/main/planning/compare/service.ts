import type { Need, ReachedNeed, ReachedService, Shortfall } from '#shared/compare';
import { estimateLimits, type EstimateCase } from '#shared/estimate/case';
import type { EstimateResult } from '#shared/estimate/result';
import { expectedService, missedTimes } from '#shared/estimate/service';
import type { Plan } from '#shared/plan/plan';
import type { Deployment, Scenario } from '#shared/scenario/schema';
import { answerIn, type PlannedFleet } from './fleet';

/**
 * What fleets reach of the baseline's needs. Each deployment is asked at the rate that is wanted of it, not as it is entered:
 * a fleet at full load and one with a single user would otherwise be held against each other.
 */

/** The needs of a scenario in the order of their ids. */
export const needsOf = ({ workloads }: Scenario): readonly Need[] =>
  Object.values(workloads)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, model, inputTokens, outputTokens, requestsPerSecond, objective }) => ({
      id,
      name,
      model,
      inputTokens,
      outputTokens,
      requestsPerSecond,
      ...(objective === undefined ? {} : { objective }),
    }));

/** A deployment's part in a need, with the rate that all its needs ask of it together. */
export interface Share {
  readonly need: Need;
  readonly deployment: Deployment;
  readonly part: number;
  readonly requestsPerSecond: number;
}

const byId = (scenario: Scenario): readonly Deployment[] =>
  Object.values(scenario.deployments).sort((a, b) => (a.id < b.id ? -1 : 1));

/** Who serves a need: the deployments linked to it, else those of its model that no other need has. */
function servedBy(need: Need, needs: readonly Need[], scenario: Scenario): readonly Deployment[] {
  const able = byId(scenario).filter(({ estimate }) => estimate.model === need.model);
  const linked = able.filter(({ workload }) => workload === need.id);
  if (linked.length > 0) return linked;
  const free = able.filter(({ workload }) => !needs.some(({ id }) => id === workload));
  return free.length > 0 ? free : able;
}

/** A need is shared out by what each deployment is predicted to give as it is entered. */
export function sharesOf(needs: readonly Need[], scenario: Scenario, plan: Plan): readonly Share[] {
  const rateOf = ({ id, estimate }: Deployment): number =>
    answerIn(plan.deployments.find((each) => each.id === id)?.result)?.outputTokensPerSecond ??
    estimate.devices;
  const parts = needs.flatMap((need) => {
    const deployments = servedBy(need, needs, scenario);
    const all = deployments.reduce((sum, deployment) => sum + rateOf(deployment), 0);
    return deployments.map((deployment) => ({ need, deployment, part: rateOf(deployment) / all }));
  });
  return parts.map((each) => ({
    ...each,
    requestsPerSecond: parts
      .filter(({ deployment }) => deployment.id === each.deployment.id)
      .reduce((sum, { need, part }) => sum + part * need.requestsPerSecond, 0),
  }));
}

/** The question at the rate that is asked for, and at a load that fills the deployment. */
function casesOf({ need, deployment, requestsPerSecond }: Share, index: number): readonly EstimateCase[] {
  const asked = { ...deployment.estimate, input: need.inputTokens, output: need.outputTokens };
  const { leastRequestsPerSecond: least, requestsPerSecond: most } = estimateLimits;
  const rate = Math.min(most, Math.max(least, requestsPerSecond));
  return [
    { ...asked, id: `${index} asked`, mode: 'serving', requestsPerSecond: rate },
    { ...asked, id: `${index} full`, mode: 'in-flight', requestsPerSecond: undefined },
  ];
}

export interface ServiceQuestion {
  readonly cases: readonly EstimateCase[];
  /** What follows from the results, which are in the order of the cases. */
  readonly judge: (results: readonly EstimateResult[]) => ReachedService;
}

/** What has to be estimated of a scenario to say what it reaches of these needs. */
export function serviceQuestion(needs: readonly Need[], { scenario, plan }: PlannedFleet): ServiceQuestion {
  const shares = sharesOf(needs, scenario, plan);
  return {
    cases: shares.flatMap(casesOf),
    judge: (results) => {
      const answers = shares.map((share, index) => ({
        share,
        asked: results[2 * index],
        full: results[2 * index + 1],
      }));
      const reached = needs.map((need) =>
        reachedNeed(
          need,
          answers.filter(({ share }) => share.need === need),
          plan,
        ),
      );
      return { state: stateOf(needs, reached), needs: reached };
    },
  };
}

interface Answered {
  readonly share: Share;
  readonly asked: EstimateResult | undefined;
  readonly full: EstimateResult | undefined;
}

function reachedNeed(need: Need, answers: readonly Answered[], plan: Plan): ReachedNeed {
  const unknown = (because: string): ReachedNeed => ({ need: need.id, because, shortfalls: [] });
  if (answers.length === 0) return unknown('no-deployment');
  const reached: Reached[] = [];
  for (const { share, asked, full } of answers) {
    const planned = plan.deployments.find(({ id }) => id === share.deployment.id);
    if (planned !== undefined && planned.acceleratorsPlaced < planned.acceleratorsNeeded)
      return unknown('accelerators-missing');
    const [served, most] = [answerIn(asked), answerIn(full)];
    if (served === undefined || most === undefined)
      return unknown(refusalIn(served === undefined ? asked : full));
    reached.push({
      ...expectedService(served),
      loadShare: (share.requestsPerSecond * need.outputTokens) / most.outputTokensPerSecond,
    });
  }
  const worst = (read: (each: Reached) => number): number => Math.max(...reached.map(read));
  const all: Reached = {
    timeToFirstTokenSeconds: worst(({ timeToFirstTokenSeconds }) => timeToFirstTokenSeconds),
    timePerOutputTokenSeconds: worst(({ timePerOutputTokenSeconds }) => timePerOutputTokenSeconds),
    loadShare: worst(({ loadShare }) => loadShare),
  };
  return { need: need.id, reached: all, shortfalls: shortfallsOf(need, all) };
}

type Reached = NonNullable<ReachedNeed['reached']>;

function shortfallsOf({ objective }: Need, reached: Reached): readonly Shortfall[] {
  return [...missedTimes(reached, objective), ...(reached.loadShare > 1 ? (['throughput'] as const) : [])];
}

const refusalIn = (result: EstimateResult | undefined): string => {
  if (result === undefined) return 'no-prediction';
  if ('error' in result) return result.error.code;
  return result.fits ? 'no-prediction' : result.refusal.code;
};

export const hasObjective = ({ objective }: Need): boolean =>
  objective?.timeToFirstTokenSeconds !== undefined || objective?.timePerOutputTokenSeconds !== undefined;

function stateOf(needs: readonly Need[], reached: readonly ReachedNeed[]): ReachedService['state'] {
  if (!needs.some(hasObjective)) return 'undeclared';
  if (reached.some(({ shortfalls }) => shortfalls.length > 0)) return 'misses';
  return reached.some(({ reached: known }) => known === undefined) ? 'unknown' : 'meets';
}
