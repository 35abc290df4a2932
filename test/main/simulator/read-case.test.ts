import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCase } from '#main/simulator/resolve/resolve-case';
import { EstimateCase } from '#shared/estimate/case';

describe('reading a case', () => {
  it('accepts exactly what the schema accepts, and gives the same case', () => {
    const value = fc.oneof(
      fc.integer({ min: -1, max: 3 }),
      fc.double(),
      fc.constantFrom('fp8', 'int3', 'static', 'serving', '', null, undefined, 1e9, 'x'.repeat(501)),
    );
    const names = Object.keys(EstimateCase.shape) as (keyof EstimateCase)[];
    const usual = {
      id: 'a',
      hardware: 'h100-sxm',
      devices: 1,
      model: 'llama-3.1-8b',
      mode: 'static',
      input: 8,
      output: 8,
    };
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 }), (changes) => {
        const raw = { ...usual, ...changes };
        const expected = EstimateCase.safeParse(raw);
        const read = readCase(raw);
        expect(read.ok).toBe(expected.success);
        if (read.ok) expect(read.value).toEqual(expected.data);
      }),
      { numRuns: 2000 },
    );
  });
});
