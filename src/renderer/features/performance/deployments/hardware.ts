import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Accelerator, ModelSpecification } from '#shared/catalogue/entries';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import type { Scenario } from '#shared/scenario/schema';

/** The typical value of the reading that counts first; undefined where nothing is published. */
const typicalOf = (figure: Figure): number | undefined =>
  isKnown(figure)
    ? figure.readings.find(({ referenceOnly }) => referenceOnly === undefined)?.typical
    : undefined;

export const memoryBytesOf = ({ memory }: Accelerator): number | undefined => typicalOf(memory);

export const maximumWattsOf = ({ power }: Accelerator): number | undefined => typicalOf(power.maximum);

export const parametersOf = ({ parameters }: ModelSpecification): number | undefined => typicalOf(parameters);

/** Tensor splits that give every accelerator whole heads, up to those there are. */
export const tensorSplits = (
  { heads }: ModelSpecification,
  { devices, most = 8 }: { readonly devices: number; readonly most?: number },
): readonly number[] =>
  [1, 2, 4, 8, 16].filter((split) => split <= Math.min(devices, most) && heads % split === 0);

export interface RackedAccelerators {
  readonly type: string;
  readonly count: number;
}

/** The accelerators that the racks hold, the most numerous first. */
export function rackedAccelerators(
  { devices }: Pick<Scenario, 'devices'>,
  catalogue: Catalogue,
): readonly RackedAccelerators[] {
  const counts = new Map<string, number>();
  for (const { type } of Object.values(devices)) {
    const held = Object.hasOwn(catalogue.deviceTypes, type)
      ? catalogue.deviceTypes[type]?.accelerators
      : undefined;
    if (held) counts.set(held.type, (counts.get(held.type) ?? 0) + held.count);
  }
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** Those that no deployment asks for yet; a type that is wholly taken is left out. */
export function freeAccelerators(
  scenario: Pick<Scenario, 'devices' | 'deployments'>,
  catalogue: Catalogue,
): readonly RackedAccelerators[] {
  const taken = new Map<string, number>();
  for (const { estimate } of Object.values(scenario.deployments)) {
    taken.set(estimate.hardware, (taken.get(estimate.hardware) ?? 0) + estimate.devices);
  }
  return rackedAccelerators(scenario, catalogue)
    .map(({ type, count }) => ({ type, count: count - (taken.get(type) ?? 0) }))
    .filter(({ count }) => count > 0);
}
