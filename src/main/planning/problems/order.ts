import type { Problem } from '#shared/plan/plan';

const rank: Readonly<Record<Problem['severity'], number>> = { error: 0, warning: 1, note: 2 };

function overload({ refusal: { demand, limit } }: Problem): number {
  if (demand === undefined || limit === undefined) return 0;
  return limit > 0 ? demand / limit : Number.MAX_VALUE;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// A planner keeps the problems of racks that did not change, and with them their addresses.
const addresses = new WeakMap<Problem, string>();

function addressOf(problem: Problem): string {
  const known = addresses.get(problem);
  if (known !== undefined) return known;
  const address = `${JSON.stringify(problem.place)}${problem.refusal.code}${problem.refusal.message}`;
  addresses.set(problem, address);
  return address;
}

/** Worst first: errors before warnings before notes, the largest overload first, then by place. */
export function worstFirst(problems: readonly Problem[]): readonly Problem[] {
  const addressed = problems.map((problem) => ({
    problem,
    overload: overload(problem),
    address: addressOf(problem),
  }));
  addressed.sort(
    (a, b) =>
      rank[a.problem.severity] - rank[b.problem.severity] ||
      b.overload - a.overload ||
      compare(a.address, b.address),
  );
  return addressed.map(({ problem }) => problem);
}
