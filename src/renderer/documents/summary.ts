import { ScenarioId } from '#shared/schema/ids';
import { scenarioLimits, type Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';
import type { SummaryRow } from './database';

const count = z.int().min(0);
const instant = z.number().min(0);

/** What the library lists of a scenario. */
export const ScenarioSummary = z.object({
  id: ScenarioId,
  name: z.string().min(1).max(scenarioLimits.nameLength),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant,
  racks: count,
  devices: count,
});
export type ScenarioSummary = Readonly<z.infer<typeof ScenarioSummary>>;

export interface Instants {
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const summaryOf = (scenario: Scenario, instants: Instants): ScenarioSummary & SummaryRow => ({
  id: scenario.id,
  name: scenario.name,
  createdAt: instants.createdAt,
  updatedAt: instants.updatedAt,
  deletedAt: 0,
  racks: Object.keys(scenario.racks).length,
  devices: Object.keys(scenario.devices).length,
});

/** Newest first; what changed at the same instant by name. */
export const byRecency = (a: ScenarioSummary, b: ScenarioSummary): number =>
  b.updatedAt - a.updatedAt || a.name.localeCompare(b.name);
