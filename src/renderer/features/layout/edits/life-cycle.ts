import type { LifeCycle } from '#shared/scenario/life-cycle';
import type { Device, Rack } from '#shared/scenario/schema';
import type { Command } from '../../../documents/command';

/** When a device stands; without a life cycle always. */
export const changeDeviceLife = (device: Device, lifeCycle: LifeCycle | undefined): Command => ({
  name: { key: 'autofit:commands.life', params: { name: device.name } },
  recipe: (draft) => {
    const changed = draft.devices[device.id];
    if (changed && lifeCycle) changed.lifeCycle = { ...lifeCycle };
    else if (changed) Reflect.deleteProperty(changed, 'lifeCycle');
  },
});

/** When a rack stands. */
export const changeRackLife = (rack: Rack, lifeCycle: LifeCycle | undefined): Command => ({
  name: { key: 'autofit:commands.life', params: { name: rack.name } },
  recipe: (draft) => {
    const changed = draft.racks[rack.id];
    if (changed && lifeCycle) changed.lifeCycle = { ...lifeCycle };
    else if (changed) Reflect.deleteProperty(changed, 'lifeCycle');
  },
});
