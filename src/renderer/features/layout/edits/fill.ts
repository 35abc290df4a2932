import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceId, RackId } from '#shared/ids';
import { firstFreePosition, type Occupant } from '#shared/rack/geometry';
import type { Scenario } from '#shared/scenario/schema';
import type { Command } from '../../../documents/command';
import { occupantsOf, shapeOf } from '../carry/placement';
import { freeDeviceIds } from '#shared/scenario/names';

export interface FillRequest {
  readonly rack: RackId;
  readonly type: string;
  /** As many as fit when undefined. */
  readonly count: number | undefined;
}

export interface Fill {
  readonly command: Command;
  readonly devices: readonly DeviceId[];
  /** How many of those asked for found no place. */
  readonly left: number;
}

/** Fills the free positions of a rack from the bottom with devices of one type. */
export function fillRack(
  scene: { readonly scenario: Scenario; readonly catalogue: Catalogue },
  { rack, type, count }: FillRequest,
): Fill {
  const { scenario, catalogue } = scene;
  const positions = freePositions(scene, { rack, type, count });
  const devices = freeDeviceIds(
    scenario,
    positions.map(() => type),
  );
  const name = catalogue.deviceTypes[type]?.name ?? type;
  const params = { count: positions.length, type: name, rack: scenario.racks[rack]?.name ?? rack };
  return {
    devices,
    left: count === undefined ? 0 : count - positions.length,
    command: {
      name: { key: 'layout:commands.fill', params },
      recipe: (draft) => {
        devices.forEach((id, index) => {
          draft.devices[id] = { id, name: id, type, rack, position: positions[index] ?? 1, face: 'front' };
        });
      },
    },
  };
}

function freePositions(
  { scenario, catalogue }: { readonly scenario: Scenario; readonly catalogue: Catalogue },
  { rack, type, count = Number.POSITIVE_INFINITY }: FillRequest,
): readonly number[] {
  const units = catalogue.rackTypes[scenario.racks[rack]?.type ?? '']?.units ?? 0;
  const { heightUnits, fullDepth } = shapeOf(catalogue, { type });
  if (heightUnits === 0) return Array.from({ length: Math.min(count, 1) }, () => 1);
  const slot = { heightUnits, fullDepth, face: 'front' as const };
  const occupants: Occupant[] = [...occupantsOf({ scenario, catalogue }, rack)];
  const { reserved } = scenario.racks[rack] ?? {};
  const positions: number[] = [];
  while (positions.length < count) {
    const position = firstFreePosition({ slot, units, occupants, reserved, from: positions.at(-1) ?? 1 });
    if (position === undefined) break;
    positions.push(position);
    occupants.push({ id: `filled-${position}` as DeviceId, position, ...slot });
  }
  return positions;
}
