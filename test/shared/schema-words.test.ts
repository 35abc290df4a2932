import { describe, expect, it } from 'vitest';
import { schemaIssues, z } from '#shared/schema/zod';

const Feed = z.strictObject({
  volts: z.number().positive().max(1000),
  side: z.enum(['A', 'B']),
  phases: z.int(),
  name: z.string().min(1).max(5),
  outlets: z.array(z.string()).min(2),
});
const sound = { volts: 208, side: 'A', phases: 3, name: 'f1', outlets: ['a', 'b'] };
const wrongWith = (changes: Record<string, unknown>): string => {
  const parsed = Feed.safeParse({ ...sound, ...changes });
  return parsed.success
    ? 'nothing'
    : schemaIssues(parsed.error)
        .map((issue) => `${issue.path}: ${issue.reason}`)
        .join('; ');
};

describe('what is wrong with a value', () => {
  it.each([
    ['a field that is not there', { volts: undefined }, 'volts: is missing'],
    ['a choice that is not there', { side: undefined }, 'side: must be one of "A", "B"; it is missing'],
    ['another type', { volts: '208' }, 'volts: must be a number, not a string'],
    ['a list', { volts: [208] }, 'volts: must be a number, not a list'],
    ['what is no number', { volts: NaN }, 'volts: must be a number, not NaN'],
    ['what is not finite', { volts: Infinity }, 'volts: must be a number, not Infinity'],
    ['a fraction', { phases: 1.5 }, 'phases: must be a whole number, not 1.5'],
    ['too little', { volts: 0 }, 'volts: must be more than 0'],
    ['too much', { volts: 1e6 }, 'volts: must be at most 1,000'],
    ['none of the choices', { side: 'C' }, 'side: must be one of "A", "B"'],
    ['nothing written', { name: '' }, 'name: must not be empty'],
    ['a text too long', { name: 'feed-1' }, 'name: must have at most 5 characters'],
    ['a list too short', { outlets: ['a'] }, 'outlets: must have at least 2 items'],
    ['a key that nobody knows', { outlet: [] }, ': has unknown keys: "outlet" (did you mean "outlets"?)'],
  ])('is said of %s', (_, changes, words) => {
    expect(wrongWith(changes)).toBe(words);
  });
});
