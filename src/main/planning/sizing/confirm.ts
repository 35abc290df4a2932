import { plannedRate } from '#shared/sizing/sizing';
import { estimateLimits } from '#shared/estimate/case';
import type { SimulatedService } from '#shared/serving/verdict';
import { judgeObjective, type ObjectiveAnswer } from '#main/planning/service/objective';
import { caseOf, type ReplicaRate, type Searching } from './candidates';

/** A number of replicas with what the simulation measured, and whether that meets the objective. */
export interface Confirmed {
  readonly meets: boolean;
  readonly replicas: number;
  readonly answer: Simulated;
}

/** An answer of the simulation. */
export type Simulated = ObjectiveAnswer & {
  readonly served: SimulatedService;
  readonly simulation: NonNullable<ObjectiveAnswer['simulation']>;
};

const MOST_ATTEMPTS = 12;
/** The first step upwards; every further one is larger by as much again, so that few steps reach a fleet of any size. */
const FIRST_STEP = 1.4;

/** Judges so many replicas at the planned rate; undefined where the estimate is sure that they are too few, or has no answer. */
function judgeReplicas(
  searching: Searching,
  { candidate }: ReplicaRate,
  replicas: number,
): Simulated | undefined {
  const { request, catalogue, estimate } = searching;
  const answer = judgeObjective(
    {
      estimate: { ...caseOf(searching, candidate), mode: 'serving', devices: replicas * candidate.devices },
      requestsPerSecond: plannedRate(request),
      objective: request.objective,
      percentile: request.objective.percentile,
    },
    { estimate, catalogue },
  );
  if (answer === undefined || !('expected' in answer)) return undefined;
  const { served, simulation } = answer;
  return served === undefined || simulation === undefined ? undefined : { ...answer, served, simulation };
}

/** So many replicas of a candidate at most make up one fleet. */
export const mostReplicas = ({ candidate }: ReplicaRate): number =>
  Math.floor(estimateLimits.devices / candidate.devices);

const better = (a: Confirmed | undefined, b: Confirmed): Confirmed =>
  a !== undefined && a.answer.served.metShare >= b.answer.served.metShare ? a : b;

/**
 * The fewest replicas that the simulation finds to meet the objective: from what the estimate says upwards until one
 * does, then down between the last that failed and the first that did. Where none does in a few tries, the one that served
 * most requests in time.
 */
export function confirm(searching: Searching, rate: ReplicaRate): Confirmed | undefined {
  const planned = plannedRate(searching.request);
  const least = Math.max(1, Math.ceil(planned / rate.saturated));
  const most = mostReplicas(rate);
  let tried = Math.min(most, Math.max(least, Math.ceil(planned / rate.requestsPerSecond)));
  let failed = least - 1;
  let step = FIRST_STEP;
  let [found, nearly]: [Confirmed | undefined, Confirmed | undefined] = [undefined, undefined];
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const answer = judgeReplicas(searching, rate, tried);
    if (answer?.state === 'met') found = { replicas: tried, answer, meets: true };
    else {
      failed = Math.max(failed, tried);
      if (answer !== undefined) nearly = better(nearly, { replicas: tried, answer, meets: false });
    }
    if (found === undefined) {
      if (tried >= most) return nearly;
      tried = Math.min(most, Math.max(tried + 1, Math.ceil(tried * step)));
      step *= FIRST_STEP;
    } else if (found.replicas - failed <= Math.max(1, 0.02 * found.replicas)) return found;
    else tried = Math.floor((failed + found.replicas) / 2);
  }
  return found ?? nearly;
}
