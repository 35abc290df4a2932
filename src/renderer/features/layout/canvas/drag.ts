import type { Workbench } from '../../../documents/workbench';
import type { LayoutActions } from '../actions';
import { facesOf, type Designer } from '../designer';
import { spotAt } from '../hall/spot';
import { toHall } from '../hall/view';
import { sceneNow } from '../scene';
import { aimAt } from './aim';

const SLACK = 4;

export interface DragSource {
  readonly canvas: HTMLElement;
  readonly designer: Designer;
  readonly workbench: Workbench;
  readonly actions: LayoutActions;
  /** Takes up what is dragged, once the pointer has moved far enough to mean it. */
  readonly pickUp: () => void;
  readonly onClick?: () => void;
  readonly onEnd?: () => void;
}

/** Follows a pointer from its press to its release, at most once a frame; Escape gives the drag up. */
export function beginDrag(press: PointerEvent, source: DragSource): void {
  const { canvas, actions } = source;
  let carrying = false;
  let frame = 0;
  let grip = 0.5;
  let last: PointerEvent = press;
  const aim = () => {
    frame = 0;
    aimAt(last, canvas, { ...source, grip });
  };
  const onMove = (move: PointerEvent) => {
    if (move.pointerId !== press.pointerId) return;
    last = move;
    if (!carrying && Math.hypot(move.clientX - press.clientX, move.clientY - press.clientY) > SLACK) {
      carrying = true;
      source.pickUp();
      grip = gripOf(press, source);
    }
    if (carrying && frame === 0) frame = requestAnimationFrame(aim);
  };
  const end = (drop: boolean) => {
    cancelAnimationFrame(frame);
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('keydown', onKey, true);
    source.onEnd?.();
    if (!carrying) {
      if (drop) source.onClick?.();
      return;
    }
    if (drop) aim();
    if (!drop || !actions.dropNow()) letGo(source);
  };
  const onUp = (up: PointerEvent) => {
    if (up.pointerId !== press.pointerId) return;
    last = up;
    end(true);
  };
  const onCancel = () => end(false);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') end(false);
    else if (event.key.toLowerCase() === 'f' && carrying) actions.intend({ kind: 'turn' });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  window.addEventListener('keydown', onKey, true);
}

/** Puts the load back, but leaves the reason of a refused drop where it is. */
function letGo({ designer, actions }: DragSource): void {
  const { refused } = designer.store.getState();
  actions.intend({ kind: 'let-go' });
  designer.store.setState({ refused });
}

/** How far above the bottom of the load it was taken hold of; what comes from the palette is held at half a unit. */
function gripOf(press: PointerEvent, { canvas, designer, workbench }: DragSource): number {
  const { carry, view, face } = designer.store.getState();
  const scene = sceneNow(workbench, designer);
  if (carry.kind === 'idle' || !carry.target || !scene) return 0.5;
  const box = canvas.getBoundingClientRect();
  const point = toHall(view, { x: press.clientX - box.left, y: press.clientY - box.top });
  const spot = spotAt(scene.hall, point, facesOf(face));
  return spot ? spot.unit - carry.target.position : 0.5;
}
