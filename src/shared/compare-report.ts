import { Language } from './language';
import { Day } from './days';
import { Scenario } from './scenario/schema';
import { z } from './zod';

/** What a comparison can be handed on as; the schema of the call that does it. */

export const reportFormats = ['pdf', 'xlsx', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const notes = z.record(z.string().max(100), z.string().max(2_000)).default({});

export const ComparisonReportRequest = z.strictObject({
  scenarios: z.array(Scenario).min(2).max(50),
  baseline: z.int().min(0).max(49).default(0),
  format: z.enum(reportFormats),
  language: Language.default('en'),
  /** The day that the report states. */
  day: Day,
  onlyDifferences: z.boolean().default(true),
  /** Names of rows that stand above all others. */
  pinnedRows: z.array(z.string().max(100)).max(200).default([]),
  /** Notes by scenario id and by the name of the row. */
  scenarioNotes: notes,
  rowNotes: notes,
});
export type ComparisonReportRequest = Readonly<z.output<typeof ComparisonReportRequest>>;
