import type { CurrencyCode } from '#shared/money/money';
import { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';
import type { Range } from '#shared/units/range';

/** What chance makes of the cost of fleets: the question, the draws, and what follows from them. */

/** What is followed through every draw, per fleet. */
export const drawnMetrics = [
  'capital',
  'totalPerYear',
  'total',
  'perMillionOutputTokens',
  'energyPerYear',
  'carbonPerYear',
  'outputTokensPerSecond',
] as const;
export type DrawnMetric = (typeof drawnMetrics)[number];

/** How often figures are drawn where nobody says otherwise: on every screen, in every report and command alike. */
export const usualDraws = 16_384;

export const uncertaintyLimits = { scenarios: 8, draws: 200_000 } as const;

export const UncertaintyRequest = z.strictObject({
  scenarios: z.array(Scenario).min(1).max(uncertaintyLimits.scenarios),
  draws: z.int().min(16).max(uncertaintyLimits.draws).default(usualDraws),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
  /** What decides which fleet wins. */
  metric: z.enum(drawnMetrics).default('total'),
});
export type UncertaintyRequest = Readonly<z.infer<typeof UncertaintyRequest>>;

export const figureKinds = [
  'price',
  'power',
  'pue',
  'tariff',
  'rent',
  'utilisation',
  'performance',
  'carbon',
  'other',
] as const;
export type FigureKind = (typeof figureKinds)[number];

/** A figure that is not known exactly. Fleets that read the same figure get the same draw of it. */
export interface UncertainFigure extends Range {
  /** A figure path, or a place of the scenario. */
  readonly key: string;
  /** What it is, for a reader: the name of an item or device, or a name of the message catalogue. */
  readonly name: string;
  readonly kind: FigureKind;
  readonly unit: string;
  readonly shape: 'triangular' | 'log-normal';
}

/** Percentiles of a metric over all draws. Money in minor units. */
export interface Band {
  readonly p5: number;
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
  readonly mean: number;
  /** With every figure at its typical value. */
  readonly typical: number;
}

/** How far one figure alone moves the metric of a fleet, all others at their typical values. */
export interface Swing {
  readonly key: string;
  readonly atLow: number;
  readonly atHigh: number;
}

/** What one figure would have to be for the verdict to turn, all others at their typical values. */
export interface Turn {
  readonly key: string;
  readonly typical: number;
  /** Where both fleets cost the same; absent where no value of this figure makes them equal. */
  readonly needed?: number;
  /** Whether that lies within what the sources say. */
  readonly withinRange: boolean;
}

export interface DrawnFleet {
  readonly id: string;
  readonly name: string;
  /** Absent where the fleet has no such metric, such as a cost per token without a deployment. */
  readonly bands: Readonly<Partial<Record<DrawnMetric, Band>>>;
  /** Largest swing first. */
  readonly tornado: readonly Swing[];
  /** Items in no sum, since nobody prices them. */
  readonly unpriced: readonly string[];
}

/** One fleet against another, draw by draw. */
export interface Duel {
  readonly a: number;
  readonly b: number;
  /** Share of draws in which `a` costs less than `b`; equal ones count half. */
  readonly cheaper: number;
  /** Metric of `a` over that of `b`. */
  readonly ratio: Band;
  /** Turning points of single figures, the nearest to their typical values first. */
  readonly turns: readonly Turn[];
}

export interface UncertaintyReport {
  readonly currency: CurrencyCode;
  readonly metric: DrawnMetric;
  readonly draws: number;
  readonly seed: number;
  /** All that the fleets read; those whose low is their high are exact and are not drawn. */
  readonly figures: readonly UncertainFigure[];
  readonly fleets: readonly DrawnFleet[];
  /** The first fleet against each other one. */
  readonly duels: readonly Duel[];
}

/** Where two fleets cost the same, over two figures. */
export const BreakEvenRequest = z.strictObject({
  scenarios: z.array(Scenario).length(2),
  metric: z.enum(drawnMetrics).default('total'),
  /** Keys of uncertain or exact figures: the one along the map and the one across. */
  along: z.string().max(300),
  across: z.string().max(300),
  steps: z.int().min(2).max(60).default(21),
});
export type BreakEvenRequest = Readonly<z.infer<typeof BreakEvenRequest>>;

export interface BreakEvenMap {
  readonly along: { readonly figure: UncertainFigure; readonly values: readonly number[] };
  readonly across: { readonly figure: UncertainFigure; readonly values: readonly number[] };
  /** Metric of the first fleet over the second's, row by row of `across`. */
  readonly ratios: readonly (readonly number[])[];
  /** For every value of `across` the value of `along` at which both cost the same, if there is one. */
  readonly breakEven: readonly (number | null)[];
}
