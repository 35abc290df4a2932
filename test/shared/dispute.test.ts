import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disputeBase } from '#main/planning/claims/dispute';
import {
  breakEvenCardPrice,
  disputeFields,
  disputeLimits,
  disputeVerdict,
  type DisputeAssumptions,
} from '#shared/validation/claims';
import { shippedCatalogue } from '../support/catalogue';

const base = disputeBase(await shippedCatalogue());
const of = (id: string): DisputeAssumptions => ({
  ...base.neutral,
  ...base.positions.find((position) => position.id === id)?.stated,
});

describe('the positions of the dispute', () => {
  it('of the article are 20.3 times the price and 5.6 times the power of a server (facts section 0, claim 9)', () => {
    const verdict = disputeVerdict(base, of('article'));
    expect(verdict.hardwareAgainstOneServer.toFixed(1)).toBe('20.3');
    expect(verdict.powerAgainstOneServer.toFixed(1)).toBe('5.6');
  });

  it('reconstructed close at 38.1 and 10.6 times (facts A1.8)', () => {
    const verdict = disputeVerdict(base, of('jia-reconstructed'));
    expect(verdict.hardwareAgainstOneServer.toFixed(1)).toBe('38.1');
    expect(verdict.powerAgainstOneServer.toFixed(1)).toBe('10.6');
  });

  it('of Latent Space are $2.3 M of cards, 7.7 times a server (facts section 6)', () => {
    const verdict = disputeVerdict(base, of('latent-space'));
    expect(verdict.lpuHardware).toBe(2_304_000);
    expect(verdict.hardwareAgainstOneServer.toFixed(1)).toBe('7.7');
  });
});

describe('the verdict', () => {
  const some = fc.record(
    Object.fromEntries(
      disputeFields.map((field) => {
        const { minimum, maximum } = disputeLimits[field];
        return [field, fc.double({ min: minimum, max: maximum, noNaN: true })];
      }),
    ),
  ) as fc.Arbitrary<DisputeAssumptions>;

  it('is even at the break-even price of a card', () => {
    fc.assert(
      fc.property(some, (assumed) => {
        const cardPrice = breakEvenCardPrice(base, assumed);
        fc.pre(cardPrice > 0);
        expect(disputeVerdict(base, { ...assumed, cardPrice }).costAtEqualThroughput).toBeCloseTo(1, 9);
      }),
    );
  });

  it('never turns for the LPU when idle GPU throughput is credited more, or cards cost more', () => {
    fc.assert(
      fc.property(some, (assumed) => {
        const ratio = (changes: Partial<DisputeAssumptions>) =>
          disputeVerdict(base, { ...assumed, ...changes }).costAtEqualThroughput;
        expect(ratio({ creditForIdle: 1 })).toBeGreaterThanOrEqual(ratio({ creditForIdle: 0 }));
        expect(ratio({ cardPrice: 25_000 })).toBeGreaterThan(ratio({ cardPrice: 100 }));
      }),
    );
  });
});
