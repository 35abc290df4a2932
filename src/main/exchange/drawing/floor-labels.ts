import { MILLIMETRES_PER_METRE } from './on-paper';
import { emsOf } from './sheet';

/** The smallest type that a floor plan is lettered in, in millimetres: five points. */
export const LEGIBLE = 1.8;
const USUAL = 2.8;
/** What stays free beside a label inside its rack, left and right together. */
const BESIDE = 0.5;

/** A rack on the floor with what is to be read in it. */
export interface Labelled {
  readonly widthMeters: number;
  readonly labels: readonly string[];
}

/** The height of lettering at which a label fills a width of so many millimetres, the usual one at most. */
export const sizeWithin = (label: string, width: number): number =>
  Math.min(USUAL, (width - BESIDE) / Math.max(1, emsOf(label)));

export const roomFor = (width: number): number => Math.max(0, width - BESIDE);

/**
 * The smallest of these scales at which every label can be read; the last where a label is too long for all of them,
 * which then ends in an ellipsis.
 */
export function legibleScale(racks: readonly Labelled[], scales: readonly [number, ...number[]]): number {
  const isLegible = (scale: number): boolean =>
    racks.every(({ widthMeters, labels }) =>
      labels.every((label) => sizeWithin(label, (widthMeters * MILLIMETRES_PER_METRE) / scale) >= LEGIBLE),
    );
  return scales.find(isLegible) ?? scales[scales.length - 1] ?? scales[0];
}
