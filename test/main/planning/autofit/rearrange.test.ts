import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSolver } from '#main/optimizer/load-solver';
import { rearrange } from '#main/planning/autofit/rearrange';
import { limitErrors } from '#main/planning/autofit/fit';
import { type RearrangeAnswer, RearrangeRequest, withMoves } from '#shared/rack/autofit';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';

const catalogue = await shippedCatalogue();
const solver = await loadSolver();

function rearranged(scenario: Scenario, changes: Record<string, unknown> = {}): RearrangeAnswer {
  const request = RearrangeRequest.parse({ scenario, ...changes });
  const answer = rearrange(request, { catalogue, solver, report: () => undefined });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

const racksWithDevices = ({ devices }: Scenario) =>
  new Set(Object.values(devices).map(({ rack }) => rack)).size;

describe('a rearrangement', () => {
  it('gathers servers that stand alone into fewer racks', () => {
    const scenario = aScenario(someRacks(times(5, { stack: [dgx] })));
    const answer = rearranged(scenario);

    expect(answer).toMatchObject({ before: { racks: 5 }, after: { racks: 2, errors: 0 } });
    expect(racksWithDevices(withMoves(scenario, answer.moves))).toBe(2);
    expect(answer.moves).toHaveLength(3);
  });

  it('relieves a rack that trips its feeds', () => {
    const scenario = aScenario(someRacks([{ stack: times(5, dgx) }, {}]));
    const answer = rearranged(scenario, { powerLevel: 'typical' });

    expect(answer.before.errors).toBeGreaterThan(0);
    expect(answer.after.errors).toBe(0);
  });

  it('evens out the power where that is asked for', () => {
    const scenario = aScenario(someRacks([{ stack: times(3, dgx) }, { stack: [dgx] }]));

    expect(rearranged(scenario, { strategy: 'spread' }).after).toMatchObject({
      peakWatts: 20_400,
      leastWatts: 20_400,
    });
  });

  it('moves nothing where nothing gets better', () => {
    const scenario = aScenario(someRacks([{ stack: times(3, dgx) }]));
    expect(rearranged(scenario)).toMatchObject({ moves: [], before: { racks: 1 }, after: { racks: 1 } });
  });

  it('is never worse than what there was, and loses no device', () => {
    const stack = fc.array(fc.constantFrom(dgx, groqNode), { maxLength: 5 });
    const hall = fc
      .array(fc.record({ stack }), { minLength: 1, maxLength: 5 })
      .map((racks) => aScenario(someRacks(racks)));
    fc.assert(
      fc.property(hall, fc.constantFrom('fewest', 'compact', 'spread'), (scenario, strategy) => {
        const { moves, before, after } = rearranged(scenario, { strategy });
        const moved = withMoves(scenario, moves);

        expect(after.errors).toBeLessThanOrEqual(before.errors);
        expect(limitErrors(moved, catalogue).length).toBeLessThanOrEqual(
          limitErrors(scenario, catalogue).length,
        );
        if (after.errors === before.errors && strategy === 'fewest')
          expect(after.racks).toBeLessThanOrEqual(before.racks);
        expect(Object.keys(moved.devices)).toEqual(Object.keys(scenario.devices));
      }),
      { numRuns: 15 },
    );
  });
});
