import type { PlanningContext } from '#main/planning/context/planning-context';
import type { Inventory } from '#main/planning/placement/inventory';
import { type Catalogue, figureAt, figureList } from '#shared/catalogue/catalogue';
import { isFigureRead } from '#shared/catalogue/read-figures';
import { isKnown } from '#shared/catalogue/figure';
import type { Problem } from '#shared/plan/plan';
import type { Refusal } from '#shared/refusal/refusal';
import { nearestId } from '#shared/schema/nearest-id';
import type { Scenario } from '#shared/scenario/schema';
import { problem, type ProblemCode } from './problem';

type Place = 'choices' | 'overrides';

/**
 * Choices and overrides of a scenario that have no effect: they name no figure of the catalogue, a reading that the figure
 * does not have, or a figure that nothing reads.
 */
export function checkFigures(
  catalogue: Catalogue,
  scenario: Pick<Scenario, 'choices' | 'overrides'>,
): readonly Refusal[] {
  const figureIn = (place: Place, path: string): readonly Refusal[] => {
    if (figureAt(catalogue, path) === undefined) return [unknownFigure(path, place, catalogue)];
    return isFigureRead(path) ? [] : [unreadFigure(path, place)];
  };
  const chosen = Object.entries(scenario.choices).flatMap(([path, reading]) => {
    const figure = figureAt(catalogue, path);
    const problems = figureIn('choices', path);
    if (figure === undefined || problems.length > 0) return problems;
    const readings = isKnown(figure) ? figure.readings : [];
    return readings.some(({ id }) => id === reading) ? [] : [unknownReading(path, reading)];
  });
  const overridden = Object.keys(scenario.overrides).flatMap((path) => figureIn('overrides', path));
  return [...chosen, ...overridden];
}

/** The figure meant by a path that names none: of the same entry where there is one, else of the whole catalogue. */
function nearestFigure(path: string, catalogue: Catalogue): string | undefined {
  const paths = figureList(catalogue)
    .map((figure) => figure.path)
    .filter(isFigureRead);
  const entry = path.slice(0, path.lastIndexOf('/') + 1);
  const ofEntry = paths.filter((each) => each.startsWith(entry));
  return nearestId(path, ofEntry.length > 0 ? ofEntry : paths);
}

function unknownFigure(path: string, place: Place, catalogue: Catalogue): Refusal {
  const nearest = nearestFigure(path, catalogue);
  return {
    code: 'figure-unknown',
    message: `The scenario changes ${path}, which is not in the catalogue; the change has no effect.${nearest === undefined ? '' : ` The nearest figure is ${nearest}.`}`,
    path: `${place}.${path}`,
    params: { figure: path, ...(nearest !== undefined && { nearest }) },
  };
}

const unreadFigure = (path: string, place: Place): Refusal => ({
  code: 'figure-unread',
  message: `The scenario changes ${path}, but no result depends on that figure; the change has no effect.`,
  path: `${place}.${path}`,
  params: { figure: path },
});

const unknownReading = (path: string, reading: string): Refusal => ({
  code: 'reading-unknown',
  message: `The scenario chose the source ${reading} for ${path}, which does not exist; all sources count.`,
  path: `choices.${path}`,
  params: { figure: path, reading },
});

/** What the document names and the catalogue does not have. */
export function unknownEntryProblems(
  inventory: Inventory,
  { scenario, catalogue }: PlanningContext,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (!Object.hasOwn(catalogue.sites, scenario.site.preset)) {
    const params = { site: scenario.site.preset };
    problems.push(problem({ severity: 'error', place: { kind: 'site' }, code: 'unknown-site', params }));
  }
  for (const rack of inventory.racksOfUnknownType) {
    const params = { rack: rack.name, type: rack.type };
    const place = { kind: 'rack', rack: rack.id } as const;
    problems.push(problem({ severity: 'error', place, code: 'unknown-rack-type', params }));
  }
  for (const device of inventory.devicesOfUnknownType) {
    const params = { device: device.name, type: device.type };
    const place = { kind: 'device', device: device.id, rack: device.rack } as const;
    problems.push(problem({ severity: 'error', place, code: 'unknown-device-type', params }));
  }
  for (const device of inventory.devicesWithoutRack) {
    const params = { device: device.name, rack: device.rack };
    const place = { kind: 'device', device: device.id, rack: device.rack } as const;
    problems.push(problem({ severity: 'error', place, code: 'device-without-rack', params }));
  }
  return problems;
}

const codes: Readonly<Record<string, ProblemCode>> = {
  'figure-unknown': 'unknown-figure',
  'figure-unread': 'unread-figure',
  'reading-unknown': 'unknown-reading',
};

/** Choices and overrides that change nothing, since the catalogue lacks the figure or the reading they name, or nothing reads it. */
export const uselessChangeProblems = ({ scenario, catalogue }: PlanningContext): readonly Problem[] =>
  checkFigures(catalogue, scenario).map(({ code, params = {} }) =>
    problem({
      severity: 'warning',
      place: { kind: 'figure', path: String(params['figure']) },
      code: codes[code] ?? 'unknown-figure',
      params,
    }),
  );
