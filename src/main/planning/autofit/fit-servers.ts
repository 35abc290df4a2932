import type { FitAnswer, FitBound, FitRequest } from '#shared/autofit';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import { planningContext } from '../planning-context';
import { answerOf } from './answer';
import { arrange } from './arrange';
import { openedGiven, openedNew, type Arrangement } from './arrangement';
import { fitProblem, type FitProblem } from './fit-problem';
import { amountsBound, capacitiesOf } from './lower-bound';
import { noRacks } from './refusals';

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
