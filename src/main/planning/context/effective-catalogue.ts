import { type Catalogue, figureAt } from '#shared/catalogue/catalogue';
import { ownValue } from '#shared/schema/own-value';
import { type Figure, isKnown, type Reading } from '#shared/catalogue/figure';
import { isPredictionFigure } from '#shared/catalogue/read-figures';
import type { Scenario } from '#shared/scenario/schema';

type Settings = Pick<Scenario, 'choices' | 'overrides'>;

function chosen(figure: Figure, reading: string | undefined): Figure | undefined {
  const found = isKnown(figure) ? figure.readings.find(({ id }) => id === reading) : undefined;
  return found === undefined ? undefined : { unit: figure.unit, readings: [found] };
}

function overridden(figure: Figure, override: Scenario['overrides'][string], date: string): Figure {
  const { low, typical, high } = override;
  const own: Reading = {
    id: 'override',
    low,
    typical,
    high,
    source: 'scenario',
    date,
    confidence: 'derived',
  };
  return { unit: figure.unit, readings: [own] };
}

function replaced(value: unknown, keys: readonly string[], figure: Figure): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return figure;
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [key]: replaced(record[key], rest, figure) };
}

/**
 * The catalogue as predictions for a scenario read it: its overrides and chosen readings in place of the published
 * figures of accelerators and servers. Without any it is the catalogue itself, so that what is kept of it stays kept.
 */
export function effectiveCatalogue(catalogue: Catalogue, { choices, overrides }: Settings): Catalogue {
  const paths = new Set([...Object.keys(choices), ...Object.keys(overrides)].filter(isPredictionFigure));
  let effective: unknown = catalogue;
  for (const path of [...paths].sort()) {
    const figure = figureAt(catalogue, path);
    if (figure === undefined) continue;
    const override = ownValue(overrides, path);
    const own =
      override === undefined
        ? chosen(figure, choices[path])
        : overridden(figure, override, catalogue.priceBookDate);
    const [kind = '', id = '', fields = ''] = path.split('/');
    if (own !== undefined) effective = replaced(effective, [kind, id, ...fields.split('.')], own);
  }
  return effective as Catalogue;
}
