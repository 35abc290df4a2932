import type { Rack } from '#shared/scenario/schema';
import type { Command } from '../../../documents/command';

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
