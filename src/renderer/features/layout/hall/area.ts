import type { DeviceId, RackId } from '#shared/ids';
import type { Scene } from '../carry/placement';
import { FOOTER_HEIGHT, type Rectangle } from './geometry';

interface Chosen {
  readonly racks: readonly RackId[];
  readonly devices: readonly DeviceId[];
}

/** The part of the hall that holds these racks and the racks of these devices; undefined where there are none. */
export function areaOf({ hall, scenario }: Scene, { racks, devices }: Chosen): Rectangle | undefined {
  const ids = new Set([...racks, ...devices.flatMap((id) => scenario.devices[id]?.rack ?? [])]);
  const boxes = [...ids].flatMap((id) => hall.byId.get(id) ?? []);
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x)) + hall.rackWidth - x,
    height: Math.max(...boxes.map((box) => box.bayBottom)) + FOOTER_HEIGHT - y,
  };
}
