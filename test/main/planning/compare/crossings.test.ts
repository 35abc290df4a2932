import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turnsOf } from '#main/planning/compare/verdicts';

const totals = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 });

describe('the months in which two running totals cross', () => {
  it('is the first month in which the dearer one has cost less', () => {
    expect(turnsOf([100, 110, 120, 130], [50, 90, 120, 150])).toEqual({
      first: 1,
      turns: [{ month: 3, cheaper: 0 }],
    });
  });

  it('are none where one has cost less all along, or both the same', () => {
    expect(turnsOf([1, 2], [2, 3])).toEqual({ first: 0, turns: [] });
    expect(turnsOf([1, 2], [1, 2])).toEqual({ first: undefined, turns: [] });
  });

  it('are named with who has cost less, both ways where the lines cross twice', () => {
    expect(turnsOf([1, 5, 1], [2, 4, 2]).turns).toEqual([
      { month: 1, cheaper: 1 },
      { month: 2, cheaper: 0 },
    ]);
  });

  it('really are crossings: before each the other one had cost less, and between two nothing turns', () => {
    fc.assert(
      fc.property(totals, totals, (a, b) => {
        const { first, turns } = turnsOf(a, b);
        const months = Math.min(a.length, b.length);
        let cheaper = first;
        for (let month = 0; month < months; month += 1) {
          const turn = turns.find((each) => each.month === month);
          const difference = (a[month] ?? 0) - (b[month] ?? 0);
          if (turn !== undefined) {
            expect(turn.cheaper).not.toBe(cheaper);
            cheaper = turn.cheaper;
            expect(difference).not.toBe(0);
          }
          if (difference !== 0) expect(difference < 0 ? 0 : 1).toBe(cheaper);
        }
      }),
    );
  });

  it('are the same seen from the other side', () => {
    fc.assert(
      fc.property(totals, totals, (a, b) => {
        const seen = turnsOf(b, a).turns.map(({ month, cheaper }) => ({ month, cheaper: 1 - cheaper }));
        expect(seen).toEqual(turnsOf(a, b).turns);
      }),
    );
  });
});
