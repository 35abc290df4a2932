import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparedChances } from '#main/planning/compare/chances';
import { compare } from '#main/planning/compare/compare';
import type { FleetChances } from '#shared/uncertainty/chances';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../../support/catalogue';
import { shippedExample } from '../../../support/examples';

const catalogue = await shippedCatalogue();
const lpu = await shippedExample('article-7b-lpu');
const gpu = await shippedExample('article-7b-h100');

const DRAWS = 1_024;

const needing = (scenario: Scenario, change: object): Scenario => ({
  ...scenario,
  workloads: Object.fromEntries(
    Object.entries(scenario.workloads).map(([id, workload]) => [id, { ...workload, ...change }]),
  ),
});

/** The two fleets of the article, held to so many seconds per output token. */
function chances(timePerOutputTokenSeconds: number | undefined, baseline = 0): readonly FleetChances[] {
  const objective = { timePerOutputTokenSeconds, percentile: 50 };
  const scenarios = [lpu, gpu].map((each) => needing(each, { objective }));
  const result = comparedChances({ scenarios, baseline, metric: 'total', draws: DRAWS, seed: 1 }, catalogue);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.fleets;
}

function predicted(fleet: number): number {
  const objective = { timePerOutputTokenSeconds: 1, percentile: 50 };
  const result = compare(
    { scenarios: [lpu, gpu].map((each) => needing(each, { objective })), baseline: 0 },
    catalogue,
  );
  if (!result.ok) throw new Error(result.error.message);
  const reached = result.value.services[fleet]?.needs[0]?.reached;
  if (reached === undefined) throw new Error('not predicted');
  return reached.timePerOutputTokenSeconds;
}

describe('the chance of meeting an objective', () => {
  it('is a half where the objective is the prediction: the prediction is the median of what may be', () => {
    const [, gpuChances] = chances(predicted(1));

    expect(gpuChances?.neededSpeed).toBeCloseTo(1, 2);
    expect(gpuChances?.meets).toBeGreaterThan(0.45);
    expect(gpuChances?.meets).toBeLessThan(0.55);
  });

  it('is none where a fleet would have to be many times as fast as predicted, and one where a tenth would do', () => {
    expect(chances(predicted(1) / 10)[1]).toMatchObject({ meets: 0, cheapestThatMeets: 0 });
    expect(chances(predicted(1) * 10)[1]).toMatchObject({ meets: 1 });
  });

  it('asks for no less than half the speed where an objective allows twice the time: the same requests still come', () => {
    const [strict, easy] = [chances(predicted(0))[0], chances(2 * predicted(0))[0]];
    const needed = strict?.neededSpeed ?? 0;

    expect(easy?.neededSpeed).toBeGreaterThanOrEqual(needed / 2);
    expect(easy?.neededSpeed).toBeLessThan(needed);
  });

  it('is unknown without an objective, as is what it is joined with; the chance of cost stays', () => {
    expect(chances(undefined)[1]).toMatchObject({
      meets: null,
      baselineCheaperAndMeets: null,
      cheapestThatMeets: null,
      neededSpeed: null,
    });
    expect(chances(undefined)[1]?.baselineCheaper).not.toBeNull();
  });

  it('never grows with a stricter objective, and joined with cost lies between the bounds of both (Fréchet)', () => {
    const seconds = fc.double({ min: 0.0005, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(seconds, fc.double({ min: 1, max: 4, noNaN: true }), (limit, slack) => {
        const [strict, easy] = [chances(limit), chances(limit * slack)];
        strict.forEach(({ meets }, fleet) => {
          expect(easy[fleet]?.meets ?? 0).toBeGreaterThanOrEqual(meets ?? 1);
        });
        const [base, other] = strict;
        const both = other?.baselineCheaperAndMeets ?? Number.NaN;
        const [meets, cheaper] = [base?.meets ?? Number.NaN, other?.baselineCheaper ?? Number.NaN];
        expect(both).toBeLessThanOrEqual(Math.min(meets, cheaper) + 1e-12);
        expect(both).toBeGreaterThanOrEqual(meets + cheaper - 1 - 1e-12);
        const wins = strict.reduce((sum, { cheapestThatMeets }) => sum + (cheapestThatMeets ?? 0), 0);
        expect(wins).toBeLessThanOrEqual(1 + 1e-12);
      }),
      { numRuns: 12 },
    );
  });
});
