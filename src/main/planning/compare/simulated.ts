import type { Catalogue } from '#shared/catalogue/catalogue';
import { type ComparedPoint, frontFlags } from '#shared/compare/comparison';
import { serviceAt } from '#shared/serving/service';
import { type EstimateAnswer, answerIn } from '#shared/estimate/result';
import { exactly } from '#shared/units/range';
import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Deployment } from '#shared/scenario/schema';
import type { ServingAnswer } from '#shared/serving/report';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { perMillionTokens, servedShareOf, statedShare } from '#main/planning/cost/cost-per-token';
import { effectiveCatalogue } from '#main/planning/context/effective-catalogue';
import { planningContext } from '#main/planning/context/planning-context';
import { plan as planScenario } from '#main/planning/plan';
import { needsOf, sharesOf, type Share } from '#main/planning/service/shares';
import { inOneCurrency } from '#main/planning/uncertainty/report';
import type { ComparisonRequest } from './compare';
import { acceleratorsPriced, type PlannedFleet } from './fleet';
import { shareOf, standingDeployments, weightBits, type PlacedPoint } from './points';
import { servingIn } from './service';

/** Of what the estimate says a deployment can give, where nothing is asked of it: nearer to it queues grow without end. */
const LOAD = 0.9;
const LEAST_REQUESTS = 400;
const MOST_REQUESTS = 20_000;
/** How often a run turns over what it holds. */
const TURNOVERS = 5;
const SEED = 1;

/**
 * Each fleet's deployments served event by event, as points of cost against pace at the same demand: each gets its part of the requests
 * that the baseline's workloads ask for. What no workload of the baseline asks is served at nine tenths of what the estimate says it
 * gives; every point says its load. Fleets whose accelerators have no price, and deployments that cannot run, give none.
 */
export function simulatedPoints(
  { scenarios, baseline }: ComparisonRequest,
  catalogue: Catalogue,
  report: (share: number) => void = () => undefined,
): Result<readonly ComparedPoint[], Refusal> {
  const base = scenarios[baseline];
  const same = inOneCurrency(base === undefined ? scenarios : [base, ...scenarios], catalogue);
  if (!same.ok) return same;
  const converted = same.value.slice(base === undefined ? 0 : 1);
  const needs = base === undefined ? [] : needsOf(base);
  const points = converted.flatMap((scenario, index) => {
    const fleet: PlannedFleet = { scenario, plan: planScenario(scenario, catalogue) };
    const own = planningContext(scenario, catalogue).catalogue;
    const read = effectiveCatalogue(own, scenario);
    const standing = acceleratorsPriced(fleet.plan, own) ? standingDeployments(fleet) : [];
    const shares = sharesOf(needs, servingIn(fleet));
    return standing.flatMap((deployment, place) => {
      const asked = shares.find((share) => share.deployment.id === deployment.id);
      const point = simulatedPoint({ deployment, fleet, asked }, read);
      report((index + (place + 1) / standing.length) / converted.length);
      return point === undefined ? [] : [{ ...point, scenario: index }];
    });
  });
  const front = frontFlags(points);
  return success(points.map((point, index) => ({ ...point, onFront: front[index] ?? false })));
}

interface Serving {
  readonly deployment: Deployment;
  readonly fleet: PlannedFleet;
  /** What the baseline asks of it; undefined where it asks nothing. */
  readonly asked: Share | undefined;
}

function simulatedPoint(
  { deployment, fleet, asked }: Serving,
  catalogue: Catalogue,
): Omit<PlacedPoint, 'scenario'> | undefined {
  const answer = answerIn(fleet.plan.deployments.find(({ id }) => id === deployment.id)?.result);
  const { finance } = fleet.scenario;
  // What is asked of it is a rate of requests that arrives, as that of a case in serving mode is.
  const servedShare = asked === undefined ? servedShareOf(deployment, finance).share : statedShare(finance);
  if (answer === undefined || !(servedShare > 0)) return undefined;
  const { estimate } = deployment;
  const load: Load =
    asked === undefined
      ? { of: 'prediction', requestsPerSecond: ratePredicted(estimate, answer) }
      : { of: 'need', requestsPerSecond: asked.requestsPerSecond };
  const lengths = asked && { input: asked.need.inputTokens, output: asked.need.outputTokens };
  const served = servedAt({ ...estimate, ...lengths }, { load, answer, catalogue });
  const tokensPerSecond = served && steadyOutput(served);
  if (served === undefined || tokensPerSecond === undefined) return undefined;
  const { model, weights, batch } = estimate;
  return {
    deployment: deployment.name,
    evidence: 'simulated',
    own: true,
    model,
    weightBits: weightBits(weights),
    load,
    ...(batch === undefined ? {} : { batch }),
    tokensPerSecondPerUser: 1 / serviceAt(served, 50).timePerOutputTokenSeconds,
    perMillionTokens: perMillionTokens({
      costPerYear: fleet.plan.cost.totalPerYear,
      share: shareOf(deployment, fleet),
      tokensPerSecond: exactly(tokensPerSecond),
      servedShare,
    }),
  };
}

type Load = NonNullable<ComparedPoint['load']>;

const ratePredicted = (estimate: Deployment['estimate'], { outputTokensPerSecond }: EstimateAnswer): number =>
  (estimate.mode === 'serving' ? estimate.requestsPerSecond : undefined) ??
  (LOAD * outputTokensPerSecond) / estimate.output;

function servedAt(
  estimate: Deployment['estimate'],
  {
    load: { requestsPerSecond },
    answer: { concurrency },
    catalogue,
  }: { readonly load: Load; readonly answer: EstimateAnswer; readonly catalogue: Catalogue },
): ServingAnswer | undefined {
  const requests = Math.round(Math.min(MOST_REQUESTS, Math.max(LEAST_REQUESTS, TURNOVERS * concurrency)));
  const [result] = simulateCases(
    [{ ...estimate, id: 'simulated', mode: 'serving', requestsPerSecond, requests, seed: SEED }],
    catalogue,
  );
  return result !== undefined && 'fits' in result && result.fits ? result : undefined;
}

/** Mean output over the middle half of a run, while it neither fills nor drains; undefined where nothing came out. */
function steadyOutput({ timeline: { outputTokensPerSecond: output } }: ServingAnswer): number | undefined {
  const middle = output.slice(Math.floor(output.length / 4), Math.ceil((3 * output.length) / 4));
  const mean = middle.reduce((sum, each) => sum + each, 0) / Math.max(1, middle.length);
  return mean > 0 ? mean : undefined;
}
