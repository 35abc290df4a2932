import { ownValue } from '#shared/schema/own-value';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import type { Scenario } from './schema';

/** What a scenario says of figures: its own ones, and the readings it chose. */
export type FigureChoices = Pick<Scenario, 'choices' | 'overrides'>;

/**
 * The typical value of a figure as a scenario sees it: its own, else that of the reading it chose, else that of the first
 * reading that counts; undefined where nothing is published. The planner's look-up, with ranges and traces, answers alike.
 */
export function typicalFigure(
  path: string,
  figure: Figure | undefined,
  { choices, overrides }: FigureChoices,
): number | undefined {
  if (figure === undefined) return undefined;
  const own = ownValue(overrides, path);
  if (own !== undefined) return own.typical;
  if (!isKnown(figure)) return undefined;
  const chosen = figure.readings.find(({ id }) => id === ownValue(choices, path));
  return (chosen ?? figure.readings.find(({ referenceOnly }) => referenceOnly === undefined))?.typical;
}
