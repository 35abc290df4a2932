import { ownValue } from '#shared/schema/own-value';
import type { DeviceType } from '#shared/catalogue/entries';
import type { Connection, Electrical, Line } from '#shared/scenario/electrical';
import type { Feed } from '#shared/scenario/schema';

/** The voltage between two lines of a three-phase source over that of a line against neutral. */
export const ROOT_OF_THREE = Math.sqrt(3);

// The highest line-to-line voltage at which servers, made for 200 to 277 V, hang between two lines.
const LOWEST_WYE_VOLTS = 346;

/** How the outlets of a three-phase feed are connected, unless it says so itself: 400 and 415 V are wye, 208 V is delta. */
export const connectionOf = ({ volts, connection }: Pick<Feed, 'volts' | 'connection'>): Connection =>
  connection ?? (volts >= LOWEST_WYE_VOLTS ? 'wye' : 'delta');

/** What a supply can hang between at the outlets of a three-phase feed: a line and neutral in wye, two lines in delta. */
export const outletLines: Readonly<Record<Connection, readonly Line[]>> = {
  wye: ['L1', 'L2', 'L3'],
  delta: ['L1-L2', 'L2-L3', 'L3-L1'],
};

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
  const own = ownValue(electrical.supplies, id);
  if (own !== undefined) return { count: own.count, needed: own.needed, basis: 'own' };
  if (supplies === undefined || supplies.count === 0 || supplies.needed === 0) return assumed;
  const basis = supplies.assumed === true ? 'assumed' : 'catalogue';
  return { count: supplies.count, needed: supplies.needed, basis };
}
