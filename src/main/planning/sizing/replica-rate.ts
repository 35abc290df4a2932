import type { Bound, EstimateAnswer } from '#shared/estimate/result';
import { expectedService, missedTimes } from '#shared/estimate/service';
import type { SizeBinding, SizingRequest } from '#shared/sizing';
import { answerOf, caseOf, type Candidate, type Searching } from './candidates';

/** What one replica of a candidate carries within the objective, by the estimate. */
export interface ReplicaRate {
  readonly candidate: Candidate;
  /** Requests per second that one replica takes with the objective met in the mean; 0 where it never is. */
  readonly requestsPerSecond: number;
  /** Requests per second at which it saturates, whatever the objective. */
  readonly saturated: number;
  /** At hardly any load: the best it can do. */
  readonly alone: EstimateAnswer;
  /** What limits the steps of a single request. */
  readonly bound: Bound;
  readonly binding: SizeBinding;
}

const STEPS = 14;
/** So few requests that none waits for another. */
const HARDLY_ANY = 1e-4;
/** A replica that completes less than this share of what arrives does not keep up. */
const KEEPS_UP = 0.999;

const missedBy = (answer: EstimateAnswer, { objective }: SizingRequest): SizeBinding | undefined =>
  missedTimes(expectedService(answer), objective).at(-1);

/** The rate up to which one replica meets the objective, by bisection between no load and saturation. */
export function replicaRate(searching: Searching, candidate: Candidate): ReplicaRate | undefined {
  const { request, catalogue, estimate } = searching;
  const { outputTokens } = request.workload;
  const base = caseOf(searching, candidate);
  const at = (requestsPerSecond: number): EstimateAnswer | undefined =>
    answerOf(estimate([{ ...base, id: 'rate', mode: 'serving', requestsPerSecond }], catalogue)[0]);
  const full = answerOf(estimate([{ ...base, id: 'full', mode: 'in-flight' }], catalogue)[0]);
  const alone = at(HARDLY_ANY);
  const single = answerOf(estimate([{ ...base, id: 'single', mode: 'static', batch: 1 }], catalogue)[0]);
  if (full === undefined || alone === undefined || single === undefined) return undefined;
  const saturated = full.outputTokensPerSecond / outputTokens;
  const missed = missedBy(alone, request);
  const found = { candidate, saturated, alone, bound: single.bound };
  if (missed !== undefined) return { ...found, requestsPerSecond: 0, binding: missed };
  let [low, high]: [number, number] = [HARDLY_ANY, saturated];
  let binding: SizeBinding = 'throughput';
  for (let step = 0; step < STEPS; step += 1) {
    const rate = (low + high) / 2;
    const answer = at(rate);
    const keepsUp = answer !== undefined && answer.outputTokensPerSecond >= KEEPS_UP * rate * outputTokens;
    const misses = answer === undefined || !keepsUp ? 'throughput' : missedBy(answer, request);
    if (misses === undefined) low = rate;
    else [high, binding] = [rate, misses];
  }
  return { ...found, requestsPerSecond: low, binding };
}
