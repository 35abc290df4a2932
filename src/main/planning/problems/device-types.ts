import { ownValue } from '#shared/schema/own-value';
import type { Problem, Totals } from '#shared/plan/plan';
import { heatConflictOf } from '#main/planning/cooling/heat-removal';
import type { DeviceCount, Inventory } from '#main/planning/placement/inventory';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { type DevicePowers, powerPath } from '#main/planning/power/load';
import { kilowattText, problem } from './problem';

function powerProblem({ type, count }: DeviceCount, powers: DevicePowers): readonly Problem[] {
  const power = powers.get(type.id);
  if (power?.known !== true) {
    const place = { kind: 'figure', path: powerPath(type, 'typical') } as const;
    const params = { type: type.name, count };
    return [problem({ severity: 'warning', place, code: 'power-unknown', params })];
  }
  return power.assumed.map((level) => {
    const place = { kind: 'figure', path: powerPath(type, level) } as const;
    const code = `power-${level}-assumed` as const;
    return problem({ severity: 'note', place, code, params: { type: type.name } });
  });
}

function massProblem({ type, count }: DeviceCount, { figures }: PlanningContext): readonly Problem[] {
  const path = `deviceTypes/${type.id}/mass` as const;
  if (figures.at(path, 'kg') !== undefined) return [];
  const place = { kind: 'figure', path } as const;
  return [problem({ severity: 'note', place, code: 'mass-unknown', params: { type: type.name, count } })];
}

function heatProblem(
  { type }: DeviceCount,
  powers: DevicePowers,
  { figures }: PlanningContext,
): readonly Problem[] {
  const conflict = heatConflictOf(type, { figures, powers });
  if (conflict === undefined) return [];
  const { stated, maximum } = conflict;
  const params = {
    type: type.name,
    stated: kilowattText(stated),
    maximum: kilowattText(maximum),
    larger: kilowattText(stated > maximum ? stated : maximum),
  };
  const measure = { demand: stated, limit: maximum, unit: 'W' };
  const place = { kind: 'figure', path: `deviceTypes/${type.id}/statedHeat` } as const;
  return [problem({ severity: 'warning', place, code: 'stated-heat-conflict', params, measure })];
}

/** What is not known of the device types in use, or known twice and differently. */
export const deviceTypeProblems = (
  { counts }: Inventory,
  powers: DevicePowers,
  context: PlanningContext,
): readonly Problem[] =>
  counts.flatMap((entry) => [
    ...powerProblem(entry, powers),
    ...massProblem(entry, context),
    ...heatProblem(entry, powers, context),
  ]);

/** Licences that stand against the use planned. */
export function licenceProblems(
  { accelerators }: Totals,
  { catalogue }: PlanningContext,
): readonly Problem[] {
  return accelerators.flatMap(({ type }) => {
    const entry = ownValue(catalogue.accelerators, type);
    if (entry?.licenceNote === undefined) return [];
    const params = { accelerator: entry.name, note: entry.licenceNote };
    return [problem({ severity: 'warning', place: { kind: 'scenario' }, code: 'licence', params })];
  });
}
