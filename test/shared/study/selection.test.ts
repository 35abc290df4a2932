import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, candidateOf, selected, Selection } from '#shared/study/selection';

const pareto = Selection.parse({ pareto: ['totalPerYear', 'outputTokensPerSecond'] });
const best = Selection.parse({ best: 2, by: 'totalPerYear' });

const candidates = fc
  .array(
    fc.record({
      group: fc.integer({ min: 0, max: 2 }),
      values: fc.tuple(fc.integer({ max: 9, min: 0 }), fc.integer({ max: 9, min: 0 })),
    }),
    { maxLength: 40 },
  )
  .map((all): readonly Candidate[] => all.map((each, number) => ({ ...each, number })));

const isBeaten = (candidate: Candidate, others: readonly Candidate[]): boolean =>
  others.some(
    (other) =>
      other.group === candidate.group &&
      other.values.every((value, index) => value <= (candidate.values[index] ?? 0)) &&
      other.values.some((value, index) => value < (candidate.values[index] ?? 0)),
  );

describe('what goes on to the next stage', () => {
  it('of the Pareto front is everything that no other beats, and of equal ones the first', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const front = selected(all, pareto);
        for (const candidate of all) {
          const twin = all.find(
            ({ group, values }) => group === candidate.group && values.join() === candidate.values.join(),
          );
          expect(front.includes(candidate)).toBe(!isBeaten(candidate, all) && twin === candidate);
        }
      }),
    );
  });

  it('is the same however the rows were parted', () => {
    fc.assert(
      fc.property(candidates, fc.nat(40), fc.constantFrom(pareto, best), (all, at, selection) => {
        const parts = [all.slice(at), all.slice(0, at)].flatMap((part) => selected(part, selection));
        expect(selected(parts, selection)).toEqual(selected(all, selection));
      }),
    );
  });

  it('leaves behind what does not run, misses its objective, lacks a figure or is out of bounds', () => {
    const row = { number: 1, fits: true, totalPerYear: 10, outputTokensPerSecond: 5 };
    const bounded = Selection.parse({
      best: 1,
      by: 'totalPerYear',
      where: { outputTokensPerSecond: { min: 6 } },
    });

    expect(candidateOf(row, 3, pareto)).toEqual({ number: 1, group: 3, values: [10, -5] });
    expect(candidateOf({ ...row, fits: false }, 3, pareto)).toBeUndefined();
    expect(candidateOf({ ...row, withinObjective: false }, 3, pareto)).toBeUndefined();
    expect(candidateOf({ number: 1, fits: true }, 3, pareto)).toBeUndefined();
    expect(candidateOf(row, 3, bounded)).toBeUndefined();
  });
});
