import type { Workbench } from '../../../documents/workbench';
import type { LayoutActions } from '../actions';
import { facesOf, type Designer } from '../designer';
import { spotAt } from '../hall/spot';
import { toHall } from '../hall/view';
import { sceneNow } from '../scene';

interface Aim {
  readonly designer: Designer;
  readonly workbench: Workbench;
  readonly actions: LayoutActions;
  /** Where in the load the pointer holds it, in U above its bottom. */
  readonly grip?: number;
}

/** Points what is carried at the place under the pointer. */
export function aimAt(
  event: { readonly clientX: number; readonly clientY: number },
  canvas: HTMLElement,
  { designer, workbench, actions, grip = 0.5 }: Aim,
): void {
  const box = canvas.getBoundingClientRect();
  const pixel = { x: event.clientX - box.left, y: event.clientY - box.top };
  const inside = pixel.x >= 0 && pixel.y >= 0 && pixel.x <= box.width && pixel.y <= box.height;
  const scene = sceneNow(workbench, designer);
  const { view, face } = designer.store.getState();
  const spot = inside && scene ? spotAt(scene.hall, toHall(view, pixel), facesOf(face)) : undefined;
  if (spot) {
    const { box: rack, unit, face: inView, half } = spot;
    actions.intend({ kind: 'point-at', rack: rack.id, position: unit - grip, inView, half });
  } else actions.intend({ kind: 'point-away' });
}
