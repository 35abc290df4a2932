import { z } from '#shared/schema/zod';

/** How far a figure can be trusted; the letters of docs/facts.md in words. */
export const Confidence = z.enum(['measured', 'vendor', 'press', 'derived', 'memory', 'standard']);
export type Confidence = z.infer<typeof Confidence>;

/** ISO 8601, as fine as the source allows: a day, a month, a year, or `undated`. */
export const SourceDate = z
  .string()
  .regex(/^(\d{4}(-\d{2}(-\d{2})?)?|undated)$/, 'a date is YYYY, YYYY-MM, YYYY-MM-DD or "undated"');

/** What one source says of a quantity. */
export const Reading = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    low: z.number(),
    typical: z.number(),
    high: z.number(),
    source: z.string(),
    date: SourceDate,
    confidence: Confidence,
    note: z.string().optional(),
    /** Why this reading is shown but never enters the range on its own, for example a build cost beside prices. */
    referenceOnly: z.string().optional(),
  })
  .refine((reading) => reading.low <= reading.typical && reading.typical <= reading.high, {
    message: 'low ≤ typical ≤ high must hold',
  });
export type Reading = Readonly<z.infer<typeof Reading>>;

/**
 * A quantity as the catalogue knows it: one reading per source, the preferred one first. Where sources conflict all
 * stand here and the scenario chooses; where nothing is published, `unknown` says so and no number is made up.
 */
export const KnownFigure = z
  .strictObject({ unit: z.string(), readings: z.array(Reading).min(1) })
  .refine((figure) => new Set(figure.readings.map(({ id }) => id)).size === figure.readings.length, {
    message: 'the readings of a figure must have different ids',
  })
  .refine((figure) => figure.readings.some(({ referenceOnly }) => referenceOnly === undefined), {
    message: 'at least one reading must count; a figure with none is unknown',
  });
export const UnknownFigure = z.strictObject({ unit: z.string(), unknown: z.string().min(1) });
export const Figure = z.union([KnownFigure, UnknownFigure]);
export type KnownFigure = Readonly<z.infer<typeof KnownFigure>>;
export type UnknownFigure = Readonly<z.infer<typeof UnknownFigure>>;
export type Figure = KnownFigure | UnknownFigure;

/** How far a plain value, such as a height in rack units or a model's shape, can be trusted. */
export const Basis = z.strictObject({
  source: z.string(),
  confidence: Confidence,
  note: z.string().optional(),
});
export type Basis = Readonly<z.infer<typeof Basis>>;

export const isKnown = (figure: Figure): figure is KnownFigure => 'readings' in figure;

/** A figure schema that also fixes the unit, so that watts cannot be entered where kilograms belong. */
export const figureIn = (unit: string) =>
  Figure.refine((figure) => figure.unit === unit, { message: `the unit must be ${unit}` });
