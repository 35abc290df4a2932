import type { z } from './zod';

type Issue = z.core.$ZodIssue;

export interface SchemaIssue {
  /** Where it is, such as `racks.b07.feeds[0].volts`; empty for the whole document. */
  readonly path: string;
  readonly reason: string;
}

/** The issues of a refused document, each with its own place; a union speaks through the branch that fits best. */
export const schemaIssues = (error: Pick<z.core.$ZodError, 'issues'>): readonly SchemaIssue[] =>
  error.issues.flatMap((issue) => flatten(issue, []));

function flatten(issue: Issue, above: readonly PropertyKey[]): readonly SchemaIssue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    if (branch !== undefined) return branch.flatMap((inner) => flatten(inner, path));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({ path: formatPath(path), reason: message }));
  }
  return [{ path: formatPath(path), reason: issue.message }];
}

/** The branch that read furthest before it failed; where all failed at once, the one with the fewest complaints. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const reach = (branch: readonly Issue[]): number =>
    Math.max(...branch.map((issue) => (issue.code === 'unrecognized_keys' ? -1 : issue.path.length)));
  return [...branches].sort((a, b) => reach(b) - reach(a) || a.length - b.length)[0];
}

/** A path as people write it: dots between names, brackets around indices. */
export const formatPath = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
