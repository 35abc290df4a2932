import { type FitAnswer, FitRequest } from '#shared/rack/autofit';
import type { Scenario } from '#shared/scenario/schema';
import { aScenario, groqFeeds } from '../../../support/fleet';

const numbered = groqFeeds.map((feed, index) => ({ id: `f${index + 1}`, ...feed }));

/** New racks of 42U with the feeds of a GroqRack: 34.6 kW with one side lost (facts A4.6). */
export const newGroqRacks = { type: 'rack-42u', feeds: numbered };

/** What a test asks for, with the defaults of the schema. */
export const aRequest = (changes: Record<string, unknown>): FitRequest =>
  FitRequest.parse({
    scenario: aScenario(),
    servers: [{ type: 'dgx-h100', count: 1 }],
    newRacks: newGroqRacks,
    ...changes,
  });

/** The scenario with an answer applied. */
export const applied = (scenario: Scenario, { devices, racks, groups }: FitAnswer): Scenario => ({
  ...scenario,
  racks: { ...scenario.racks, ...Object.fromEntries(racks.map((rack) => [rack.id, rack])) },
  devices: { ...scenario.devices, ...Object.fromEntries(devices.map((device) => [device.id, device])) },
  ...(groups.length > 0 && {
    groups: { ...scenario.groups, ...Object.fromEntries(groups.map((group) => [group.id, group])) },
  }),
});
