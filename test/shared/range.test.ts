import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactly, isExact, productOf, scaled, sumOf, type Range } from '#shared/units/range';

const aRange = fc
  .tuple(...Array.from({ length: 3 }, () => fc.double({ min: 0, max: 1e9, noNaN: true })))
  .map((values): Range => {
    const [low = 0, typical = 0, high = 0] = values.sort((a, b) => a - b);
    return { low, typical, high };
  });

const isOrdered = ({ low, typical, high }: Range) => low <= typical && typical <= high;

describe('ranges', () => {
  it('stay ordered under sums, products and scaling', () => {
    fc.assert(
      fc.property(aRange, aRange, fc.nat(1_000), (a, b, count) => {
        expect([sumOf([a, b]), productOf(a, b), scaled(a, count)].every(isOrdered)).toBe(true);
      }),
    );
  });

  it('sum to zero when there is nothing to sum', () => {
    expect(sumOf([])).toEqual(exactly(0));
  });

  it('are exact when all three values agree', () => {
    expect(isExact(exactly(3))).toBe(true);
    expect(isExact({ low: 1, typical: 1, high: 2 })).toBe(false);
  });
});
