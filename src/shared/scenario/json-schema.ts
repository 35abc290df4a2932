import { z } from '../zod';
import { Scenario, SCENARIO_VERSION } from './schema';

/** The published JSON Schema (draft 2020-12) of the scenario document, as files hold it: fields with defaults may be left out. */
export const scenarioJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: `urn:fleetwright:schema:scenario:${SCENARIO_VERSION}`,
  ...z.toJSONSchema(Scenario, { io: 'input', target: 'draft-2020-12' }),
});
