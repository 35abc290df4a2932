import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceId, RackId } from '#shared/schema/ids';
import { firstFreePosition, type Occupant, type SlotPlace } from '#shared/rack/geometry';
import { lifeOfNew } from '#shared/scenario/life-cycle';
import type { Scenario } from '#shared/scenario/schema';
import type { Command } from '#renderer/documents/command';
import { depthOf, insideOf, occupantsOf, shapeOf } from '#renderer/features/layout/carry/placement';
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
  const life = lifeOfNew(scenario);
  const places = freePlaces(scene, { rack, type, count });
  const devices = freeDeviceIds(
    scenario,
    places.map(() => type),
  );
  const name = catalogue.deviceTypes[type]?.name ?? type;
  const params = { count: places.length, type: name, rack: scenario.racks[rack]?.name ?? rack };
  return {
    devices,
    left: count === undefined ? 0 : count - places.length,
    command: {
      name: { key: 'layout:commands.fill', params },
      recipe: (draft) => {
        devices.forEach((id, index) => {
          const place = places[index];
          if (!place) return;
          const { position, face, side } = place;
          const half = side === undefined ? {} : { side };
          draft.devices[id] = { id, name: id, type, rack, position, face, ...half, ...life };
        });
      },
    },
  };
}

function freePlaces(
  { scenario, catalogue }: { readonly scenario: Scenario; readonly catalogue: Catalogue },
  { rack, type, count = Number.POSITIVE_INFINITY }: FillRequest,
): readonly SlotPlace[] {
  const units = catalogue.rackTypes[scenario.racks[rack]?.type ?? '']?.units ?? 0;
  const { heightUnits, fullDepth, halfWidth } = shapeOf(catalogue, { type });
  const face = 'front' as const;
  if (heightUnits === 0) return Array.from({ length: Math.min(count, 1) }, () => ({ position: 1, face }));
  const depthMeters = depthOf({ scenario, catalogue }, { type });
  const slot = { heightUnits, fullDepth, depthMeters, face, ...lifeOfNew(scenario) };
  const occupants: Occupant[] = [...occupantsOf({ scenario, catalogue }, rack)];
  const inside = insideOf({ scenario, catalogue }, { id: rack, units });
  const places: SlotPlace[] = [];
  for (const side of halfWidth === true ? (['left', 'right'] as const) : [undefined]) {
    const sided = { ...slot, side };
    let from = 1;
    while (places.length < count) {
      const position = firstFreePosition({ slot: sided, rack: inside, occupants, from });
      if (position === undefined) break;
      from = position;
      places.push({ position, face, side });
      occupants.push({ id: `filled-${places.length}` as DeviceId, position, ...sided });
    }
  }
  return places.toSorted((a, b) => a.position - b.position);
}
