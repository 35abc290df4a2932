import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Command } from '../../../documents/command';
import { freeDeviceIds } from '#shared/scenario/names';

const NODE = 'groq-node-v1';
/** Eight nodes and one spare (docs/facts.md section 2, GroqRack). */
const NODES = 9;

export interface RackExample {
  readonly rackType: string;
  /** Puts the nodes into the first rack. */
  readonly fill: Command;
}

/** A Groq rack as an example to begin with; undefined where the catalogue has no such node or no rack of 42 U. */
export function groqRackExample(catalogue: Catalogue): RackExample | undefined {
  const node = catalogue.deviceTypes[NODE];
  const rackType = Object.values(catalogue.rackTypes).find(({ units }) => units >= 42);
  if (!node || !rackType) return undefined;
  return {
    rackType: rackType.id,
    fill: {
      name: { key: 'layout:commands.placeMany', params: { count: NODES, device: node.name } },
      recipe: (draft) => {
        const [rack] = Object.values(draft.racks);
        if (!rack) return;
        const ids = freeDeviceIds(
          draft,
          Array.from({ length: NODES }, () => NODE),
        );
        ids.forEach((id, index) => {
          const position = 1 + index * node.heightUnits;
          draft.devices[id] = { id, name: id, type: NODE, rack: rack.id, position, face: 'front' };
        });
      },
    },
  };
}
