import type { Problem, WirePlan } from '#shared/plan/plan';

/** Problems of the worst kind that a change brings, so that they are said before it is made. */
export function newErrors(
  before: Pick<WirePlan, 'problems'>,
  after: Pick<WirePlan, 'problems'>,
): readonly Problem[] {
  const known = new Set(before.problems.filter(isError).map(keyOf));
  return after.problems.filter((problem) => isError(problem) && !known.has(keyOf(problem)));
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** Two problems are one when they say the same of the same place, whatever the numbers in it. */
const keyOf = ({ place, refusal }: Problem): string => JSON.stringify([place, refusal.code]);
