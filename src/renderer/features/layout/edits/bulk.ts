import type { LifeCycle } from '#shared/scenario/life-cycle';
import type { Reservation } from '#shared/scenario/placement';
import type { Device, Feed, Rack } from '#shared/scenario/schema';
import type { Draft } from 'immer';
import type { Command } from '#renderer/documents/command';
import type { MessageKey } from '#renderer/i18n/i18n';
import type { Place } from '#renderer/features/layout/carry/placement';

/** One change of many racks or devices, as one step. */

const onDevices = (
  devices: readonly Device[],
  key: MessageKey,
  change: (draft: Draft<Device>, index: number) => void,
): Command => ({
  name: { key, params: { count: devices.length } },
  recipe: (draft) => {
    devices.forEach(({ id }, index) => {
      const device = draft.devices[id];
      if (device) change(device, index);
    });
  },
});

const onRacks = (
  racks: readonly Rack[],
  key: MessageKey,
  change: (draft: Draft<Rack>, index: number) => void,
): Command => ({
  name: { key, params: { count: racks.length } },
  recipe: (draft) => {
    racks.forEach(({ id }, index) => {
      const rack = draft.racks[id];
      if (rack) change(rack, index);
    });
  },
});

type Living = Draft<Pick<Device, 'lifeCycle'>>;

function setLife(draft: Living, lifeCycle: LifeCycle | undefined): void {
  if (lifeCycle) draft.lifeCycle = { ...lifeCycle };
  else Reflect.deleteProperty(draft, 'lifeCycle');
}

export const renameDevices = (devices: readonly Device[], names: readonly string[]): Command =>
  onDevices(devices, 'bulk:commands.renameDevices', (device, index) => {
    device.name = names[index] ?? device.name;
  });

/** Gives devices the type, face and half of these places, which were assessed to be free. */
export const reshapeDevices = (devices: readonly Device[], places: readonly Place[]): Command =>
  onDevices(devices, 'bulk:commands.changeDevices', (device, index) => {
    const place = places[index];
    if (!place) return;
    Object.assign(device, { type: place.item.type, face: place.face });
    if (place.side === undefined) Reflect.deleteProperty(device, 'side');
    else device.side = place.side;
  });

/** Plugs the supplies of each device into the feeds that are named for it; undefined spreads them over the sides. */
export const plugDevices = (
  devices: readonly Device[],
  feeds: readonly (Device['supplyFeeds'] | undefined)[],
): Command =>
  onDevices(devices, 'bulk:commands.plug', (device, index) => {
    const into = feeds[index];
    Reflect.deleteProperty(device, 'supplyOutlets');
    if (into && into.length > 0) device.supplyFeeds = [...into];
    else Reflect.deleteProperty(device, 'supplyFeeds');
  });

export const changeDeviceLives = (devices: readonly Device[], life: LifeCycle | undefined): Command =>
  onDevices(devices, 'bulk:commands.lifeDevices', (device) => setLife(device, life));

export const renameRacks = (racks: readonly Rack[], names: readonly string[]): Command =>
  onRacks(racks, 'bulk:commands.renameRacks', (rack, index) => {
    rack.name = names[index] ?? rack.name;
  });

export const retypeRacks = (racks: readonly Rack[], type: string): Command =>
  onRacks(racks, 'bulk:commands.changeRacks', (rack) => {
    rack.type = type;
  });

export const feedRacks = (racks: readonly Rack[], feeds: readonly Feed[]): Command =>
  onRacks(racks, 'bulk:commands.feedRacks', (rack) => {
    rack.feeds = feeds.map((feed) => ({ ...feed }));
  });

/** Sets one limit of every rack, or lifts it. */
export const limitRacks = (
  racks: readonly Rack[],
  field: keyof Rack['limits'],
  value: number | undefined,
): Command =>
  onRacks(racks, 'bulk:commands.limitRacks', (rack) => {
    if (value === undefined) Reflect.deleteProperty(rack.limits, field);
    else rack.limits[field] = value;
  });

export const reserveInRacks = (racks: readonly Rack[], reservation: Reservation): Command =>
  onRacks(racks, 'bulk:commands.reserveRacks', (rack) => {
    rack.reserved = [...(rack.reserved ?? []), { ...reservation }];
  });

export const changeRackLives = (racks: readonly Rack[], life: LifeCycle | undefined): Command =>
  onRacks(racks, 'bulk:commands.lifeRacks', (rack) => setLife(rack, life));
