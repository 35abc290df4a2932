import type { Draft } from 'immer';
import type { DeviceId } from '#shared/schema/ids';
import type { Device, Scenario } from '#shared/scenario/schema';
import type { Command } from '#renderer/documents/command';
import type { Place } from '#renderer/features/layout/carry/placement';
import type { Load } from '#renderer/features/layout/carry/load';
import { freeDeviceIds } from '#shared/scenario/names';
import { hasOutlets } from '#renderer/features/layout/hall/cords';
import { copyNames } from './copy-names';
import { dropEmptyGroups, freeGroupId } from './groups';

const namesIn = ({ devices }: Scenario): readonly string[] => Object.values(devices).map(({ name }) => name);

const rackName = (scenario: Scenario, rack: Device['rack']): string => scenario.racks[rack]?.name ?? rack;

/** What a drop does, and the devices it is about afterwards, so that they can be selected. */
export interface Drop {
  readonly command: Command;
  readonly devices: readonly DeviceId[];
}

/** Puts a load where it was assessed to fit. */
export function drop(scenario: Scenario, load: Load, places: readonly Place[]): Drop {
  return load.kind === 'move' ? moveTo(scenario, places) : placeNew(scenario, load, places);
}

function placeNew(scenario: Scenario, load: Load, places: readonly Place[]): Drop {
  const devices = freeDeviceIds(
    scenario,
    places.map(({ item }) => item.type),
  );
  const copies = places.flatMap(({ item }) => item.like?.name ?? []);
  const names = copyNames(copies, namesIn(scenario)).values();
  const [first] = places;
  const rack = first ? rackName(scenario, first.rack) : '';
  const params = { device: places.length === 1 ? (devices[0] ?? load.label) : load.label, rack };
  return {
    devices,
    command: {
      name: { key: 'layout:commands.place', params },
      recipe: (draft) => {
        const group = load.together && places.length > 1 ? freeGroupId(draft) : undefined;
        if (group !== undefined) {
          const name = groupName(scenario, load.label);
          draft.groups[group] = { id: group, name, rule: { kind: 'same-rack' } };
        }
        places.forEach(({ item, rack: into, position, face, side, lifeCycle }, index) => {
          const id = devices[index];
          const { type, like } = item;
          const name = (like && names.next().value) ?? id;
          if (!id || !name) return;
          draft.devices[id] = {
            ...like,
            ...{ id, name, type, rack: into, position, face },
            ...(side !== undefined && { side }),
            ...(lifeCycle !== undefined && { lifeCycle: { ...lifeCycle } }),
            ...(group !== undefined && { group }),
          };
        });
      },
    },
  };
}

/** In another rack the feeds and strips are others. */
function leaveStrips(device: Draft<Device>): void {
  Reflect.deleteProperty(device, 'feed');
  Reflect.deleteProperty(device, 'supplyOutlets');
}

/** The name of what is placed, with a number where a group is called so already. */
function groupName({ groups }: Scenario, label: string): string {
  const taken = Object.values(groups).map(({ name }) => name);
  return taken.includes(label) ? (copyNames([label], taken)[0] ?? label) : label;
}

function moveTo(scenario: Scenario, places: readonly Place[]): Drop {
  const moves = places.flatMap(({ item: { device }, rack, position, face, side }) =>
    device === undefined ? [] : [{ device, rack, position, face, side }],
  );
  const [first] = moves;
  const rack = first ? rackName(scenario, first.rack) : '';
  const device = first ? (scenario.devices[first.device]?.name ?? first.device) : '';
  return {
    devices: moves.map((move) => move.device),
    command: {
      name:
        moves.length === 1
          ? { key: 'layout:commands.move', params: { device, rack, unit: first?.position ?? 1 } }
          : { key: 'layout:commands.moveMany', params: { count: moves.length, rack } },
      recipe: (draft) => {
        for (const { device: id, side, ...place } of moves) {
          const moved = draft.devices[id];
          if (!moved) continue;
          const { feeds = [] } = draft.racks[place.rack] ?? {};
          // A feed that its supplies were plugged into may not be there where it goes, nor an outlet of these lines.
          if (moved.supplyFeeds?.some((feed) => feed !== null && !feeds.some((there) => there.id === feed)))
            Reflect.deleteProperty(moved, 'supplyFeeds');
          if (!hasOutlets(moved, feeds)) Reflect.deleteProperty(moved, 'supplyLines');
          if (moved.rack !== place.rack) leaveStrips(moved);
          Object.assign(moved, place, side !== undefined && { side });
          if (side === undefined) Reflect.deleteProperty(moved, 'side');
        }
      },
    },
  };
}

export function deleteDevices(scenario: Scenario, ids: readonly DeviceId[]): Command {
  const [first] = ids;
  const device = first === undefined ? '' : (scenario.devices[first]?.name ?? first);
  return {
    name:
      ids.length === 1
        ? { key: 'layout:commands.delete', params: { device } }
        : { key: 'layout:commands.deleteMany', params: { count: ids.length } },
    recipe: (draft) => {
      const gone = new Set<string>(ids);
      for (const id of gone) Reflect.deleteProperty(draft.devices, id);
      dropEmptyGroups(draft);
    },
  };
}

export const renameDevice = (device: Device, name: string): Command => ({
  name: { key: 'layout:commands.rename', params: { from: device.name, to: name } },
  recipe: (draft) => {
    const renamed = draft.devices[device.id];
    if (renamed) renamed.name = name;
  },
});

export type DeviceChange = Partial<Pick<Device, 'type' | 'position' | 'face' | 'side' | 'note'>>;

export const changeDevice = (device: Device, change: DeviceChange): Command => ({
  name: { key: 'layout:commands.change', params: { device: device.name } },
  recipe: (draft) => {
    const changed = draft.devices[device.id];
    if (changed) Object.assign(changed, change);
  },
});
