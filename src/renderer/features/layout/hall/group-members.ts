import type { GroupRule } from '#shared/scenario/placement';
import type { Device, Scenario } from '#shared/scenario/schema';
import type { DeviceGroupId, DeviceId } from '#shared/schema/ids';

export type Members = ReadonlyMap<DeviceGroupId, readonly Device[]>;

const known = new WeakMap<Scenario['devices'], Members>();

/** The devices of every group, worked out once for as long as no device changes. */
export function membersOf(devices: Scenario['devices']): Members {
  const before = known.get(devices);
  if (before) return before;
  const members = new Map<DeviceGroupId, Device[]>();
  for (const device of Object.values(devices)) {
    if (device.group === undefined) continue;
    const list = members.get(device.group);
    if (list) list.push(device);
    else members.set(device.group, [device]);
  }
  known.set(devices, members);
  return members;
}

/** All devices that belong to a group that one of these is in, these included. */
export function groupMates(devices: Scenario['devices'], of: readonly DeviceId[]): ReadonlySet<DeviceId> {
  const groups = new Set(of.flatMap((id) => devices[id]?.group ?? []));
  if (groups.size === 0) return new Set();
  const members = membersOf(devices);
  return new Set([...groups].flatMap((group) => (members.get(group) ?? []).map(({ id }) => id)));
}

/** The strictest rule that devices keep as they stand: one rack, neighbours in a row, or else the reach of a cable. */
export function ruleThatHolds({ racks }: Pick<Scenario, 'racks'>, devices: readonly Device[]): GroupRule {
  const standing = [...new Set(devices.map(({ rack }) => rack))].flatMap((id) => racks[id] ?? []);
  if (standing.length <= 1) return { kind: 'same-rack' };
  const oneRow = new Set(standing.map(({ row }) => row)).size === 1;
  const places = standing.map(({ place }) => place).toSorted((a, b) => a - b);
  const beside = places.every((place, index) => index === 0 || place - (places[index - 1] ?? place) <= 1);
  return oneRow && beside ? { kind: 'adjacent-racks' } : { kind: 'within-reach' };
}
