import { describe, expect, it, vi } from 'vitest';
import { plainContext } from '#main/services/computing';
import { spread } from '#main/jobs/spread';
import { failure, success } from '#shared/refusal/refusal';

const inputs = Array.from({ length: 17 }, (_, index) => index);
/** Takes longer for some inputs than for others, so that they end out of order. */
const squared = async (value: number) => {
  await new Promise((resolve) => setTimeout(resolve, (value * 7) % 5));
  return success([value * value]);
};

describe('work spread over lanes', () => {
  it.each([1, 2, 5, 100])(
    'gives the same outputs in the order of the inputs with %d lanes',
    async (lanes) => {
      const answer = await spread(inputs, { lanes, context: plainContext }, squared);
      expect(answer).toEqual(success(inputs.map((value) => value * value)));
    },
  );

  it('reports the mean progress, which only grows and ends at 1', async () => {
    const report = vi.fn<(fraction: number) => void>();
    await spread(inputs, { lanes: 3, context: { ...plainContext, report } }, (value, part) => {
      part.report(0.5);
      return squared(value);
    });
    const fractions = report.mock.calls.map(([fraction]) => fraction);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    expect(fractions.at(-1)).toBeCloseTo(1, 12);
  });

  it('answers with the first refusal and begins nothing after it', async () => {
    const begun: number[] = [];
    const refusal = { code: 'cancelled', message: 'Cancelled.' };
    const answer = await spread(inputs, { lanes: 2, context: plainContext }, (value) => {
      begun.push(value);
      return value === 3 ? Promise.resolve(failure(refusal)) : squared(value);
    });
    expect(answer).toEqual(failure(refusal));
    expect(begun.length).toBeLessThan(7);
  });
});
