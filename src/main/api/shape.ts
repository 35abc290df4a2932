import type { Refusal } from '../../shared/refusal';

/** What any argument may measure, whatever its schema says; checked before a schema walks it. */
export const shapeLimits = {
  depth: 32,
  values: 4_000_000,
  characters: 96 * 1024 * 1024,
} as const;

interface Pending {
  readonly value: unknown;
  readonly depth: number;
}

function refuse(code: string, message: string, limit: number): Refusal {
  return { code, message, limit, params: { limit } };
}

/**
 * Why a value from outside is too large or too deep to look at; undefined when it is not.
 *
 * It walks with its own stack: recursion on a value nested ten thousand deep would overflow.
 */
export function refuseShape(root: unknown, limits = shapeLimits): Refusal | undefined {
  const pending: Pending[] = [{ value: root, depth: 1 }];
  let values = 0;
  let characters = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    values += 1;
    if (typeof next.value === 'string') characters += next.value.length;
    if (values > limits.values)
      return refuse('too-many-values', 'The request holds too many values.', limits.values);
    if (characters > limits.characters)
      return refuse('too-large', 'The request is too large.', limits.characters);
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth >= limits.depth)
      return refuse('too-deep', 'The request is nested too deeply.', limits.depth);
    for (const [key, value] of Object.entries(next.value)) {
      characters += key.length;
      pending.push({ value, depth: next.depth + 1 });
    }
  }
  return undefined;
}
