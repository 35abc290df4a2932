import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usableWatts } from '#main/planning/power/feeds';
import {
  connectionOf,
  imbalanceOf,
  lineCurrentsOf,
  lineCurrentsOfPairs,
  outletVolts,
} from '#main/planning/power/phases';

const delta208 = { volts: 208, phases: 3 } as const;
const wye415 = { volts: 415, phases: 3 } as const;

describe('breakers and phases', () => {
  it('carry 17,293 VA at 208 V, 60 A and three phases, and 8,646 VA at 30 A, of 80 % (facts A1.9)', () => {
    expect(Math.round(usableWatts({ ...delta208, amperes: 60 }, 0.8))).toBe(17_293);
    expect(Math.round(usableWatts({ ...delta208, amperes: 30 }, 0.8))).toBe(8_646);
  });

  it('take 208 V as delta and 400 and 415 V as wye, unless a feed says so itself', () => {
    expect([208, 240, 400, 415].map((volts) => connectionOf({ volts }))).toEqual([
      'delta',
      'delta',
      'wye',
      'wye',
    ]);
    expect(connectionOf({ volts: 208, connection: 'wye' })).toBe('wye');
    expect(outletVolts(wye415)).toBeCloseTo(239.6, 1);
    expect(outletVolts(delta208)).toBe(208);
  });

  it('load all lines alike with three equal loads: I = P / (√3 · V)', () => {
    const expected = 9_000 / (Math.sqrt(3) * 208);
    for (const current of lineCurrentsOf(delta208, [3_000, 3_000, 3_000]))
      expect(current).toBeCloseTo(expected, 9);
    for (const current of lineCurrentsOf(wye415, [3_000, 3_000, 3_000]))
      expect(current).toBeCloseTo(9_000 / (Math.sqrt(3) * 415), 9);
  });

  it('give two pair currents that meet in a line √(a² + b² + a·b)', () => {
    expect(lineCurrentsOfPairs([10, 10, 0])).toEqual([10, Math.sqrt(300), 10]);
    expect(lineCurrentsOfPairs([10, 0, 0])).toEqual([10, 10, 0]);
  });

  it('are out of balance by nothing when equal, and by two when one line carries all', () => {
    expect(imbalanceOf([7, 7, 7])).toBe(0);
    expect(imbalanceOf([9, 0, 0])).toBe(2);
    expect(imbalanceOf([0, 0, 0])).toBe(0);
  });

  it('never put more current into a line than the whole load between two lines would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 }), (loads) => {
        const sum = loads.reduce((total, load) => total + load, 0);
        for (const current of lineCurrentsOf(delta208, loads))
          expect(current).toBeLessThanOrEqual(sum / 208 + 1e-9);
      }),
    );
  });
});
