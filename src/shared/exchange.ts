import { Day } from './days';
import { RackId } from './ids';
import { Face, Scenario } from './scenario/schema';
import { z } from './zod';

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
  language: z.enum(['en', 'zh-CN']).default('en'),
  /** The day that drawings state. */
  day: Day,
});
export type LayoutExport = Readonly<z.output<typeof LayoutExport>>;
