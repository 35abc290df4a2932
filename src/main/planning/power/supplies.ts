import type { DeviceType } from '#shared/catalogue/entries';
import type { Electrical } from '#shared/scenario/electrical';
import type { Watts } from '#shared/units';
import type { Figures } from '../planning-context';

/** The power supplies of a device type. */
export interface SuppliesOfType {
  readonly count: number;
  /** How many must live for the device to run. */
  readonly needed: number;
  readonly rated: Watts | undefined;
  readonly basis: 'catalogue' | 'own' | 'assumed';
}

/** What stands for supplies that nobody publishes: two, either of which carries the device (1+1). */
export const ASSUMED_SUPPLIES = { count: 2, needed: 1 } as const;

/** The user's own figures, else those of the catalogue, else the stated assumption. */
export function suppliesOf(
  type: DeviceType,
  { electrical, figures }: { readonly electrical: Electrical; readonly figures: Figures },
): SuppliesOfType {
  const own = Object.hasOwn(electrical.supplies, type.id) ? electrical.supplies[type.id] : undefined;
  if (own !== undefined)
    return { count: own.count, needed: own.needed, rated: own.ratedWatts as Watts | undefined, basis: 'own' };
  const { supplies } = type;
  if (supplies === undefined || supplies.count === 0 || supplies.needed === 0)
    return { ...ASSUMED_SUPPLIES, rated: undefined, basis: 'assumed' };
  const rated = figures.at<Watts>(`deviceTypes/${type.id}/supplies.rated`, 'W')?.typical;
  return { count: supplies.count, needed: supplies.needed, rated, basis: 'catalogue' };
}
