import type { DeviceType } from '#shared/catalogue/entries';
import type { DeviceId } from '#shared/schema/ids';
import { slotOf } from '#shared/rack/geometry';
import type { Device, Face } from '#shared/scenario/schema';
import { slotRectangle, stripRectangle, type RackBox, type Rectangle } from './geometry';

export type Shape = Pick<DeviceType, 'heightUnits' | 'fullDepth' | 'halfWidth'>;

type Standing = Pick<Device, 'position' | 'face' | 'side'>;

interface Seen {
  /** The face of the rack that is drawn. */
  readonly face: Face;
  /** Which of the rack's zero-U strips it is, counted from 0; needed for those only. */
  readonly strip?: number;
}

/** Where a device is drawn on one face of its rack; `box` begins at the left edge of that face. */
export function deviceRectangle(
  box: Pick<RackBox, 'x' | 'bayBottom' | 'units'>,
  device: Standing,
  shape: Shape,
  { face, strip = 0 }: Seen,
): Rectangle {
  if (shape.heightUnits === 0) return stripRectangle(box, strip);
  return slotRectangle(box, slotOf(shape, device), device.face === face ? 'own-face' : 'behind');
}

/** The zero-U strips of a rack in the order in which they are mounted, which is that of their names. */
export const stripsOf = (
  devices: readonly Device[],
  shapeOf: (device: Device) => Pick<Shape, 'heightUnits'>,
): readonly DeviceId[] =>
  devices
    .filter((device) => shapeOf(device).heightUnits === 0)
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    .map(({ id }) => id);
