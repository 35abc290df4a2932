import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSolver } from '#main/optimizer/load-solver';
import { fit, limitErrors, newErrors } from '#main/planning/autofit/fit';
import { fitServers } from '#main/planning/autofit/fit-servers';
import { type FitAnswer, withFit } from '#shared/rack/autofit';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';
import { aRequest, newGroqRacks } from './requests';

const catalogue = await shippedCatalogue();
const solver = await loadSolver();

function fitted(changes: Record<string, unknown>): FitAnswer {
  const answer = fit(aRequest(changes), { catalogue, solver, report: () => undefined });
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

function guessed(changes: Record<string, unknown>): FitAnswer {
  const answer = fitServers(aRequest(changes), catalogue);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

const types = Object.values(catalogue.deviceTypes)
  .filter(({ kind, heightUnits }) => kind === 'server' && heightUnits > 0)
  .map(({ id }) => id);
const servers = fc.uniqueArray(
  fc.record({ type: fc.constantFrom(...types), count: fc.integer({ min: 1, max: 25 }) }),
  { minLength: 1, maxLength: 5, selector: ({ type }) => type },
);
const given = fc
  .array(fc.record({ stack: fc.array(fc.constantFrom(dgx, groqNode), { maxLength: 3 }) }), { maxLength: 3 })
  .map((racks) => aScenario(someRacks(racks)));

describe('a fit with the solver', () => {
  it('needs no more racks than the heuristics and no fewer than its bound, and breaks no limit of the plan', () => {
    fc.assert(
      fc.property(fc.record({ scenario: given, servers }), (changes) => {
        const [best, quick] = [fitted(changes), guessed(changes)];

        expect(best.bound.atLeast).toBeLessThanOrEqual(best.bound.racks);
        expect(best.racks.length).toBeLessThanOrEqual(quick.racks.length);
        expect(best.devices.length).toBeGreaterThanOrEqual(quick.devices.length);
        const broken = newErrors(
          limitErrors(changes.scenario, catalogue),
          limitErrors(withFit(changes.scenario, best), catalogue),
        );
        expect(broken).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('is within one rack of its bound for a hundred mixed servers', () => {
    fc.assert(
      fc.property(servers, fc.constantFrom('maximum', 'typical'), (list, powerLevel) => {
        const { bound } = fitted({ servers: list, powerLevel });
        expect(bound.racks - bound.atLeast).toBeLessThanOrEqual(1);
      }),
      { numRuns: 20 },
    );
  });

  it('proves the least by patterns where no limit alone does', () => {
    // Two DGX H100 of 10.2 kW fill 20.4 kW, and a server of 12.6 kW leaves room for neither: 4 + 3 racks. The sum of
    // 109.2 kW alone would say six.
    const limits = { powerWatts: 20_400 };
    const answer = fitted({
      servers: [
        { type: 'dgx-h100', count: 7 },
        { type: 'b200-server-8', count: 3 },
      ],
      newRacks: { ...newGroqRacks, limits },
    });

    expect(answer.bound).toMatchObject({ racks: 7, atLeast: 7, proof: 'optimal' });
  });

  it('gives the same bytes again', () => {
    const request = {
      servers: [
        { type: 'dgx-h100', count: 11 },
        { type: 'cpu-server-1u', count: 60 },
      ],
    };
    expect(JSON.stringify(fitted(request))).toBe(JSON.stringify(fitted(request)));
  });

  it('leaves what stands where it is', () => {
    const scenario = aScenario(someRacks([{ stack: times(2, dgx) }]));
    const after = withFit(scenario, fitted({ scenario, servers: [{ type: 'dgx-h100', count: 4 }] }));

    for (const [id, device] of Object.entries(scenario.devices))
      expect(after.devices).toMatchObject({ [id]: device });
  });
});
