import { DeviceGroupId } from '#shared/ids';
import type { PlacedGroup } from '#shared/scenario/placement';
import type { Device, Scenario } from '#shared/scenario/schema';
import { membersOf } from '../groups/members';
import { copyNames } from './copy-names';

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
export function groupCopies(
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
