import type { Kilograms } from '#shared/units';
import type { PlanningContext } from '../planning-context';
import type { RackInventory } from './inventory';

/** Where the weight of a rack's devices acts, counted in units from its floor. */
export interface Balance {
  readonly centreUnits: number;
  readonly mass: Kilograms;
}

/** The centre of mass of the devices whose mass is known; undefined where none is. */
export function balanceOf({ devices }: RackInventory, { figures }: PlanningContext): Balance | undefined {
  let [mass, moment] = [0, 0];
  for (const { device, type } of devices) {
    if (type.heightUnits === 0) continue;
    const kilograms = figures.at<Kilograms>(`deviceTypes/${type.id}/mass`, 'kg')?.typical;
    if (kilograms === undefined) continue;
    mass += kilograms;
    moment += kilograms * (device.position - 1 + type.heightUnits / 2);
  }
  return mass > 0 ? { centreUnits: moment / mass, mass: mass as Kilograms } : undefined;
}
