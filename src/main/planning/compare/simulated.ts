import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ComparedPoint } from '#shared/compare';
import { frontFlags } from '#shared/compare-front';
import type { EstimateAnswer } from '#shared/estimate/result';
import { exactly } from '#shared/range';
import type { Refusal } from '#shared/refusal';
import { success, type Result } from '#shared/result';
import type { Deployment } from '#shared/scenario/schema';
import type { ServingAnswer } from '#shared/serving/report';
import { simulateCases } from '../../simulator/serving/simulate-cases';
import { effectiveCatalogue } from '../effective-catalogue';
import { planningContext } from '../planning-context';
import { plan as planScenario } from '../plan';
import { inOneCurrency } from '../uncertainty/report';
import type { ComparisonRequest } from './compare';
import { acceleratorsPriced, answerIn, type PlannedFleet } from './fleet';
import {
  meanUtilisation,
  perMillionTokens,
  shareOf,
  standingDeployments,
  weightBits,
  type PlacedPoint,
} from './points';

/** Of what the estimate says a deployment can give: nearer to it queues grow without end. */
const LOAD = 0.9;
const LEAST_REQUESTS = 400;
const MOST_REQUESTS = 20_000;
/** How often a run turns over what it holds. */
const TURNOVERS = 5;
const SEED = 1;

/**
 * Each fleet's deployments served event by event at nine tenths of what the estimate says they give, as points of cost against pace.
 * Fleets whose accelerators have no price, and deployments that cannot run, give none.
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
  const points = converted.flatMap((scenario, index) => {
    const fleet: PlannedFleet = { scenario, plan: planScenario(scenario, catalogue) };
    const own = planningContext(scenario, catalogue).catalogue;
    const read = effectiveCatalogue(own, scenario);
    const standing = acceleratorsPriced(fleet.plan, own) ? standingDeployments(fleet) : [];
    return standing.flatMap((deployment, place) => {
      const point = simulatedPoint(deployment, fleet, read);
      report((index + (place + 1) / standing.length) / converted.length);
      return point === undefined ? [] : [{ ...point, scenario: index }];
    });
  });
  const front = frontFlags(points);
  return success(points.map((point, index) => ({ ...point, onFront: front[index] ?? false })));
}

function simulatedPoint(
  deployment: Deployment,
  fleet: PlannedFleet,
  catalogue: Catalogue,
): Omit<PlacedPoint, 'scenario'> | undefined {
  const answer = answerIn(fleet.plan.deployments.find(({ id }) => id === deployment.id)?.result);
  const utilisation = meanUtilisation(fleet);
  if (answer === undefined || !(utilisation > 0)) return undefined;
  const served = servedAt(deployment, answer, catalogue);
  const tokensPerSecond = served && steadyOutput(served);
  if (served === undefined || tokensPerSecond === undefined) return undefined;
  const { model, weights, batch } = deployment.estimate;
  return {
    deployment: deployment.name,
    evidence: 'simulated',
    own: true,
    model,
    weightBits: weightBits(weights),
    ...(batch === undefined ? {} : { batch }),
    tokensPerSecondPerUser: 1 / served.timePerOutputTokenSeconds.p50,
    perMillionTokens: perMillionTokens({
      costPerYear: fleet.plan.cost.totalPerYear,
      share: shareOf(deployment, fleet),
      tokensPerSecond: exactly(tokensPerSecond),
      utilisation,
    }),
  };
}

function servedAt(
  { estimate }: Deployment,
  { outputTokensPerSecond, concurrency }: EstimateAnswer,
  catalogue: Catalogue,
): ServingAnswer | undefined {
  const rate =
    (estimate.mode === 'serving' ? estimate.requestsPerSecond : undefined) ??
    (LOAD * outputTokensPerSecond) / estimate.output;
  const requests = Math.round(Math.min(MOST_REQUESTS, Math.max(LEAST_REQUESTS, TURNOVERS * concurrency)));
  const [result] = simulateCases(
    [{ ...estimate, id: 'simulated', mode: 'serving', requestsPerSecond: rate, requests, seed: SEED }],
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
