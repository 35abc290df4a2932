import type { Connection, Line } from './electrical';
import type { Feed } from './schema';

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
