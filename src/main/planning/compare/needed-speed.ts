import type { Need } from '#shared/compare';
import { estimateLimits } from '#shared/estimate/case';
import { expectedService, missedTimes } from '#shared/estimate/service';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeploymentId } from '#shared/ids';
import type { Estimate } from '../deployments';
import { answerIn, type PlannedFleet } from './fleet';
import { hasObjective, sharesOf, type Share } from './service';

/** The least speed, as a factor of what is predicted, at which a deployment still serves its part of a need. */
export interface NeededSpeed {
  readonly deployment: DeploymentId;
  readonly factor: number;
}

/** A deployment that needs less meets the objective however wrong its prediction is; one that needs more never does. */
const [LEAST, MOST] = [1 / 64, 64];
const HALVINGS = 40;

/**
 * How fast each deployment would have to be, against its prediction, for the fleet to meet these needs: solved by halving, since a
 * faster deployment never serves worse. Undefined where nobody can say: no objective, no deployment of the model, servers
 * missing, or no prediction.
 *
 * A deployment of f times the speed that is asked r times a second behaves like the predicted one asked r/f times, all
 * its durations divided by f: every time in it is a step of the model, and time has no other unit.
 */
export function neededSpeeds(
  needs: readonly Need[],
  fleet: PlannedFleet,
  { estimate, catalogue }: { readonly estimate: Estimate; readonly catalogue: Catalogue },
): readonly NeededSpeed[] | undefined {
  if (!needs.some(hasObjective)) return undefined;
  const shares = sharesOf(needs, fleet.scenario, fleet.plan);
  if (needs.some(({ id }) => !shares.some(({ need }) => need.id === id))) return undefined;
  const found = shares.map((share) =>
    neededSpeed(share, fleet, (factor) => serves(share, factor, { estimate, catalogue })),
  );
  return found.every((each) => each !== undefined) ? found : undefined;
}

/** Whether a deployment serves its part; undefined where the models have no answer. */
type Serves = (factor: number) => boolean | undefined;

function neededSpeed(
  { deployment: { id } }: Share,
  { plan }: PlannedFleet,
  servesAt: Serves,
): NeededSpeed | undefined {
  const planned = plan.deployments.find((each) => each.id === id);
  if (planned !== undefined && planned.acceleratorsPlaced < planned.acceleratorsNeeded) return undefined;
  const atBest = servesAt(MOST);
  if (atBest === undefined) return undefined;
  if (!atBest) return { deployment: id, factor: Number.POSITIVE_INFINITY };
  if (servesAt(LEAST) === true) return { deployment: id, factor: 0 };
  let [low, high] = [LEAST, MOST];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = Math.sqrt(low * high);
    if (servesAt(middle) === true) high = middle;
    else low = middle;
  }
  return { deployment: id, factor: high };
}

function serves(
  { need, deployment, requestsPerSecond }: Share,
  factor: number,
  { estimate, catalogue }: { readonly estimate: Estimate; readonly catalogue: Catalogue },
): boolean | undefined {
  const asked = { ...deployment.estimate, input: need.inputTokens, output: need.outputTokens };
  const { leastRequestsPerSecond: least, requestsPerSecond: most } = estimateLimits;
  const rate = Math.min(most, Math.max(least, requestsPerSecond / factor));
  const [served, full] = estimate(
    [
      { ...asked, id: 'asked', mode: 'serving', requestsPerSecond: rate },
      { ...asked, id: 'full', mode: 'in-flight', requestsPerSecond: undefined },
    ],
    catalogue,
  ).map(answerIn);
  if (served === undefined || full === undefined) return undefined;
  const expected = expectedService(served);
  const faster = {
    timeToFirstTokenSeconds: expected.timeToFirstTokenSeconds / factor,
    timePerOutputTokenSeconds: expected.timePerOutputTokenSeconds / factor,
  };
  return (
    requestsPerSecond * need.outputTokens <= full.outputTokensPerSecond * factor &&
    missedTimes(faster, need.objective).length === 0
  );
}
