import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compare } from '#main/planning/compare/compare';
import { ScenarioId } from '#shared/schema/ids';
import { readScenario } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import { timedBench, type BenchContext } from './bench';
import type { Fleets } from './fleets';
import { hallOf100 } from './hall';

const FLEETS = [
  'article-7b-lpu',
  'article-7b-h100',
  'article-70b-lpu',
  'article-70b-h100',
  'like-for-like-70b-lpu-576',
  'like-for-like-7b-h100',
  'mixed-fleet',
] as const;
const SCENARIOS = 50;

/** Fifty scenarios as people keep them: the shipped fleets, each with other years and another use. */
async function fiftyScenarios(context: BenchContext): Promise<Fleets> {
  const { catalogue } = await hallOf100(context);
  const shipped = await Promise.all(
    FLEETS.map(async (id): Promise<Scenario> => {
      const file = join(context.root, `resources/examples/${id}.fleetwright.json`);
      const scenario = readScenario(await readFile(file, 'utf8'));
      if (!scenario.ok) throw new Error(scenario.error.message);
      return scenario.value;
    }),
  );
  const scenarios = Array.from({ length: SCENARIOS }, (_, index): Scenario[] =>
    shipped.slice(index % FLEETS.length, (index % FLEETS.length) + 1).map((scenario) => ({
      ...scenario,
      id: ScenarioId.parse(`fleet-${index}`),
      finance: { ...scenario.finance, years: 3 + (index % 5), utilisation: 0.5 + (index % 6) / 12 },
    })),
  ).flat();
  return { catalogue, scenarios };
}

/** Plans, service, curves of cost against speed, and cost by month of fifty scenarios against the first. */
export const bench = timedBench<Fleets>({
  name: 'compare-50-scenarios',
  unit: 'ms',
  budget: 300,
  warmUps: 2,
  runs: 20,
  prepare: fiftyScenarios,
  run: ({ scenarios, catalogue }) => compare({ scenarios, baseline: 0 }, catalogue),
});
