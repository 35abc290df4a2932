import type { Workbench } from '#renderer/documents/workbench';
import { shapeOf } from '#renderer/features/layout/carry/placement';
import { type Designer, facesOf } from '#renderer/features/layout/designer/designer';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import { detailAt } from '#renderer/features/layout/hall/detail';
import { deviceRectangle, type Shape, stripsOf } from '#renderer/features/layout/hall/device-rectangle';
import { devicesByRackOf } from '#renderer/features/layout/hall/devices-by-rack';
import {
  facesAt,
  type Hall,
  HEADER_HEIGHT,
  type Point,
  type RackBox,
  UNIT_HEIGHT,
} from '#renderer/features/layout/hall/geometry';
import { boxNear } from '#renderer/features/layout/hall/spatial-index';
import { toHall } from '#renderer/features/layout/hall/view';
import { standsOn } from '#shared/scenario/life-cycle';
import type { Device, Face } from '#shared/scenario/schema';
import type { DeviceId, RackId } from '#shared/schema/ids';

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

interface At {
  readonly canvas: HTMLElement;
  readonly designer: Designer;
  readonly workbench: Workbench;
}

export const pixelIn = (
  canvas: HTMLElement,
  event: { readonly clientX: number; readonly clientY: number },
): Point => {
  const box = canvas.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

/** What lies under a pointer. Seen from afar a rack is one thing: its devices are too small to be meant. */
export function hitNow(
  event: { readonly clientX: number; readonly clientY: number },
  { canvas, designer, workbench }: At,
): Hit | undefined {
  const scene = sceneNow(workbench, designer);
  if (!scene) return undefined;
  const { view, face } = designer.store.getState();
  const byRack = devicesByRackOf(scene.scenario.devices);
  const hit = hitAt(toHall(view, pixelIn(canvas, event)), {
    hall: scene.hall,
    faces: facesOf(face),
    devicesOf: (rack) => byRack.get(rack) ?? [],
    shapeOf: (device) => shapeOf(scene.catalogue, device),
    isStanding: ({ lifeCycle }) => standsOn(lifeCycle, scene.scenario.asOf),
  });
  return hit && detailAt(view.scale).far ? { kind: 'rack', rack: hit.rack } : hit;
}
