import type { Estimate } from '#main/planning/deployments/deployments';
import { expectedAt, judgeObjective, type ObjectiveMeans } from '#main/planning/service/objective';
import { lacksAccelerators, type ServingFleet, type Share, sharesOf } from '#main/planning/service/shares';
import { questionOf, verdictsOn } from '#main/planning/service/verdicts';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ReachedService } from '#shared/compare/comparison';
import { hasObjective, type Need, type ServiceVerdict } from '#shared/serving/verdict';
import type { DeploymentId } from '#shared/schema/ids';
import { missedTimes, type UserService } from '#shared/serving/service';
import type { PlannedFleet } from './fleet';

/** What a compared fleet serves with. */
export const servingIn = ({ scenario, plan }: PlannedFleet): ServingFleet => ({
  scenario,
  deployments: plan.deployments,
});

/**
 * What a fleet reaches of the baseline's needs. Each deployment is asked at the rate that is wanted of it, not as it is entered:
 * a fleet at full load and one with a single user would otherwise be held against each other.
 */
export function reachedService(
  needs: readonly Need[],
  fleet: PlannedFleet,
  { catalogue, estimate }: { readonly catalogue: Catalogue; readonly estimate: Estimate },
): ReachedService {
  const verdicts = verdictsOn(needs, servingIn(fleet), catalogue, estimate);
  return { state: stateOf(needs, verdicts), needs: verdicts };
}

function stateOf(needs: readonly Need[], verdicts: readonly ServiceVerdict[]): ReachedService['state'] {
  if (!needs.some(hasObjective)) return 'undeclared';
  const any = (wanted: ServiceVerdict['state']): boolean => verdicts.some(({ state }) => state === wanted);
  if (any('missed') || verdicts.some(({ shortfalls }) => shortfalls.length > 0)) return 'misses';
  if (any('unknown')) return 'unknown';
  return any('unsure') ? 'unsure' : 'meets';
}

/** The least speed, as a factor of what is predicted, at which a deployment still serves its part of a need. */
export interface NeededSpeed {
  readonly deployment: DeploymentId;
  readonly factor: number;
}

/** A deployment that needs less meets the objective however wrong its prediction is; one that needs more never does. */
const [LEAST, MOST] = [1 / 64, 64];
const HALVINGS = 40;
/** The first step away from what the means need; every further one is twice as long. */
const FIRST_STEP = 1.05;
/** Simulated factors are told apart no finer: far below what is drawn of a speed. */
const FINE = 1.005;

/**
 * How fast each deployment would have to be, against its prediction, for the fleet to meet these needs at their percentile, by the
 * same judgement as the verdict: it needs no more than its predicted speed just where it is said to meet. Undefined where
 * nobody can say: no objective, no deployment of the model, servers missing, or no prediction.
 *
 * A deployment of f times the speed that is asked r times a second behaves like the predicted one asked r/f times, all
 * its durations divided by f: every time in it is a step of the model, and time has no other unit.
 */
export function neededSpeeds(
  needs: readonly Need[],
  fleet: ServingFleet,
  means: ObjectiveMeans,
): readonly NeededSpeed[] | undefined {
  if (!needs.some(hasObjective)) return undefined;
  const shares = sharesOf(needs, fleet);
  if (needs.some(({ id }) => !shares.some(({ need }) => need.id === id))) return undefined;
  if (shares.some(({ deployment }) => lacksAccelerators(fleet, deployment))) return undefined;
  const found = shares.map((share) => neededSpeed(share, means));
  return found.every((each) => each !== undefined) ? found : undefined;
}

function neededSpeed(share: Share, means: ObjectiveMeans): NeededSpeed | undefined {
  const deployment = share.deployment.id;
  const inMean = leastFactor((factor) => servesInMean(share, factor, means));
  if (inMean === undefined || !hasObjective(share.need) || inMean === 0 || inMean === Infinity)
    return inMean === undefined ? undefined : { deployment, factor: inMean };
  return { deployment, factor: simulatedFactor((factor) => servesAt(share, factor, means), inMean) };
}

/** The least factor by the means of the estimate, by halving: a faster deployment never serves worse. */
function leastFactor(serves: (factor: number) => boolean | undefined): number | undefined {
  const atBest = serves(MOST);
  if (atBest === undefined) return undefined;
  if (!atBest) return Number.POSITIVE_INFINITY;
  if (serves(LEAST) === true) return 0;
  return halved([LEAST, MOST], HALVINGS, (factor) => serves(factor) === true);
}

function halved(
  [from, to]: readonly [number, number],
  times: number,
  serves: (factor: number) => boolean,
): number {
  let [low, high] = [from, to];
  for (let halving = 0; halving < times && high / low > 1 + 1e-12; halving += 1) {
    const middle = Math.sqrt(low * high);
    if (serves(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The least factor at the percentile, looked for from the one of the means: runs are dear, and it is seldom far. */
function simulatedFactor(serves: (factor: number) => boolean, inMean: number): number {
  let step = FIRST_STEP;
  let [low, high] = [inMean, inMean];
  if (serves(inMean)) {
    do {
      high = low;
      low = Math.max(LEAST, low / step);
      step *= step;
      if (low === LEAST) break;
    } while (serves(low));
  } else {
    do {
      if (high >= MOST) return Number.POSITIVE_INFINITY;
      low = high;
      high = Math.min(MOST, high * step);
      step *= step;
    } while (!serves(high));
  }
  return halved([low, high], Math.ceil(Math.log2(Math.log(high / low) / Math.log(FINE))), serves);
}

/** The question of a share to a deployment that is so many times as fast. */
function fasterQuestion(share: Share, factor: number) {
  const { objective, ...question } = questionOf(share);
  const longer = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * factor);
  return {
    ...question,
    requestsPerSecond: share.requestsPerSecond / factor,
    objective: {
      timeToFirstTokenSeconds: longer(objective.timeToFirstTokenSeconds),
      timePerOutputTokenSeconds: longer(objective.timePerOutputTokenSeconds),
    },
  };
}

/** Just what is asked, where a verdict also says how far it is from there. */
function servesAt(share: Share, factor: number, means: ObjectiveMeans): boolean {
  const question = fasterQuestion(share, factor);
  const answer = judgeObjective(question, means);
  if (answer === undefined || !('expected' in answer)) return false;
  return answer.served !== undefined && answer.served.metShare >= question.percentile / 100;
}

function servesInMean(share: Share, factor: number, means: ObjectiveMeans): boolean | undefined {
  const question = fasterQuestion(share, factor);
  const expected = expectedAt(question, means);
  if (expected === undefined || !('loadShare' in expected)) return undefined;
  const service: UserService = expected;
  return expected.loadShare <= 1 && missedTimes(service, question.objective).length === 0;
}
