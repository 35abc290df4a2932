import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault, readJson } from '#shared/json/read';

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

  it('reads what has no fault, and names the fault of everything else', () => {
    const key = fc.constantFrom('"a"', '"b"', String.raw`"\""`, String.raw`"a\\"`, '"__proto__"', '":"');
    const texts = fc.letrec<{ readonly value: string }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('1', '-2.5e3', 'null', '"x"', String.raw`"\"{"`, '"[:"', '01', '{'),
        fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
        fc
          .array(fc.tuple(key, tie('value')), { maxLength: 3 })
          .map((members) => `{${members.map(([name, value]) => `${name}:${value}`).join()}}`),
      ),
    })).value;
    fc.assert(
      fc.property(texts, (text) => {
        const fault = findJsonFault(text, 4);
        const read = readJson(text, { bytes: 1e6, depth: 4 });
        expect(read).toEqual(
          fault === undefined
            ? { ok: true, value: JSON.parse(text) as unknown }
            : { ok: false, error: fault },
        );
      }),
      { numRuns: 5000 },
    );
  });
});
