import type { Scenario } from '#shared/scenario/schema';
import type { Totals } from './plan';

/** A scenario whose racks are counted: what its service is judged by, since racks need not cross for it. */
export interface CountedScenario {
  /** Without racks and devices. */
  readonly scenario: Scenario;
  /** Accelerators in the racks by type. */
  readonly placed: Readonly<Record<string, number>>;
}

/** The question of a planned scenario. */
export function countedScenario(
  document: Scenario,
  { totals }: { readonly totals: Pick<Totals, 'accelerators'> },
): CountedScenario {
  const scenario: Scenario = { ...document, note: '', racks: {}, devices: {}, groups: {} };
  return {
    scenario,
    placed: Object.fromEntries(totals.accelerators.map(({ type, count }) => [type, count])),
  };
}
