import type { Refusal } from '#shared/refusal/refusal';
import { Face, Scenario } from '#shared/scenario/schema';
import { RackId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { Language } from '#shared/language/language';
import { Day } from '#shared/time/calendar-day';

/** What a layout can be handed on as; the schemas of the calls that do it. */

export const layoutFormats = [
  'pdf',
  'svg',
  'png',
  'draw-io',
  'bill-of-materials',
  'netbox-racks',
  'netbox-devices',
  'netbox-types',
] as const;
export type LayoutFormat = (typeof layoutFormats)[number];

export const paperNames = ['a4', 'a3', 'a2', 'a1', 'letter', 'tabloid'] as const;
export type PaperName = (typeof paperNames)[number];

export const drawingParts = ['floor-plan', 'elevations', 'devices'] as const;
export type DrawingPart = (typeof drawingParts)[number];

export const LayoutExport = z.strictObject({
  scenario: Scenario,
  format: z.enum(layoutFormats),
  paper: z.enum(paperNames).default('a3'),
  parts: z
    .array(z.enum(drawingParts))
    .min(1)
    .max(3)
    .default([...drawingParts]),
  faces: z.array(Face).min(1).max(2).default(['front', 'rear']),
  /** Only these racks; all where absent. */
  racks: z.array(RackId).min(1).max(2_000).optional(),
  language: Language.default('en'),
  /** The day that drawings state. */
  day: Day,
});
export type LayoutExport = Readonly<z.output<typeof LayoutExport>>;

const MEGABYTE = 1024 * 1024;

const fileText = z.string().max(64 * MEGABYTE);

export const NetboxFile = z.strictObject({ name: z.string().max(1_000), text: fileText });
export type NetboxFile = Readonly<z.output<typeof NetboxFile>>;

/** What NetBox exported, as the texts of its files; a list of its API comes in several pages. */
export const NetboxImport = z.strictObject({
  scenario: Scenario,
  racks: z.array(fileText).max(10_000).default([]),
  devices: z.array(fileText).max(10_000).default([]),
  types: z.array(NetboxFile).max(100_000).default([]),
  /** ZIP files of types. */
  archives: z
    .array(z.strictObject({ name: z.string().max(1_000), base64: z.string().max(128 * MEGABYTE) }))
    .max(100)
    .default([]),
});
export type NetboxImport = Readonly<z.output<typeof NetboxImport>>;

/** A column or property that files fill and nothing reads, with how often. */
export interface UnreadColumn {
  readonly file: string;
  readonly name: string;
  readonly count: number;
}

/** What an import does to one rack. */
export interface RackPreview {
  readonly rack: RackId;
  readonly name: string;
  readonly isNew: boolean;
  /** Devices that come into it, and rows of devices that would but are left out. */
  readonly devices: number;
  readonly leftOut: number;
}

/** The scenario with what was imported, and what a reader should know of it. */
export interface NetboxImported {
  readonly scenario: Scenario;
  readonly added: { readonly racks: number; readonly devices: number; readonly types: number };
  /** Rows and files that were left out, and why. */
  readonly leftOut: readonly FileRemark[];
  /** What is taken, but should be doubted. */
  readonly warnings: readonly FileRemark[];
  readonly unread: readonly UnreadColumn[];
  readonly preview: readonly RackPreview[];
}

export interface FileRemark {
  readonly file: string;
  readonly refusal: Refusal;
}

/** What a comparison can be handed on as; the schema of the call that does it. */

const reportFormats = ['pdf', 'xlsx', 'markdown'] as const;
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
