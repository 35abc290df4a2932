import type { DeviceType } from '../catalogue/entries';
import type { Electrical } from '../scenario/electrical';

export interface SupplyCounts {
  readonly count: number;
  /** How many must live for the device to run. */
  readonly needed: number;
  readonly basis: 'catalogue' | 'own' | 'assumed';
}

/** What stands for supplies that nobody publishes: two, either of which carries the device (1+1). */
const assumed: SupplyCounts = { count: 2, needed: 1, basis: 'assumed' };

/** The power supplies of a device type: the user's own figures, else those of the catalogue, else the stated assumption. */
export function supplyCountsOf(
  { id, supplies }: Pick<DeviceType, 'id' | 'supplies'>,
  electrical: Pick<Electrical, 'supplies'>,
): SupplyCounts {
  const own = Object.hasOwn(electrical.supplies, id) ? electrical.supplies[id] : undefined;
  if (own !== undefined) return { count: own.count, needed: own.needed, basis: 'own' };
  if (supplies === undefined || supplies.count === 0 || supplies.needed === 0) return assumed;
  return { count: supplies.count, needed: supplies.needed, basis: 'catalogue' };
}
