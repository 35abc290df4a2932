import type { Catalogue } from '#shared/catalogue/catalogue';
import { estimateLimits, type EstimateCase } from '#shared/estimate/case';
import type { ServiceObjective } from '#shared/serving/service';
import type { ServingAnswer } from '#shared/serving/report';
import { replicaDevices } from '#main/simulator/case/resolved-case';
import { directoryOf } from '#main/simulator/resolve/directory';
import { resolveCase } from '#main/simulator/resolve/resolve-case';
import { simulateCases } from '#main/simulator/serving/simulate-cases';

/** What a run measured, without its course. */
export type Simulation = Omit<ServingAnswer, 'timeline'>;

export interface ServeQuestion {
  readonly estimate: Omit<EstimateCase, 'id'>;
  readonly requestsPerSecond: number;
  readonly objective: ServiceObjective;
  readonly percentile: number;
  /** Requests that the estimate expects in flight. */
  readonly held: number;
}

/** Replicas that are followed at least where there are as many. */
const LEAST_REPLICAS = 3;
const LEAST_REQUESTS = 1_000;
const USUAL_REQUESTS = 3_000;
const MOST_REQUESTS = 8_000;
/** Requests that miss in a run whose share is just what is asked: below, the share is known too roughly. */
const MISSING = 20;
/** How often a run must turn over what it holds before its percentiles say something. */
const TURNOVERS = 5;
const SEED = 1;

/**
 * Serves the requests of a deployment event by event: enough of them for the percentile, and to turn over what is in flight some
 * times. Of a fleet that holds more than a run can turn over, fewer replicas are followed at their part of the rate. Equal
 * questions give equal answers.
 */
export function serve(question: ServeQuestion, catalogue: Catalogue): Simulation | undefined {
  const { estimate, requestsPerSecond, percentile, held } = question;
  const { leastRequestsPerSecond: least, requestsPerSecond: most } = estimateLimits;
  const whole: EstimateCase = {
    ...estimate,
    id: 'serve',
    mode: 'serving',
    requestsPerSecond: Math.min(most, Math.max(least, requestsPerSecond)),
  };
  const resolved = resolveCase(whole, directoryOf(catalogue));
  if (!resolved.ok) return undefined;
  const { tensor, pipeline, replicas } = resolved.value.parallelism;
  const perReplica = replicaDevices(resolved.value.parallelism);
  const forPercentile = Math.min(
    MOST_REQUESTS,
    Math.max(LEAST_REQUESTS, Math.ceil(MISSING / (1 - percentile / 100))),
  );
  const affordable = Math.max(USUAL_REQUESTS, forPercentile);
  const share = Math.min(1, affordable / Math.max(1, TURNOVERS * held));
  const followed = Math.min(replicas, Math.max(LEAST_REPLICAS, Math.floor(share * replicas)));
  const turning = Math.round((TURNOVERS * held * followed) / replicas);
  return simulated(
    {
      ...whole,
      ...(followed === replicas
        ? {}
        : {
            devices: followed * perReplica,
            tensorParallel: tensor,
            pipelineParallel: pipeline,
            requestsPerSecond: Math.max(least, ((whole.requestsPerSecond ?? 0) * followed) / replicas),
          }),
      requests: Math.min(affordable, Math.max(forPercentile, turning)),
      seed: SEED,
      objective: timesOf(question.objective),
    },
    catalogue,
  );
}

const timesOf = ({ timeToFirstTokenSeconds, timePerOutputTokenSeconds }: ServiceObjective) => ({
  ...(timeToFirstTokenSeconds === undefined ? {} : { timeToFirstTokenSeconds }),
  ...(timePerOutputTokenSeconds === undefined ? {} : { timePerOutputTokenSeconds }),
});

/** Runs by the accelerators that they read: prices and racks change none. */
const kept = new WeakMap<Catalogue['accelerators'], Map<string, Simulation | undefined>>();
const MOST_KEPT = 200;

function simulated(wanted: object, catalogue: Catalogue): Simulation | undefined {
  const runs = kept.get(catalogue.accelerators) ?? new Map<string, Simulation | undefined>();
  kept.set(catalogue.accelerators, runs);
  const key = JSON.stringify(wanted);
  if (runs.has(key)) return runs.get(key);
  const [result] = simulateCases([wanted], catalogue);
  const run = result !== undefined && 'fits' in result && result.fits ? withoutCourse(result) : undefined;
  if (runs.size >= MOST_KEPT) runs.clear();
  runs.set(key, run);
  return run;
}

function withoutCourse(answer: ServingAnswer): Simulation {
  const run: Simulation & { timeline?: unknown } = { ...answer };
  delete run.timeline;
  return run;
}
