import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlanner, plan } from '#main/planning/plan';
import { wirePlan } from '#main/planning/wire';
import type { Device, Rack, Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();

const textOf = (scenario: Scenario): string => JSON.stringify(wirePlan(plan(scenario, catalogue)));

type Edit = (scenario: Scenario) => Scenario;

const withDevice = (scenario: Scenario, id: string, change: Partial<Device>): Scenario => {
  const before: Device | undefined = (scenario.devices as Record<string, Device>)[id];
  return before
    ? { ...scenario, devices: { ...scenario.devices, [id]: { ...before, ...change } } }
    : scenario;
};
const withRack = (scenario: Scenario, id: string, change: Partial<Rack>): Scenario => {
  const before: Rack | undefined = (scenario.racks as Record<string, Rack>)[id];
  return before ? { ...scenario, racks: { ...scenario.racks, [id]: { ...before, ...change } } } : scenario;
};
const without = <Value>(record: Readonly<Record<string, Value>>, id: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));

const someRack = fc.constantFrom('r1', 'r2', 'r3');
const someId = fc.tuple(someRack, fc.integer({ min: 1, max: 5 })).map(([rack, index]) => `${rack}-d${index}`);

/** Everything a user does to racks and devices, and some of what changes the settings. */
const someEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ id: someId, rack: someRack, position: fc.integer({ min: 1, max: 44 }) }).map(
    ({ id, rack, position }): Edit =>
      (scenario) =>
        withDevice(scenario, id, { rack: rack as Rack['id'], position }),
  ),
  fc.record({ id: someId, name: fc.string({ minLength: 1, maxLength: 4 }) }).map(
    ({ id, name }): Edit =>
      (scenario) =>
        withDevice(scenario, id, { name }),
  ),
  someId.map((id): Edit => (scenario) => ({
    ...scenario,
    devices: without(scenario.devices, id),
  })),
  fc.record({ rack: someRack, place: fc.integer({ min: 0, max: 9 }) }).map(
    ({ rack, place }): Edit =>
      (scenario) =>
        withRack(scenario, rack, { place }),
  ),
  fc.record({ rack: someRack, powerWatts: fc.integer({ min: 1_000, max: 40_000 }) }).map(
    ({ rack, powerWatts }): Edit =>
      (scenario) =>
        withRack(scenario, rack, { limits: { powerWatts } }),
  ),
  fc.integer({ min: 0, max: 3_000 }).map((altitudeMeters): Edit => (scenario) => ({
    ...scenario,
    site: { ...scenario.site, altitudeMeters },
  })),
);

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
  }, 30_000);

  it('hands back the very racks that an edit did not touch', () => {
    const planner = createPlanner(catalogue);
    const before = Object.values(planner(hall).racks);
    const after = Object.values(planner(withDevice(hall, 'r1-d5', { position: 30 })).racks);
    expect(after.map((rack, index) => rack === before[index])).toEqual([false, true, true]);
  });
});
