import type { z } from '#shared/schema/zod';
import { SCENARIO_VERSION, type Scenario } from '#shared/scenario/schema';

type Draft = z.input<typeof Scenario>;

/** A scenario document of one empty rack as a file would hold it, with what a test changes. */
export const aDraft = (changes: Readonly<Record<string, unknown>> = {}): Draft => ({
  format: 'fleetwright-scenario',
  schemaVersion: SCENARIO_VERSION,
  id: 'one-rack',
  name: 'One rack',
  site: { preset: 'us-va' },
  racks: { a01: { id: 'a01', name: 'A01', type: 'rack-42u', row: 0, place: 0, feeds: [] } },
  devices: {},
  ...changes,
});
