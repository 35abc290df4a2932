import type { VersionedForm } from './versioned';
import { z } from './zod';

const SCENARIOS = 50;
const ROWS = 200;
const ids = z.array(z.string().max(100));

export const comparedLimits = { scenarios: SCENARIOS, noteLength: 2_000 } as const;

/** How the user arranged the compare screen: what stands side by side, in which order, and what is noted of it. */
export const Compared = z.strictObject({
  id: z.string().max(100),
  /** Scenario ids in the order of the columns. Deleted ones fall out by themselves. */
  scenarios: ids.max(SCENARIOS),
  /** What the others are measured against; the first column where it is left out or gone. */
  baseline: z.string().max(100).optional(),
  /** Columns that stay in sight at the left, and rows that stand above all others. */
  pinnedScenarios: ids.max(SCENARIOS).default([]),
  pinnedRows: ids.max(ROWS).default([]),
  /** Notes by scenario id and by the name of the row. */
  scenarioNotes: z.record(z.string().max(100), z.string().max(comparedLimits.noteLength)).default({}),
  rowNotes: z.record(z.string().max(100), z.string().max(comparedLimits.noteLength)).default({}),
});
export type Compared = Readonly<z.infer<typeof Compared>>;

/** Arrangements as the database keeps them. */
export const comparedForm: VersionedForm = { what: 'comparison', version: 1, migrations: {} };
