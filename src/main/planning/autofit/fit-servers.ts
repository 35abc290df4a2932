import { planningContext } from '#main/planning/context/planning-context';
import { amountNames, type Amounts } from '#main/planning/racks/rack-capacity';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { FitAnswer, FitBound, FitRequest } from '#shared/rack/autofit';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { answerOf } from './answer';
import { arrange, type Arrangement, openedGiven, openedNew } from './arrangement';
import { type Bin, nothing, plus } from './bin';
import { fitProblem, type FitProblem, noRacks } from './fit-problem';
import type { Line } from './fleet';

const demandOf = (lines: readonly Line[], placed: readonly number[]): Amounts =>
  lines.reduce(
    (sum, { item }, index) => plus(sum, item.kind.demand, item.size * (placed[index] ?? 0)),
    nothing,
  );

// What sums to just over a whole number of racks by rounding alone needs no further rack.
const TOLERANCE = 1e-9;

/**
 * The fewest racks that anything placing these items brings into use, by each limit alone: what the racks in use do not
 * take has to go into others, and the roomiest of these take the most. Racks that cost nothing come first.
 */
function amountsBound(
  { lines, placed }: { readonly lines: readonly Line[]; readonly placed: readonly number[] },
  { costless, others }: { readonly costless: readonly Amounts[]; readonly others: Iterable<Amounts> },
): number {
  const demand = demandOf(lines, placed);
  const roomiest = [...others];
  let bound = 0;
  for (const name of amountNames) {
    let rest = demand[name] - costless.reduce((sum, each) => sum + Math.max(0, each[name]), 0);
    const capacities = roomiest.map((each) => each[name]).sort((a, b) => b - a);
    let racks = 0;
    for (const capacity of capacities) {
      if (rest <= TOLERANCE * Math.max(1, demand[name])) break;
      rest -= Math.max(0, capacity);
      racks += 1;
    }
    bound = Math.max(bound, racks);
  }
  return bound;
}

const capacitiesOf = (bins: readonly Bin[]): readonly Amounts[] => bins.map(({ capacity }) => capacity);

/** How many items of each line found a place. */
const placedOfLines = ({ lines }: FitProblem, { left, fleet }: Arrangement): readonly number[] =>
  lines.map(({ count, item }, index) =>
    Number.isFinite(count)
      ? count - (left[index] ?? 0)
      : fleet.bins.reduce(
          (sum, { placed }) => sum + placed.filter(({ kind }) => kind === item.kind).length,
          0,
        ),
  );

/** The racks that an arrangement brings into use, and the fewest that any could, by each limit alone. */
export function boundOf(problem: FitProblem, arrangement: Arrangement): FitBound {
  const placed = placedOfLines(problem, arrangement);
  const [added, given] = [openedNew(arrangement), openedGiven(arrangement)];
  const inUse = problem.given.filter(({ isInUse }) => isInUse);
  const empty = problem.given.filter(({ isInUse }) => !isInUse);
  const lines = { lines: problem.lines, placed };
  const { newCapacity } = problem;
  const racks = added > 0 ? added : given;
  const atLeast =
    added > 0 && newCapacity !== undefined
      ? amountsBound(lines, {
          costless: capacitiesOf(problem.given),
          others: Array.from({ length: added }, () => newCapacity),
        })
      : amountsBound(lines, { costless: capacitiesOf(inUse), others: capacitiesOf(empty) });
  const bounded = Math.min(atLeast, racks);
  return { racks, atLeast: bounded, proof: bounded === racks ? 'optimal' : 'bound', method: 'heuristic' };
}

/**
 * Places a list of servers, with the switches they need, into the racks given and as few new ones as the heuristics
 * find, under rack units, power, mass, cooling, mounts, groups and the limits of the site. Pure and fast: no solver.
 * Nothing that stands is moved. Refuses only what names things that do not exist; what finds no place is named in the
 * answer with the limit in its way.
 */
export function fitServers(request: FitRequest, catalogue: Catalogue): Result<FitAnswer, Refusal> {
  const context = planningContext(request.scenario, catalogue);
  const problem = fitProblem(request, context);
  if (!problem.ok) return problem;
  if (problem.value.given.length === 0 && problem.value.newCapacity === undefined) return failure(noRacks);
  const arrangement = arrange(problem.value, request.strategy);
  const bound = boundOf(problem.value, arrangement);
  return success(answerOf(arrangement, bound, { problem: problem.value, context }));
}
