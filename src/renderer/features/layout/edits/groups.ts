import type { Draft } from 'immer';
import { DeviceGroupId, type DeviceId } from '#shared/schema/ids';
import type { GroupRule, PlacedGroup } from '#shared/scenario/placement';
import type { Scenario } from '#shared/scenario/schema';
import type { Command } from '#renderer/documents/command';

/** Groups of devices that must stand near each other: made, named, given a rule, joined, left and dissolved. */

export interface GroupTerms {
  readonly name: string;
  readonly rule: GroupRule;
}

export interface Grouping {
  readonly command: Command;
  readonly group: DeviceGroupId;
}

/** An id that no group of the scenario has. */
export function freeGroupId({ groups }: Pick<Scenario, 'groups'>): DeviceGroupId {
  let number = Object.keys(groups).length + 1;
  while (Object.hasOwn(groups, `group-${number}`)) number += 1;
  return DeviceGroupId.parse(`group-${number}`);
}

/** Puts devices into a group of their own; what they belonged to before loses them. */
export function groupDevices(scenario: Scenario, devices: readonly DeviceId[], terms: GroupTerms): Grouping {
  const id = freeGroupId(scenario);
  return {
    group: id,
    command: {
      name: { key: 'groups:commands.group', params: { count: devices.length, group: terms.name } },
      recipe: (draft) => {
        draft.groups[id] = { id, ...terms };
        join(draft, devices, id);
      },
    },
  };
}

/** Adds devices to a group that there is. */
export const addToGroup = (group: PlacedGroup, devices: readonly DeviceId[]): Command => ({
  name: { key: 'groups:commands.add', params: { count: devices.length, group: group.name } },
  recipe: (draft) => join(draft, devices, group.id),
});

/** Takes devices out of their groups; a group that nothing is left in goes too. */
export const leaveGroups = (devices: readonly DeviceId[]): Command => ({
  name: { key: 'groups:commands.leave', params: { count: devices.length } },
  recipe: (draft) => {
    for (const id of devices) {
      const device = draft.devices[id];
      if (device) Reflect.deleteProperty(device, 'group');
    }
    dropEmptyGroups(draft);
  },
});

/** Lifts the rule: the devices stay where they are and belong to no group. */
export const dissolveGroup = (group: PlacedGroup): Command => ({
  name: { key: 'groups:commands.dissolve', params: { group: group.name } },
  recipe: (draft) => {
    for (const device of Object.values(draft.devices)) {
      if (device.group === group.id) Reflect.deleteProperty(device, 'group');
    }
    dropEmptyGroups(draft);
  },
});

export const renameGroup = (group: PlacedGroup, name: string): Command => ({
  name: { key: 'layout:commands.rename', params: { from: group.name, to: name } },
  recipe: (draft) => {
    const renamed = draft.groups[group.id];
    if (renamed) renamed.name = name;
  },
});

export const changeGroupRule = (group: PlacedGroup, rule: GroupRule): Command => ({
  name: { key: 'groups:commands.rule', params: { group: group.name } },
  recipe: (draft) => {
    const changed = draft.groups[group.id];
    if (changed) changed.rule = { ...rule };
  },
});

function join(draft: Draft<Scenario>, devices: readonly DeviceId[], group: DeviceGroupId): void {
  for (const id of devices) {
    const device = draft.devices[id];
    if (device) device.group = group;
  }
  dropEmptyGroups(draft);
}

/** A group without a device says nothing. */
export function dropEmptyGroups(draft: Draft<Scenario>): void {
  const used = new Set(Object.values(draft.devices).map(({ group }) => group));
  for (const id of Object.keys(draft.groups) as DeviceGroupId[]) {
    if (!used.has(id)) Reflect.deleteProperty(draft.groups, id);
  }
}
