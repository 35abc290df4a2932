import { standsOn } from '#shared/scenario/life-cycle';
import type { Workbench } from '../../../documents/workbench';
import { shapeOf } from '../carry/placement';
import { facesOf, type Designer } from '../designer';
import { devicesByRackOf } from '../hall/devices-by-rack';
import { detailAt } from '../hall/detail';
import type { Point } from '../hall/geometry';
import { hitAt, type Hit } from '../hall/hit';
import { toHall } from '../hall/view';
import { sceneNow } from '../scene';

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
