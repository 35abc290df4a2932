import type { DeviceId, RackId } from '#shared/ids';
import type { Device, Face } from '#shared/scenario/schema';
import { facesAt, UNIT_HEIGHT, HEADER_HEIGHT, type Hall, type Point, type RackBox } from './geometry';
import { deviceRectangle, stripsOf, type Shape } from './device-rectangle';
import { boxNear } from './spatial-index';

/** What lies under a point of the hall. */
export type Hit =
  | { readonly kind: 'device'; readonly rack: RackId; readonly device: DeviceId }
  | { readonly kind: 'head'; readonly rack: RackId }
  | { readonly kind: 'rack'; readonly rack: RackId };

interface Standing {
  readonly hall: Hall;
  /** The faces that are drawn, from the left. */
  readonly faces: readonly Face[];
  readonly devicesOf: (rack: RackId) => readonly Device[];
  readonly shapeOf: (device: Device) => Shape;
  /** Whether a device stands on the day that is planned. */
  readonly isStanding: (device: Device) => boolean;
}

/** The device, the head or the frame of a rack at a point; of two devices at one height the one whose face is in view. */
export function hitAt(point: Point, standing: Standing): Hit | undefined {
  const box = boxNear(standing.hall, point, { x: 0.5, y: 0.5 });
  if (!box || point.x < box.x || point.x > box.x + standing.hall.rackWidth || point.y > box.bayBottom + 6) {
    return undefined;
  }
  if (
    point.y <= box.bayBottom - box.units * UNIT_HEIGHT &&
    point.y >= box.bayBottom - box.units * UNIT_HEIGHT - HEADER_HEIGHT
  ) {
    return { kind: 'head', rack: box.id };
  }
  const device = deviceAt(point, box, standing);
  return device ? { kind: 'device', rack: box.id, device: device.id } : { kind: 'rack', rack: box.id };
}

function deviceAt(
  point: Point,
  box: RackBox,
  { faces, devicesOf, shapeOf, isStanding }: Standing,
): Device | undefined {
  const devices = devicesOf(box.id);
  const strips = stripsOf(devices, shapeOf);
  const under = facesAt(box, faces).flatMap(({ x, face }) =>
    devices
      .filter((device) => {
        const seen = { face, strip: strips.indexOf(device.id) };
        const slot = deviceRectangle({ ...box, x }, device, shapeOf(device), seen);
        return (
          point.x >= slot.x &&
          point.x <= slot.x + slot.width &&
          point.y >= slot.y &&
          point.y < slot.y + slot.height
        );
      })
      .map((device) => ({ device, facing: shapeOf(device).fullDepth || device.face === face })),
  );
  // Of two that follow each other in one place the one that stands now is meant.
  const now = under.filter(({ device }) => isStanding(device));
  const meant = now.length > 0 ? now : under;
  return (meant.find(({ facing }) => facing) ?? meant[0])?.device;
}
