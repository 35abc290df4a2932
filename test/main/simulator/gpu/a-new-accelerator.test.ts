import { estimate } from '#main/simulator/estimate';
import { aStaticCase } from '../../../support/estimate-case';
import { describe, expect, it } from 'vitest';
import type { Accelerator } from '#shared/catalogue/entries';
import { shippedCatalogue } from '../../../support/catalogue';

const catalogue = await shippedCatalogue();

/** What a copy of the catalogue with one more part says of it: the H100 under another name, but for its multiprocessors. */
function estimated(multiprocessors: Accelerator['multiprocessors']) {
  const measured = catalogue.accelerators['h100-sxm'];
  if (measured === undefined) throw new Error('The catalogue has no H100');
  const made = { ...measured, id: 'made-up', multiprocessors };
  const enlarged = { ...catalogue, accelerators: { ...catalogue.accelerators, 'made-up': made } };
  const [result] = estimate([aStaticCase({ hardware: 'made-up' })], enlarged);
  if (result === undefined || !('fits' in result) || !result.fits) throw new Error('No estimate');
  return result;
}

const counted = (count: number) => ({ count, source: 'nvidia-architecture', confidence: 'memory' }) as const;
const codes = ({ remarks }: ReturnType<typeof estimated>) => remarks.map(({ code }) => code);

describe('a new accelerator, as data only', () => {
  it('is estimated with the multiprocessors of its entry', () => {
    const [few, many] = [estimated(counted(66)), estimated(counted(132))];

    expect(few.outputTokensPerSecond).toBeLessThan(many.outputTokensPerSecond);
    expect(codes(few)).not.toContain('multiprocessors-assumed');
  });

  it('without a number of them is answered with those of the H100, and the answer says so', () => {
    const result = estimated(undefined);

    expect(result.outputTokensPerSecond).toBe(estimated(counted(132)).outputTokensPerSecond);
    expect(codes(result)).toContain('multiprocessors-assumed');
  });

  it('is no shipped GPU: each of those has its number', () => {
    const without = Object.values(catalogue.accelerators).filter(
      ({ kind, multiprocessors }) => kind === 'gpu' && multiprocessors === undefined,
    );

    expect(without).toEqual([]);
  });
});
