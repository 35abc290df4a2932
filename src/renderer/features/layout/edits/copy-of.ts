import type { Device } from '#shared/scenario/schema';

const without = (device: Device, ...fields: readonly (keyof Device)[]): Device => {
  const copy = { ...device };
  for (const field of fields) Reflect.deleteProperty(copy, field);
  return copy;
};

/**
 * What a copy of a device takes over. It is a device of its own and belongs to no group: the original's may not even
 * exist where the copy stands, and would otherwise be broken by what is copied far away.
 */
export const copyOf = (device: Device): Device => without(device, 'group');

/** The same for a device that leaves its rack: the feeds that its supplies are plugged into belong to that rack. */
export const copyForAnotherRack = (device: Device): Device =>
  without(device, 'group', 'supplyFeeds', 'supplyLines');
