import type { Command } from '#renderer/documents/command';
import { freePlaceIn, freeRackName, rackIdFor } from '#shared/scenario/names';
import type { PlacedGroup } from '#shared/scenario/placement';
import type { Device, Feed, Rack, Scenario } from '#shared/scenario/schema';
import type { RackId } from '#shared/schema/ids';
import { dropEmptyGroups } from './groups';

export interface NewRacks {
  readonly type: string;
  readonly count: number;
  readonly feeds: readonly Feed[];
  readonly row: number;
}

export interface RackAddition {
  readonly command: Command;
  readonly racks: readonly RackId[];
}

/** So many empty racks at the end of a row. */
export function addRacks(scenario: Scenario, { type, count, feeds, row }: NewRacks): RackAddition {
  const template = { type, feeds: [...feeds], limits: {} };
  const racks = standing(
    scenario,
    Array.from({ length: count }, () => ({ ...template, row })),
  );
  return addition(racks, []);
}

/** Racks without their place, given names, ids and places at the end of their rows. */
export function standing(
  scenario: Scenario,
  templates: readonly Omit<Rack, 'id' | 'name' | 'place'>[],
): readonly Rack[] {
  const names = new Set(Object.values(scenario.racks).map(({ name }) => name));
  const ids = new Set<string>(Object.keys(scenario.racks));
  const next = new Map<number, number>();
  return templates.map((template) => {
    const place = next.get(template.row) ?? freePlaceIn(scenario, template.row);
    next.set(template.row, place + 1);
    const name = freeRackName(names, template.row, place);
    names.add(name);
    const id = rackIdFor(name, ids);
    ids.add(id);
    return { ...template, id, name, place };
  });
}

export function addition(
  racks: readonly Rack[],
  devices: readonly Device[],
  groups: readonly PlacedGroup[] = [],
): RackAddition {
  const [first] = racks;
  return {
    racks: racks.map(({ id }) => id),
    command: {
      name:
        racks.length === 1
          ? { key: 'layout:commands.addRack', params: { rack: first?.name ?? '' } }
          : { key: 'layout:commands.addRacks', params: { count: racks.length } },
      recipe: (draft) => {
        for (const rack of racks) draft.racks[rack.id] = { ...rack, feeds: [...rack.feeds] };
        for (const device of devices) draft.devices[device.id] = device;
        for (const group of groups) draft.groups[group.id] = { ...group };
      },
    },
  };
}

/** Takes racks away together with the devices in them. */
export function deleteRacks(scenario: Scenario, ids: readonly RackId[]): Command {
  const [first] = ids;
  const rack = first === undefined ? '' : (scenario.racks[first]?.name ?? first);
  return {
    name:
      ids.length === 1
        ? { key: 'layout:commands.deleteRack', params: { rack } }
        : { key: 'layout:commands.deleteRacks', params: { count: ids.length } },
    recipe: (draft) => {
      const gone = new Set<string>(ids);
      for (const device of Object.values(draft.devices)) {
        if (gone.has(device.rack)) Reflect.deleteProperty(draft.devices, device.id);
      }
      for (const id of gone) Reflect.deleteProperty(draft.racks, id);
      dropEmptyGroups(draft);
    },
  };
}

export const renameRack = (rack: Rack, name: string): Command => ({
  name: { key: 'layout:commands.rename', params: { from: rack.name, to: name } },
  recipe: (draft) => {
    const renamed = draft.racks[rack.id];
    if (renamed) renamed.name = name;
  },
});

type RackChange = Partial<Pick<Rack, 'type' | 'row' | 'place' | 'feeds' | 'limits'>>;

export const changeRack = (rack: Rack, change: RackChange): Command => ({
  name: { key: 'layout:commands.changeRack', params: { rack: rack.name } },
  recipe: (draft) => {
    const changed = draft.racks[rack.id];
    if (changed) Object.assign(changed, change);
  },
});

/** Turns racks so that their fronts look the other way than their row is said to, or as it does again. */
export const faceRacks = (racks: readonly Pick<Rack, 'id' | 'name'>[], turned: boolean): Command => ({
  name:
    racks.length === 1
      ? { key: 'floor:commands.turnRack', params: { rack: racks[0]?.name ?? '' } }
      : { key: 'floor:commands.turnRacks', params: { count: racks.length } },
  recipe: (draft) => {
    for (const { id } of racks) {
      const rack = draft.racks[id];
      if (!rack) continue;
      if (turned) rack.turned = true;
      else Reflect.deleteProperty(rack, 'turned');
    }
  },
});
