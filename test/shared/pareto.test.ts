import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominates, paretoFlags } from '#shared/compare/comparison';

const choices = fc.array(
  fc.record({ gain: fc.integer({ min: 0, max: 20 }), price: fc.integer({ min: 0, max: 20 }) }),
  { maxLength: 40 },
);

describe('the front of what is cheap and what is fast', () => {
  it('has the fastest, the cheapest, and what is cheaper than all that is faster', () => {
    const flags = paretoFlags([
      { gain: 764, price: 18 },
      { gain: 43, price: 0.14 },
      { gain: 100, price: 20 },
      { gain: 112, price: 0.4 },
    ]);

    expect(flags).toEqual([true, true, false, true]);
  });

  it('has no member that another choice dominates, and every other choice is dominated by a member', () => {
    fc.assert(
      fc.property(choices, (all) => {
        const flags = paretoFlags(all);
        const front = all.filter((_, index) => flags[index]);
        all.forEach((choice, index) => {
          const beaten = flags[index] ? all : front;
          expect(beaten.some((other) => dominates(other, choice))).toBe(!flags[index]);
        });
      }),
    );
  });

  it('does not depend on the order of the choices', () => {
    fc.assert(
      fc.property(choices, (all) => {
        expect(paretoFlags(all.toReversed())).toEqual(paretoFlags(all).toReversed());
      }),
    );
  });
});
