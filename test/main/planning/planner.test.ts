import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlanner, plan } from '#main/planning/plan';
import { wirePlan } from '#main/planning/planning-desk';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../support/catalogue';
import { someEdit, tieredPrices, withDevice } from '../../support/edits';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();

const textOf = (scenario: Scenario): string => JSON.stringify(wirePlan(plan(scenario, catalogue)));

const deployments = {
  chat: {
    id: 'chat',
    name: 'Chat',
    estimate: {
      hardware: 'h100-sxm',
      devices: 8,
      model: 'llama-3.1-70b',
      mode: 'in-flight',
      input: 1024,
      output: 512,
    },
  },
};
const hall = aScenario({
  ...someRacks([{ stack: times(5, groqNode) }, { stack: times(5, dgx) }, { stack: [groqNode, dgx] }]),
  deployments,
});

describe('a planner that remembers', () => {
  it('answers every edit with the very bytes that a plan from nothing has', () => {
    fc.assert(
      fc.property(fc.array(someEdit, { minLength: 1, maxLength: 8 }), (edits) => {
        const planner = createPlanner(catalogue);
        planner(hall);
        let scenario = hall;
        for (const edit of edits) {
          scenario = edit(scenario);
          expect(JSON.stringify(wirePlan(planner(scenario)))).toBe(textOf(scenario));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('asks the price of the tier that the quantities reach, edit by edit', () => {
    const planner = createPlanner(catalogue);
    const priced = { ...hall, userCatalogue: tieredPrices(6) };
    const nodesCost = (scenario: Scenario): number | undefined =>
      planner(scenario).cost.lines.find(({ item }) => item === 'groq-node-v1')?.total.typical.amount;
    const fewer = { ...priced, devices: { ...priced.devices } };
    Reflect.deleteProperty(fewer.devices, 'r1-d1');
    expect([nodesCost(priced), nodesCost(fewer), nodesCost(priced)]).toEqual([300_00, 500_00, 300_00]);
  });

  it('hands back the very racks that an edit did not touch', () => {
    const planner = createPlanner(catalogue);
    const before = Object.values(planner(hall).racks);
    const after = Object.values(planner(withDevice(hall, 'r1-d5', { position: 30 })).racks);
    expect(after.map((rack, index) => rack === before[index])).toEqual([false, true, true]);
  });
});
