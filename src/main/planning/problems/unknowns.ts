import type { Problem } from '#shared/plan/plan';
import { checkFigures } from '../../catalogue/check-figures';
import type { Inventory } from '../placement/inventory';
import type { PlanningContext } from '../planning-context';
import { problem, type ProblemCode } from './problem';

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
