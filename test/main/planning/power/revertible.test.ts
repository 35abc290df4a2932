import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accept, note, revert, revertible, write } from '#main/planning/power/revertible';

describe('numbers that can be put back', () => {
  const writes = fc.array(fc.record({ index: fc.nat(7), value: fc.double() }), { maxLength: 30 });

  it('are those last accepted, whatever was written since', () => {
    const law = fc.property(writes, writes, (kept, lost) => {
      const numbers = revertible([1, 2, 3, 4, 5, 6, 7, 8]);
      for (const { index, value } of kept) write(numbers, index, value);
      accept(numbers);
      const accepted = numbers.now.slice();
      for (const { index, value } of lost) write(numbers, index, value);
      revert(numbers);
      expect(numbers.now).toEqual(accepted);
      expect(numbers.noted).toEqual([]);
    });
    fc.assert(law);
  });

  it('come back by whole blocks, each as it was when first noted', () => {
    const numbers = revertible([1, 2, 3, 4, 5, 6], 2);
    note(numbers, 1);
    numbers.now.set([30, 40], 2);
    note(numbers, 1);
    numbers.now.set([300, 400], 2);
    expect(numbers.noted).toEqual([1]);
    revert(numbers);
    expect([...numbers.now]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
