import type { RackId } from '#shared/ids';
import type { Device, Feed, Rack, Scenario } from '#shared/scenario/schema';
import type { Command } from '../../../documents/command';
import { freeDeviceIds, freeRackName, rackIdFor, rowName } from '#shared/scenario/names';
import { copyOf } from './copy-of';
import { copyNames } from './copy-names';

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

/** The first place in a row behind all its racks. */
const freePlace = (scenario: Scenario, row: number): number =>
  Object.values(scenario.racks).reduce(
    (next, rack) => (rack.row === row ? Math.max(next, rack.place + 1) : next),
    0,
  );

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
function standing(
  scenario: Scenario,
  templates: readonly Omit<Rack, 'id' | 'name' | 'place'>[],
): readonly Rack[] {
  const names = new Set(Object.values(scenario.racks).map(({ name }) => name));
  const ids = new Set<string>(Object.keys(scenario.racks));
  const next = new Map<number, number>();
  return templates.map((template) => {
    const place = next.get(template.row) ?? freePlace(scenario, template.row);
    next.set(template.row, place + 1);
    const name = freeRackName(names, template.row, place);
    names.add(name);
    const id = rackIdFor(name, ids);
    ids.add(id);
    return { ...template, id, name, place };
  });
}

function addition(racks: readonly Rack[], devices: readonly Device[]): RackAddition {
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
      },
    },
  };
}

export interface Copying {
  /** How many copies of every rack. */
  readonly times: number;
  readonly as: 'duplicate' | 'paste';
}

/** Racks again with all that stands in them, each so many times, at the ends of their rows. */
export function copyRacks(
  scenario: Scenario,
  originals: { readonly racks: readonly Rack[]; readonly devices: readonly Device[] },
  { times, as }: Copying,
): RackAddition {
  const racks = standing(scenario, Array.from({ length: times }, () => originals.racks).flat());
  const inRack = new Map<RackId, Device[]>();
  for (const device of originals.devices) {
    inRack.set(device.rack, [...(inRack.get(device.rack) ?? []), device]);
  }
  const copied = racks.flatMap(({ id: rack }, index) => {
    const original = originals.racks[index % originals.racks.length];
    return (original ? (inRack.get(original.id) ?? []) : []).map((device) => ({
      ...copyOf(device),
      rack,
    }));
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
  const devices = copied.flatMap((device, index) => {
    const [id, name] = [ids[index], names[index]];
    return id === undefined || name === undefined ? [] : [{ ...device, id, name }];
  });
  const { command } = addition(racks, devices);
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
  return copyRacks(scenario, { racks, devices }, { times, as: 'duplicate' });
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
    },
  };
}

/** Puts a rack to a place on the floor; a rack that stands there changes places with it. */
export function moveRack(scenario: Scenario, rack: Rack, to: Pick<Rack, 'row' | 'place'>): Command {
  const there = Object.values(scenario.racks).find(
    ({ id, row, place }) => id !== rack.id && row === to.row && place === to.place,
  );
  return {
    name: there
      ? { key: 'layout:commands.swapRacks', params: { rack: rack.name, other: there.name } }
      : {
          key: 'layout:commands.moveRack',
          params: { rack: rack.name, row: rowName(to.row), place: to.place + 1 },
        },
    recipe: (draft) => {
      const moved = draft.racks[rack.id];
      const other = there && draft.racks[there.id];
      if (moved) Object.assign(moved, { row: to.row, place: to.place });
      if (other) Object.assign(other, { row: rack.row, place: rack.place });
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

export type RackChange = Partial<Pick<Rack, 'type' | 'row' | 'place' | 'feeds' | 'limits'>>;

export const changeRack = (rack: Rack, change: RackChange): Command => ({
  name: { key: 'layout:commands.changeRack', params: { rack: rack.name } },
  recipe: (draft) => {
    const changed = draft.racks[rack.id];
    if (changed) Object.assign(changed, change);
  },
});
