import { readFile } from 'node:fs/promises';
import { readScenario } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';

/** A shipped example by its id. */
export async function shippedExample(id: string): Promise<Scenario> {
  const file = new URL(`../../resources/examples/${id}.fleetwright.json`, import.meta.url);
  const scenario = readScenario(await readFile(file, 'utf8'));
  if (!scenario.ok) throw new Error(scenario.error.message);
  return scenario.value;
}
