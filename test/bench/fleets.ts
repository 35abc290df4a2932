import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { readScenario } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import type { BenchContext } from './bench';
import { hallOf100 } from './hall';

export interface Fleets {
  readonly catalogue: Catalogue;
  readonly scenarios: readonly Scenario[];
}

/** The article's two fleets for 7B, as shipped. */
export async function articleFleets(context: BenchContext): Promise<Fleets> {
  const { catalogue } = await hallOf100(context);
  const scenarios = await Promise.all(
    ['article-7b-lpu', 'article-7b-h100'].map(async (id) => {
      const file = join(context.root, `resources/examples/${id}.fleetwright.json`);
      const scenario = readScenario(await readFile(file, 'utf8'));
      if (!scenario.ok) throw new Error(scenario.error.message);
      return scenario.value;
    }),
  );
  return { catalogue, scenarios };
}
