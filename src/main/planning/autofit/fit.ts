import { planningContext, type PlanningContext } from '#main/planning/context/planning-context';
import { plan } from '#main/planning/plan';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Problem } from '#shared/plan/plan';
import { type FitAnswer, type FitBound, type FitRequest, withFit } from '#shared/rack/autofit';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { answerOf } from './answer';
import {
  arrange,
  type Arrangement,
  compareArrangements,
  openedNew,
  placedIn,
  spreadPower,
} from './arrangement';
import { type Bin, isOpen } from './bin';
import { solveExactly, type Solver } from './exact';
import { fitProblem, type FitProblem, noRacks, withCaps } from './fit-problem';
import { boundOf } from './fit-servers';

/** Holding an answer against the plan itself, so that no limit it checks is ever broken by a fit. */

const keyOf = ({ refusal, place }: Problem): string => `${refusal.code} ${JSON.stringify(place)}`;

/** The errors of a scenario's racks and site; what deployments lack is none of a placement's doing. */
export function limitErrors(scenario: Scenario, catalogue: Catalogue): readonly Problem[] {
  const { problems } = plan({ ...scenario, deployments: {}, workloads: {} }, catalogue);
  return problems.filter(({ severity }) => severity === 'error');
}

/** Errors that a scenario has and another had not. */
export function newErrors(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  const known = new Set(before.map(keyOf));
  return after.filter((problem) => !known.has(keyOf(problem)));
}

/** The racks that errors are about. */
export const racksOf = (problems: readonly Problem[]): ReadonlySet<string> =>
  new Set(
    problems.flatMap(({ place }) => (place.kind === 'rack' || place.kind === 'device' ? [place.rack] : [])),
  );

/** What a fit is computed with; the solver is the host's, and without one heuristics have the last word. */
export interface FitMeans {
  readonly catalogue: Catalogue;
  readonly solver?: Solver;
  /** Told the share of the work done. */
  readonly report: (share: number) => void;
}

type Terms = Pick<FitRequest, 'strategy' | 'prove'>;

interface Found {
  readonly arrangement: Arrangement;
  readonly bound: FitBound;
}

/** The new racks that an arrangement opened, as fresh bins. */
function newBinsOf(problem: FitProblem, { fleet }: Arrangement): readonly Bin[] {
  return Array.from({ length: fleet.created }, (_, index) => problem.newBin(index)).filter(
    (bin) => bin !== undefined,
  );
}

const knownPlaces = (problem: FitProblem, { fleet, left }: Arrangement): boolean =>
  problem.lines.every(({ count }) => Number.isFinite(count)) &&
  Number.isFinite(fleet.bins.length) &&
  (left.every((count) => count === 0) || problem.newCapacity === undefined);

/** Improves on an arrangement with the solver, where that can tell more than the sums of the limits do. */
function withSolver(problem: FitProblem, heuristic: Found, terms: Terms, means: FitMeans): Found {
  const { arrangement, bound } = heuristic;
  const allPlaced = arrangement.left.every((count) => count === 0);
  const { solver, report } = means;
  if (
    solver === undefined ||
    !terms.prove ||
    (bound.proof === 'optimal' && allPlaced) ||
    !knownPlaces(problem, arrangement)
  )
    return heuristic;
  if (Number.isFinite(arrangement.fleet.sitePower) || Number.isFinite(arrangement.fleet.siteCooling))
    return heuristic;
  const addsRacks = openedNew(arrangement) > 0;
  const counts = problem.lines.map(({ count }) => count);
  const exact = solveExactly(arrangement, {
    problem,
    counts,
    bins: [...problem.given, ...(addsRacks ? newBinsOf(problem, arrangement) : [])],
    costOf: addsRacks ? ({ isNew }) => (isNew ? 1 : 0) : ({ isInUse }) => (isInUse ? 0 : 1),
    solver,
    report,
  });
  const spreads = problem.lines.some(({ spread }) => spread !== undefined);
  const found = spreads ? undefined : exact.arrangement;
  const better = found !== undefined && compareArrangements(found, arrangement) < 0 ? found : arrangement;
  const final = terms.strategy === 'spread' && better !== arrangement ? spreadPower(problem, better) : better;
  const again = boundOf(problem, final);
  const proven =
    exact.atLeast === undefined || placedIn(final) === 0
      ? again.atLeast
      : Math.max(again.atLeast, exact.atLeast);
  const atLeast = Math.min(proven, again.racks);
  return {
    arrangement: final,
    bound: { ...again, atLeast, proof: atLeast === again.racks ? 'optimal' : 'bound', method: 'solver' },
  };
}

/** The best arrangement of a problem that the heuristics and, where asked for, the solver find. */
export function find(problem: FitProblem, terms: Terms, means: FitMeans): Found {
  const arrangement = arrange(problem, terms.strategy);
  means.report(0.3);
  return withSolver(problem, { arrangement, bound: boundOf(problem, arrangement) }, terms, means);
}

const MOST_REPAIRS = 12;

/** Finds an arrangement that the plan agrees with: a rack that it finds overloaded takes fewer in the next round. */
function findSound(
  problem: FitProblem,
  request: FitRequest,
  means: FitMeans,
  context: PlanningContext,
): FitAnswer {
  const before = limitErrors(request.scenario, means.catalogue);
  const caps = new Map<string, number>();
  for (let round = 0; ; round += 1) {
    const capped = withCaps(problem, caps);
    const { arrangement, bound } = find(capped, request, means);
    const answer = answerOf(arrangement, bound, { problem: capped, context });
    means.report(0.9);
    const broken = newErrors(before, limitErrors(withFit(request.scenario, answer), means.catalogue));
    const racks = racksOf(broken);
    const overloaded = arrangement.fleet.bins.filter(
      (bin) => isOpen(bin) && bin.servers > 0 && racks.has(bin.rack.id),
    );
    if (overloaded.length === 0 || round >= MOST_REPAIRS)
      return { ...answer, breaks: broken.map(({ refusal }) => refusal) };
    // New racks are alike: what one cannot take, none can.
    const least = Math.min(...overloaded.map(({ servers }) => servers)) - 1;
    const likes = overloaded.some(({ isNew }) => isNew) ? newBinsOf(problem, arrangement) : [];
    for (const { rack } of likes) caps.set(rack.id, Math.min(caps.get(rack.id) ?? least, least));
    for (const { rack, servers } of overloaded)
      caps.set(rack.id, Math.min(caps.get(rack.id) ?? servers, servers - 1));
  }
}

/**
 * Places a list of servers like `fitServers`, then looks with a solver for fewer racks and for the proof that there are
 * none, and holds the answer against the plan: whatever limit that checks, no rack that took something breaks it.
 */
export function fit(request: FitRequest, means: FitMeans): Result<FitAnswer, Refusal> {
  const context = planningContext(request.scenario, means.catalogue);
  const problem = fitProblem(request, context);
  if (!problem.ok) return problem;
  if (problem.value.given.length === 0 && problem.value.newCapacity === undefined) return failure(noRacks);
  means.report(0.05);
  const answer = findSound(problem.value, request, means, context);
  means.report(1);
  return success(answer);
}
