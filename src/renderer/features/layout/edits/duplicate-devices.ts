import type { RackId } from '#shared/ids';
import { firstFreePosition, type Occupant } from '#shared/rack/geometry';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import type { Device } from '#shared/scenario/schema';
import { insideOf, occupantsOf, placeOf, type Place, type Scene } from '../carry/placement';
import type { CarriedItem, Load } from '../carry/load';
import { copyForAnotherRack } from './copy-of';
import { drop, type Drop } from './devices';

/**
 * Copies of devices in the nearest free places: in the rack of each original, or in the next one along the walk that
 * has room. Refused as a whole where one of them finds no place.
 */
export function duplicateDevices(scene: Scene, devices: readonly Device[]): Result<Drop, Refusal> {
  const taken = new Map<RackId, readonly Occupant[]>();
  const places: Place[] = [];
  for (const device of devices) {
    const place = freePlaceFor(device, scene, taken);
    if (!place) return failure(noRoom(device.name));
    const standing = taken.get(place.rack) ?? [];
    taken.set(place.rack, [...standing, { ...place, id: device.id }]);
    places.push(place);
  }
  const load: Load = { kind: 'new', label: devices[0]?.name ?? '', items: places.map(({ item }) => item) };
  const { devices: added, command } = drop(scene.scenario, load, places);
  const params = { device: devices[0]?.name ?? '', count: devices.length };
  const key = devices.length === 1 ? 'designer:commands.duplicate' : 'designer:commands.duplicateMany';
  return success({ devices: added, command: { ...command, name: { key, params } } });
}

function freePlaceFor(
  device: Device,
  scene: Scene,
  taken: Map<RackId, readonly Occupant[]>,
): Place | undefined {
  const { item: original, ...standing } = placeOf(scene, device);
  const { type, heightUnits, fullDepth, halfWidth, rackSteps, unitSteps } = original;
  const shape = { type, heightUnits, fullDepth, halfWidth, rackSteps, unitSteps };
  const { face, lifeCycle } = device;
  const item: CarriedItem = { ...shape, face, lifeCycle, like: copyForAnotherRack(device) };
  const { boxes } = scene.hall;
  const from = boxes.findIndex(({ id }) => id === device.rack);
  for (const box of [...boxes.slice(Math.max(0, from)), ...boxes.slice(0, Math.max(0, from))]) {
    const rack = box.id;
    if (heightUnits === 0) return { ...standing, item, rack };
    const occupants = taken.get(rack) ?? occupantsOf(scene, rack);
    taken.set(rack, occupants);
    const inside = insideOf(scene, box);
    const above = rack === device.rack ? Math.ceil(device.position) : 1;
    for (const side of halfWidth ? (['left', 'right'] as const) : [undefined]) {
      const slot = { ...standing, side };
      const position =
        firstFreePosition({ slot, rack: inside, occupants, from: above }) ??
        firstFreePosition({ slot, rack: inside, occupants });
      if (position !== undefined) return { ...slot, item, rack, position };
    }
  }
  return undefined;
}

const noRoom = (device: string): Refusal => ({
  code: 'no-room-for-copy',
  message: `No rack has a free place for a copy of ${device}.`,
  params: { device },
});
