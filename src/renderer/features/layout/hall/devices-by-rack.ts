import { sameItems } from '#shared/plan/plan-step';
import type { RackId } from '#shared/schema/ids';
import type { Device, Scenario } from '#shared/scenario/schema';

export type DevicesByRack = ReadonlyMap<RackId, readonly Device[]>;

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
    result.set(rack, before && sameItems(before, list) ? before : list);
  }
  return result;
}

const latest: { devices: Scenario['devices'] | undefined; lists: DevicesByRack } = {
  devices: undefined,
  lists: new Map(),
};

/** The same for the document as it is, worked out once after each edit and asked for as often as one likes. */
export function devicesByRackOf(devices: Scenario['devices']): DevicesByRack {
  if (devices !== latest.devices) latest.lists = devicesByRack(devices, latest.lists);
  latest.devices = devices;
  return latest.lists;
}
