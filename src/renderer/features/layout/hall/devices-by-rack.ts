import type { RackId } from '#shared/ids';
import type { Device, Scenario } from '#shared/scenario/schema';

export type DevicesByRack = ReadonlyMap<RackId, readonly Device[]>;

const same = (a: readonly Device[], b: readonly Device[]): boolean =>
  a.length === b.length && a.every((device, index) => device === b[index]);

/**
 * The devices of every rack from the bottom up. Racks in which nothing changed since `previous` keep their very list,
 * so that an edit redraws the racks it touched and no others.
 */
export function devicesByRack(devices: Scenario['devices'], previous?: DevicesByRack): DevicesByRack {
  const lists = new Map<RackId, Device[]>();
  for (const device of Object.values(devices)) {
    const list = lists.get(device.rack);
    if (list) list.push(device);
    else lists.set(device.rack, [device]);
  }
  const result = new Map<RackId, readonly Device[]>();
  for (const [rack, list] of lists) {
    list.sort((a, b) => a.position - b.position);
    const before = previous?.get(rack);
    result.set(rack, before && same(before, list) ? before : list);
  }
  return result;
}

/** A function that remembers its last answer for racks that stay the same. */
export function rememberingDevicesByRack(): (devices: Scenario['devices']) => DevicesByRack {
  let lastDevices: Scenario['devices'] | undefined;
  let last: DevicesByRack = new Map();
  return (devices) => {
    if (devices !== lastDevices) last = devicesByRack(devices, last);
    lastDevices = devices;
    return last;
  };
}
