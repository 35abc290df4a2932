import type { Catalogue } from '#shared/catalogue/catalogue';
import { estimateLimits, type EstimateCase } from '#shared/estimate/case';
import { type EstimateAnswer, type EstimateResult, answerIn } from '#shared/estimate/result';
import {
  expectedService,
  missedTimes,
  serviceAt,
  type ServiceObjective,
  type UserService,
} from '#shared/serving/service';
import type { Shortfall, SimulatedService } from '#shared/serving/verdict';
import type { Estimate } from '#main/planning/deployments/deployments';
import { serve, type Simulation } from './serve';

/** One deployment, what is asked of it, and what each request should get. */
export interface ObjectiveQuestion {
  /** With the lengths of the requests that are asked. */
  readonly estimate: Omit<EstimateCase, 'id'>;
  readonly requestsPerSecond: number;
  readonly objective: ServiceObjective;
  /** So many of 100 requests must meet all times of the objective. */
  readonly percentile: number;
}

/** What was found of one deployment. */
export interface ObjectiveAnswer {
  readonly state: 'met' | 'missed' | 'unsure';
  readonly judged: 'estimate' | 'simulation';
  readonly expected: Expected;
  readonly served?: SimulatedService;
  readonly simulation?: Simulation;
  readonly shortfalls: readonly Shortfall[];
}

/** The service in the mean of the estimate, and how much of what the deployment can give is asked of it. */
export interface Expected extends UserService {
  readonly loadShare: number;
}

export interface ObjectiveMeans {
  readonly estimate: Estimate;
  /** As the scenario reads it, its own figures in it. */
  readonly catalogue: Catalogue;
}

/**
 * How far the estimate is from the simulation at worst where it is trusted: throughput, the first token, the time between tokens
 * (docs/models/serving.md, `agreement.test.ts`).
 */
const ESTIMATE_ERROR = { throughput: 0.06, first: 0.25, each: 0.1 } as const;
/** So few requests that none waits for another. */
const HARDLY_ANY = 1e-4;

/**
 * Whether a deployment meets an objective at its percentile. The estimate says so alone only where it is sure that it does not: where
 * more is asked than it can give, or a request that waits for nobody is too slow, both by more than the estimate errs. All
 * else is simulated, since means say nothing of the slowest requests. The refusal where the models have no answer.
 */
export function judgeObjective(
  question: ObjectiveQuestion,
  means: ObjectiveMeans,
): ObjectiveAnswer | Exclude<EstimateResult, EstimateAnswer> | undefined {
  const load = loadOf(question, means);
  if (!('expected' in load)) return load.refused;
  const { expected } = load;
  if (expected.loadShare > 1 + ESTIMATE_ERROR.throughput)
    return { state: 'missed', judged: 'estimate', expected, shortfalls: ['throughput'] };
  const alone = aloneService(question, means);
  const hopeless = alone === undefined ? [] : missedTimes(atBest(alone), question.objective);
  if (alone !== undefined && hopeless.length > 0)
    return {
      state: 'missed',
      judged: 'estimate',
      expected: { ...alone, loadShare: expected.loadShare },
      shortfalls: hopeless,
    };
  const simulation = serve({ ...question, held: load.held }, means.catalogue);
  if (simulation === undefined) return undefined;
  return { judged: 'simulation', ...judgedBy(simulation, question), expected, simulation };
}

/**
 * Standard deviations of a share of independent requests within which it is not told from what was asked; one more than usual, since
 * requests that wait for each other miss together.
 */
const DEVIATIONS = 3;

/** What a run says of an objective: requests that were turned away met nothing. */
export function judgedBy(
  simulation: Simulation,
  { objective, percentile }: Pick<ObjectiveQuestion, 'objective' | 'percentile'>,
): Pick<ObjectiveAnswer, 'state' | 'shortfalls'> & { readonly served: SimulatedService } {
  const { completed, rejected } = simulation.counts;
  const requests = completed + rejected;
  const met = simulation.objectiveMetShare ?? 0;
  const metShare = (met * completed) / Math.max(1, requests);
  const wanted = percentile / 100;
  const unsure = DEVIATIONS * Math.sqrt((wanted * (1 - wanted)) / Math.max(1, requests));
  const service = serviceAt(simulation, percentile);
  const state =
    metShare >= wanted + unsure || metShare === 1 ? 'met' : metShare < wanted - unsure ? 'missed' : 'unsure';
  return {
    state,
    served: { ...service, metShare, requests },
    shortfalls: state === 'missed' ? missedTimes(service, objective) : [],
  };
}

/** What the estimate says of a deployment at a rate, whatever the objective. */
export function expectedAt(
  question: Pick<ObjectiveQuestion, 'estimate' | 'requestsPerSecond'>,
  means: ObjectiveMeans,
): Expected | Exclude<EstimateResult, EstimateAnswer> | undefined {
  const load = loadOf(question, means);
  return 'expected' in load ? load.expected : load.refused;
}

interface Load {
  readonly expected: Expected;
  /** Requests in flight, in the mean. */
  readonly held: number;
}

interface Refused {
  readonly refused: Exclude<EstimateResult, EstimateAnswer> | undefined;
}

const servingCase = (estimate: ObjectiveQuestion['estimate'], requestsPerSecond: number): EstimateCase => {
  const { leastRequestsPerSecond: least, requestsPerSecond: most } = estimateLimits;
  const rate = Math.min(most, Math.max(least, requestsPerSecond));
  return { ...estimate, id: 'asked', mode: 'serving', requestsPerSecond: rate };
};

function loadOf(
  { estimate: asked, requestsPerSecond }: Pick<ObjectiveQuestion, 'estimate' | 'requestsPerSecond'>,
  { estimate, catalogue }: ObjectiveMeans,
): Load | Refused {
  const full: EstimateCase = { ...asked, id: 'full', mode: 'in-flight', requestsPerSecond: undefined };
  const results = estimate([servingCase(asked, requestsPerSecond), full], catalogue);
  const [served, most] = results.map(answerIn);
  if (served === undefined || most === undefined) return { refused: refusalIn(results) };
  return {
    expected: {
      ...expectedService(served),
      loadShare: (requestsPerSecond * asked.output) / most.outputTokensPerSecond,
    },
    held: requestsPerSecond * served.requestLatencySeconds,
  };
}

const refusalIn = (results: readonly EstimateResult[]): Refused['refused'] =>
  results.find((result): result is Exclude<EstimateResult, EstimateAnswer> => answerIn(result) === undefined);

function aloneService(
  { estimate: asked }: ObjectiveQuestion,
  { estimate, catalogue }: ObjectiveMeans,
): UserService | undefined {
  const alone = answerIn(estimate([servingCase(asked, HARDLY_ANY)], catalogue)[0]);
  return alone === undefined ? undefined : expectedService(alone);
}

/** The service at the better end of what the estimate may be wrong by. */
const atBest = ({ timeToFirstTokenSeconds, timePerOutputTokenSeconds }: UserService): UserService => ({
  timeToFirstTokenSeconds: timeToFirstTokenSeconds / (1 + ESTIMATE_ERROR.first),
  timePerOutputTokenSeconds: timePerOutputTokenSeconds / (1 + ESTIMATE_ERROR.each),
});
