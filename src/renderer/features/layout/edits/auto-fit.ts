import type { FitAnswer, RearrangeAnswer } from '#shared/autofit';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Command } from '../../../documents/command';

/** What an answer adds, as one step: its racks, groups and devices. */
export function applyFit({ racks, groups, devices }: FitAnswer, { deviceTypes }: Catalogue): Command {
  const types = new Set(devices.map(({ type }) => type));
  const [only] = types;
  const name = only === undefined ? '' : (deviceTypes[only]?.name ?? only);
  const count = devices.length;
  return {
    name:
      types.size === 1
        ? { key: 'autofit:commands.fit', params: { count, type: name } }
        : { key: 'autofit:commands.fitMany', params: { count } },
    milestone: true,
    recipe: (draft) => {
      for (const rack of racks) draft.racks[rack.id] = structuredClone(rack);
      for (const group of groups) draft.groups[group.id] = { ...group };
      for (const device of devices) draft.devices[device.id] = { ...device };
    },
  };
}

/** The moves of a rearrangement as one step. */
export const applyMoves = ({ moves }: RearrangeAnswer): Command => ({
  name: { key: 'autofit:commands.rearrange', params: { count: moves.length } },
  milestone: true,
  recipe: (draft) => {
    for (const { id, rack, position, face, side } of moves) {
      const device = draft.devices[id];
      if (!device) continue;
      Object.assign(device, { rack, position, face });
      if (side === undefined) Reflect.deleteProperty(device, 'side');
      else device.side = side;
    }
  },
});
