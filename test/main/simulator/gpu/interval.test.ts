import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalOf, studentDeviations } from '#main/simulator/gpu/interval';

describe('the deviations that hold 80 % of unseen rows', () => {
  // Student's t, 90 % of one side (Abramowitz and Stegun, table 26.10).
  it.each([
    [4, 1.533],
    [6, 1.44],
    [10, 1.372],
    [20, 1.325],
    [120, 1.289],
  ])('are those of Student where %i rows told', (rows, deviations) => {
    expect(Math.abs(studentDeviations(rows) / deviations - 1)).toBeLessThan(0.005);
  });

  it('are never fewer than those of a normal distribution', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (rows) => {
        expect(studentDeviations(rows)).toBeGreaterThan(1.2815);
      }),
    );
  });
});

describe('an interval', () => {
  it('spans the same factor above and below, so that its ends agree for times and rates', () => {
    const interval = intervalOf({ deviations: 1.4 }, 0.1, {
      outputTokensPerSecond: 1000,
      requestLatencySeconds: 2,
    });
    const factor = Math.exp(0.14);

    expect(interval.level).toBe(0.8);
    expect(interval.outputTokensPerSecond[0]).toBeCloseTo(1000 / factor, 9);
    expect(interval.outputTokensPerSecond[1]).toBeCloseTo(1000 * factor, 9);
    expect(interval.requestLatencySeconds[0]).toBeCloseTo(2 / factor, 9);
    expect(interval.requestLatencySeconds[1]).toBeCloseTo(2 * factor, 9);
  });
});
