import type { Draft } from 'immer';
import type { Device } from '#shared/scenario/schema';
import type { Command } from '../../../documents/command';
import type { Plugs } from '../cords/cords';

/** Gives a device these plugs; fields that say nothing go. */
function setPlugs(device: Draft<Plugs>, { supplyFeeds, supplyLines }: Plugs): void {
  if (supplyFeeds) device.supplyFeeds = [...supplyFeeds];
  else Reflect.deleteProperty(device, 'supplyFeeds');
  if (supplyLines) device.supplyLines = [...supplyLines];
  else Reflect.deleteProperty(device, 'supplyLines');
}

/** Plugs one supply of a device elsewhere; supplies are counted from 1. */
export const plugSupply = (device: Device, supply: number, plugs: Plugs): Command => ({
  name: { key: 'cords:commands.plug', params: { device: device.name, supply } },
  recipe: (draft) => {
    const plugged = draft.devices[device.id];
    if (plugged) setPlugs(plugged, plugs);
  },
});

/** Says of several devices at which outlets their supplies hang. */
export const hangDevices = (devices: readonly Device[], plugs: readonly Plugs[]): Command => ({
  name:
    devices.length === 1
      ? { key: 'cords:commands.lines', params: { device: devices[0]?.name ?? '' } }
      : { key: 'cords:commands.linesMany', params: { count: devices.length } },
  recipe: (draft) => {
    devices.forEach(({ id }, index) => {
      const device = draft.devices[id];
      const its = plugs[index];
      if (device && its) setPlugs(device, its);
    });
  },
});
