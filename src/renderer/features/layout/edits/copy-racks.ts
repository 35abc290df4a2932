import type { Command } from '#renderer/documents/command';
import { copyOf } from '#renderer/features/layout/carry/load';
import { membersOf } from '#renderer/features/layout/hall/group-members';
import { freeDeviceIds } from '#shared/scenario/names';
import type { PlacedGroup } from '#shared/scenario/placement';
import type { Device, Rack, Scenario } from '#shared/scenario/schema';
import { DeviceGroupId, type RackId } from '#shared/schema/ids';
import { copyNames } from './copy-names';
import { addition, type RackAddition, standing } from './racks';

/** The groups that are among these devices with every member: a part of a group is not copied as one. */
export function wholeGroups(
  { groups, devices: all }: Pick<Scenario, 'groups' | 'devices'>,
  devices: readonly Device[],
): readonly PlacedGroup[] {
  const counts = new Map<DeviceGroupId, number>();
  for (const { group } of devices) if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
  const members = membersOf(all);
  return [...counts].flatMap(([id, count]) => (members.get(id)?.length === count ? (groups[id] ?? []) : []));
}

/** For each of so many copies, the new group that stands for each original: free ids, and names that go on in series. */
function groupCopies(
  { groups: existing }: Pick<Scenario, 'groups'>,
  originals: readonly PlacedGroup[],
  times: number,
): readonly ReadonlyMap<DeviceGroupId, PlacedGroup>[] {
  const taken = new Set(Object.keys(existing));
  const wanted = Array.from({ length: times }, () => originals).flat();
  const names = copyNames(
    wanted.map(({ name }) => name),
    Object.values(existing).map(({ name }) => name),
  );
  let number = 1;
  const freeId = (): DeviceGroupId => {
    while (taken.has(`group-${number}`)) number += 1;
    taken.add(`group-${number}`);
    return DeviceGroupId.parse(`group-${number}`);
  };
  return Array.from(
    { length: times },
    (_, copy) =>
      new Map(
        originals.map(({ id, rule }, index) => {
          const name = names[copy * originals.length + index] ?? id;
          return [id, { id: freeId(), name, rule }];
        }),
      ),
  );
}

interface Copying {
  /** How many copies of every rack. */
  readonly times: number;
  readonly as: 'duplicate' | 'paste';
}

interface Originals {
  readonly racks: readonly Rack[];
  readonly devices: readonly Device[];
  /** The groups that stand in these racks as a whole. */
  readonly groups: readonly PlacedGroup[];
}

/**
 * Racks again with all that stands in them, each so many times, at the ends of their rows. A group that stands in them
 * as a whole becomes one group more with each copy.
 */
export function copyRacks(scenario: Scenario, originals: Originals, { times, as }: Copying): RackAddition {
  const racks = standing(scenario, Array.from({ length: times }, () => originals.racks).flat());
  const inRack = new Map<RackId, Device[]>();
  for (const device of originals.devices) {
    inRack.set(device.rack, [...(inRack.get(device.rack) ?? []), device]);
  }
  const groups = groupCopies(scenario, originals.groups, times);
  const copied = racks.flatMap(({ id: rack }, index) => {
    const original = originals.racks[index % originals.racks.length];
    const ofCopy = groups[Math.floor(index / originals.racks.length)];
    return (original ? (inRack.get(original.id) ?? []) : []).map((device) => {
      const group = device.group === undefined ? undefined : ofCopy?.get(device.group)?.id;
      return { ...copyOf(device), rack, ...(group !== undefined && { group }) };
    });
  });
  const ids = freeDeviceIds(
    scenario,
    copied.map(({ type }) => type),
  );
  const taken = Object.values(scenario.devices).map(({ name }) => name);
  const names = copyNames(
    copied.map(({ name }) => name),
    taken,
  );
  // Supplies of a copy are plugged into the copies of their strips.
  const copyIn = new Map(copied.map(({ rack, id }, index) => [`${rack} ${id}`, ids[index]]));
  const devices = copied.flatMap((device, index): readonly Device[] => {
    const [id, name] = [ids[index], names[index]];
    if (id === undefined || name === undefined) return [];
    const outlets = device.supplyOutlets?.map((outlet) => {
      const strip = outlet && copyIn.get(`${device.rack} ${outlet.strip}`);
      return strip ? { ...outlet, strip } : null;
    });
    return [{ ...device, id, name, ...(outlets !== undefined && { supplyOutlets: outlets }) }];
  });
  const { command } = addition(
    racks,
    devices,
    groups.flatMap((ofCopy) => [...ofCopy.values()]),
  );
  return {
    racks: racks.map(({ id }) => id),
    command: { ...command, name: nameOfCopying(originals.racks, { times, as }) },
  };
}

function nameOfCopying(racks: readonly Rack[], { times, as }: Copying): Command['name'] {
  const [first] = racks;
  const one = racks.length === 1;
  const params = { rack: first?.name ?? '', count: racks.length, times };
  if (as === 'paste')
    return { key: one ? 'designer:commands.pasteRack' : 'designer:commands.pasteRacks', params };
  if (times === 1)
    return { key: one ? 'layout:commands.duplicateRack' : 'layout:commands.duplicateRacks', params };
  return {
    key: one ? 'designer:commands.duplicateRackTimes' : 'designer:commands.duplicateRacksTimes',
    params,
  };
}

/** The racks of the scenario again, so many times. */
export function duplicateRacks(scenario: Scenario, ids: readonly RackId[], times = 1): RackAddition {
  const wanted = new Set<RackId>(ids);
  const racks = ids.flatMap((id) => scenario.racks[id] ?? []);
  const devices = Object.values(scenario.devices).filter(({ rack }) => wanted.has(rack));
  const groups = wholeGroups(scenario, devices);
  return copyRacks(scenario, { racks, devices, groups }, { times, as: 'duplicate' });
}
