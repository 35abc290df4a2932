import fc from 'fast-check';
import type { Device, Rack, Scenario } from '#shared/scenario/schema';
import { UserCatalogue } from '#shared/scenario/user-catalogue';

export type Edit = (scenario: Scenario) => Scenario;

export const withDevice = (scenario: Scenario, id: string, change: Partial<Device>): Scenario => {
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

/** A price of Groq nodes that falls from so many on. */
export const tieredPrices = (fromQuantity: number): UserCatalogue =>
  UserCatalogue.parse({
    prices: [
      {
        id: 'node-offer',
        item: 'groq-node-v1',
        currency: 'USD',
        low: 100,
        typical: 100,
        high: 100,
        tiers: [{ fromQuantity, low: 50, typical: 50, high: 50 }],
        observedOn: '2026-01-01',
      },
    ],
  });

const someRack = fc.constantFrom('r1', 'r2', 'r3');
/** As it is kept: without spaces around it, and not empty. */
const someName = fc
  .string({ minLength: 1, maxLength: 4 })
  .map((name) => name.trim())
  .filter((name) => name !== '');

const someId = fc.tuple(someRack, fc.integer({ min: 1, max: 5 })).map(([rack, index]) => `${rack}-d${index}`);

/** Everything a user does to racks and devices, and some of what changes the settings. */
export const someEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ id: someId, rack: someRack, position: fc.integer({ min: 1, max: 44 }) }).map(
    ({ id, rack, position }): Edit =>
      (scenario) =>
        withDevice(scenario, id, { rack: rack as Rack['id'], position }),
  ),
  fc.record({ id: someId, name: someName }).map(
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
  fc.record({ id: someId, until: fc.constantFrom('2027-01-01', '2028-01-01') }).map(
    ({ id, until }): Edit =>
      (scenario) =>
        withDevice(scenario, id, { lifeCycle: { state: 'present', until } }),
  ),
  fc.constantFrom('2026-06-01', '2027-06-01', undefined).map((asOf): Edit => (scenario) => {
    const dated = { ...scenario, asOf };
    if (asOf === undefined) Reflect.deleteProperty(dated, 'asOf');
    return dated;
  }),
  fc.integer({ min: 2, max: 8 }).map((fromQuantity): Edit => (scenario) => ({
    ...scenario,
    userCatalogue: tieredPrices(fromQuantity),
  })),
  fc.integer({ min: 0, max: 3_000 }).map((altitudeMeters): Edit => (scenario) => ({
    ...scenario,
    site: { ...scenario.site, altitudeMeters },
  })),
);
