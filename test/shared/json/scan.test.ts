import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '#shared/json/read';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('looking through a JSON text', () => {
  it('finds no fault in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const fault = findJsonFault(JSON.stringify(value, null, indent), 1000);
        expect(fault === undefined || fault.because === 'reserved-key').toBe(true);
      }),
    );
  });

  it('agrees with JSON.parse on texts with a character changed', () => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '\\', ',', '}', ']', ':', '-', '0', '.', 'e', '\n', 'n'),
      )
      .map(([text, at, character]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + character + text.slice(place + 1);
      });
    fc.assert(
      fc.property(broken, (text) => {
        const fault = findJsonFault(text, 1000);
        if (fault === undefined || fault.because === 'syntax') expect(fault === undefined).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('counts the depth of arrays and objects together', () => {
    expect(findJsonFault('{"a": [{}]}', 3)).toBeUndefined();
    expect(findJsonFault('{"a": [{}]}', 2)).toMatchObject({ because: 'too-deep', line: 1, column: 8 });
  });
});
