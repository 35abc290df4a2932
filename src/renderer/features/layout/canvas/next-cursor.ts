import type { RackId } from '#shared/schema/ids';
import type { Scene } from '#renderer/features/layout/carry/placement';
import type { Cursor } from '#renderer/features/layout/designer/designer';
import { devicesByRackOf } from '#renderer/features/layout/hall/devices-by-rack';
import { rackFrom } from '#renderer/features/layout/hall/geometry';

export type Direction = 'up' | 'down' | 'left' | 'right';

const standing = ({ scenario }: Scene, rack: RackId) =>
  (devicesByRackOf(scenario.devices).get(rack) ?? []).toSorted(
    (a, b) => a.position - b.position || a.name.localeCompare(b.name),
  );

/**
 * Where an arrow key leads: up and down along the devices of a rack with its head on top, left and right to the device
 * at the same height in the next rack. Undefined at the end of the walk.
 */
export function nextCursor(
  scene: Scene,
  cursor: Cursor | undefined,
  direction: Direction,
): Cursor | undefined {
  const first = scene.hall.boxes[0];
  if (!cursor || !scene.hall.byId.has(cursor.rack)) return first && { rack: first.id };
  if (direction === 'left' || direction === 'right') {
    const box = rackFrom(scene.hall, cursor.rack, direction === 'left' ? -1 : 1);
    return box && across(scene, cursor, box.id);
  }
  const devices = standing(scene, cursor.rack);
  const at = devices.findIndex(({ id }) => id === cursor.device);
  const index = cursor.device === undefined ? devices.length : at;
  const next = devices[index + (direction === 'up' ? 1 : -1)];
  if (next) return { rack: cursor.rack, device: next.id };
  return direction === 'up' && cursor.device !== undefined ? { rack: cursor.rack } : undefined;
}

function across(scene: Scene, { device }: Cursor, rack: RackId): Cursor {
  const from = device === undefined ? undefined : scene.scenario.devices[device]?.position;
  if (from === undefined) return { rack };
  const nearest = standing(scene, rack).toSorted(
    (a, b) => Math.abs(a.position - from) - Math.abs(b.position - from),
  )[0];
  return nearest ? { rack, device: nearest.id } : { rack };
}
