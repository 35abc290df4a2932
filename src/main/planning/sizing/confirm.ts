import type { SizingRequest } from '#shared/sizing';
import { plannedRate } from '#shared/sizing';
import type { ServingAnswer } from '#shared/serving/report';
import { simulateCases } from '../../simulator/serving/simulate-cases';
import { caseOf, type Searching } from './candidates';
import type { ReplicaRate } from './replica-rate';

/** A number of replicas with what the simulation measured, and whether that meets the objective. */
export interface Confirmed {
  readonly meets: boolean;
  readonly replicas: number;
  readonly served: ServingAnswer;
}

/** Replicas followed at once; of a larger fleet this many, at their share of the requests. */
const MOST_SIMULATED = 3;
const LEAST_REQUESTS = 400;
const MOST_REQUESTS = 3_000;
/** How often a run must turn over what it holds before its percentiles say something. */
const TURNOVERS = 5;
const MOST_ATTEMPTS = 12;
/** The first step upwards; every further one is larger by as much again, so that few steps reach a fleet of any size. */
const FIRST_STEP = 1.4;
const SEED = 1;

/** Serves so many replicas' share of the planned rate, and says what share of requests met both times. */
export function serveReplicas(
  searching: Searching,
  { candidate, requestsPerSecond }: ReplicaRate,
  replicas: number,
): ServingAnswer | undefined {
  const { request, catalogue } = searching;
  const simulated = Math.min(replicas, MOST_SIMULATED);
  const rate = (plannedRate(request) * simulated) / replicas;
  const { objective, workload } = request;
  const each = objective.timePerOutputTokenSeconds ?? 0.05;
  const held = Math.min(requestsPerSecond * simulated, rate) * workload.outputTokens * each;
  const requests = Math.round(Math.min(MOST_REQUESTS, Math.max(LEAST_REQUESTS, TURNOVERS * held)));
  const base = caseOf(searching, candidate);
  const [result] = simulateCases(
    [
      {
        ...base,
        id: 'confirm',
        devices: candidate.devices * simulated,
        requestsPerSecond: rate,
        requests,
        seed: SEED,
        objective: {
          ...(objective.timeToFirstTokenSeconds === undefined
            ? {}
            : { timeToFirstTokenSeconds: objective.timeToFirstTokenSeconds }),
          ...(objective.timePerOutputTokenSeconds === undefined
            ? {}
            : { timePerOutputTokenSeconds: objective.timePerOutputTokenSeconds }),
        },
      },
    ],
    catalogue,
  );
  return result !== undefined && 'fits' in result && result.fits ? result : undefined;
}

const meets = (served: ServingAnswer, { objective }: SizingRequest): boolean =>
  served.counts.rejected === 0 && (served.objectiveMetShare ?? 0) >= objective.percentile / 100;

const better = (a: Confirmed | undefined, b: Confirmed): Confirmed =>
  a !== undefined && (a.served.objectiveMetShare ?? 0) >= (b.served.objectiveMetShare ?? 0) ? a : b;

/**
 * The fewest replicas that the simulation finds to meet the objective: from what the estimate says upwards until one
 * does, then down between the last that failed and the first that did. Where none does in a few tries, the one that served
 * most requests in time.
 */
export function confirm(searching: Searching, rate: ReplicaRate): Confirmed | undefined {
  const planned = plannedRate(searching.request);
  const least = Math.max(1, Math.ceil(planned / rate.saturated));
  let tried = Math.max(least, Math.ceil(planned / rate.requestsPerSecond));
  let failed = least - 1;
  let step = FIRST_STEP;
  let [found, nearly]: [Confirmed | undefined, Confirmed | undefined] = [undefined, undefined];
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const served = serveReplicas(searching, rate, tried);
    if (served !== undefined && meets(served, searching.request))
      found = { replicas: tried, served, meets: true };
    else {
      failed = Math.max(failed, tried);
      if (served !== undefined) nearly = better(nearly, { replicas: tried, served, meets: false });
    }
    if (found === undefined) {
      tried = Math.max(tried + 1, Math.ceil(tried * step));
      step *= FIRST_STEP;
    } else if (found.replicas - failed <= Math.max(1, 0.02 * found.replicas)) return found;
    else tried = Math.floor((failed + found.replicas) / 2);
  }
  return found ?? nearly;
}
