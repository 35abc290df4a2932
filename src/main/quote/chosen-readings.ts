import type { Catalogue, FigurePath } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import { figureAt } from '#shared/catalogue/figure-paths';
import type { AssumptionInput } from './assumption-input';

/** One sentence for every figure that the scenario chose a reading of or replaced by its own. */
export function chosenReadings({
  scenario,
  catalogue,
  translate,
  formats,
}: AssumptionInput): readonly string[] {
  const overridden = Object.entries(scenario.overrides).map(([path, { low, typical, high }]) =>
    translate('assumption.override', {
      figure: describeFigure(catalogue, path),
      low: formats.figure(low),
      typical: formats.figure(typical),
      high: formats.figure(high),
      unit: figureAt(catalogue, path)?.unit ?? '',
    }),
  );
  const chosen = Object.entries(scenario.choices).flatMap(([path, id]) => {
    const figure = figureAt(catalogue, path);
    const reading = figure && isKnown(figure) ? figure.readings.find((each) => each.id === id) : undefined;
    if (reading === undefined || Object.hasOwn(scenario.overrides, path)) return [];
    const title = catalogue.sources[reading.source]?.title ?? reading.source;
    return [
      translate('assumption.choice', { figure: describeFigure(catalogue, path), title, date: reading.date }),
    ];
  });
  return [...chosen, ...overridden];
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const entryAt = (catalogue: Catalogue, path: FigurePath): unknown =>
  path.split('/').slice(0, 2).reduce<unknown>(member, catalogue);

/** The entry's name and the field, such as `GroqChip 1 · power.typical`. */
function describeFigure(catalogue: Catalogue, path: FigurePath): string {
  const name = member(entryAt(catalogue, path), 'name');
  const [, id = path, field = ''] = path.split('/');
  return `${typeof name === 'string' ? name : id} · ${field}`;
}
