import type { ScenarioId } from '#shared/ids';
import type { Compared } from '../../documents/compared';
import type { ScenarioSummary } from '../../documents/summary';

/** The chosen scenarios that the library still has, in the order of the columns. */
export const listedOf = (
  compared: Compared,
  library: readonly ScenarioSummary[],
): readonly ScenarioSummary[] =>
  compared.scenarios.flatMap((id) => library.find((row) => row.id === id) ?? []);

/** Adds a scenario as the last column, or takes it out. */
export const toggled = (compared: Compared, id: ScenarioId): Compared => ({
  ...compared,
  scenarios: compared.scenarios.includes(id)
    ? compared.scenarios.filter((other) => other !== id)
    : [...compared.scenarios, id],
});

/** Makes a chosen scenario the baseline: it becomes the first column. */
export const withBaseline = (compared: Compared, id: ScenarioId): Compared => ({
  ...compared,
  scenarios: [id, ...compared.scenarios.filter((other) => other !== id)],
});
