import type { ScenarioId } from '#shared/schema/ids';
import { Scenario, SCENARIO_FORMAT, SCENARIO_VERSION } from '#shared/scenario/schema';

/** An empty scenario at a site of the catalogue, with the schema's defaults. */
export const newScenario = ({
  id,
  name,
  site,
}: {
  readonly id: ScenarioId;
  readonly name: string;
  readonly site: string;
}): Scenario =>
  Scenario.parse({
    format: SCENARIO_FORMAT,
    schemaVersion: SCENARIO_VERSION,
    id,
    name,
    site: { preset: site },
    racks: {},
    devices: {},
  });

/** A name that no other scenario has: the one asked for, or with the first free number behind it. */
export function freeName(wanted: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  let number = 2;
  while (names.has(`${wanted} ${number}`)) number += 1;
  return `${wanted} ${number}`;
}
