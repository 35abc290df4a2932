import type { Catalogue } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { Refusal } from '#shared/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { figureAt } from '#shared/catalogue/figure-paths';

/** Choices and overrides of a scenario that name no figure or no reading of the catalogue; they have no effect. */
export function checkFigures(
  catalogue: Catalogue,
  scenario: Pick<Scenario, 'choices' | 'overrides'>,
): readonly Refusal[] {
  const chosen = Object.entries(scenario.choices).flatMap(([path, reading]) => {
    const figure = figureAt(catalogue, path);
    if (figure === undefined) return [unknownFigure(path, 'choices')];
    const readings = isKnown(figure) ? figure.readings : [];
    return readings.some(({ id }) => id === reading) ? [] : [unknownReading(path, reading)];
  });
  const overridden = Object.keys(scenario.overrides)
    .filter((path) => figureAt(catalogue, path) === undefined)
    .map((path) => unknownFigure(path, 'overrides'));
  return [...chosen, ...overridden];
}

const unknownFigure = (path: string, place: 'choices' | 'overrides'): Refusal => ({
  code: 'figure-unknown',
  message: `The scenario's ${place} name ${path}, which the catalogue does not have; it has no effect.`,
  path: `${place}.${path}`,
  params: { path },
});

const unknownReading = (path: string, reading: string): Refusal => ({
  code: 'reading-unknown',
  message: `The scenario chose the reading ${reading} of ${path}, which does not exist; all readings count.`,
  path: `choices.${path}`,
  params: { path, reading },
});
