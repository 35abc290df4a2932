import type { Workbench } from '#renderer/documents/workbench';
import type { LayoutActions } from '#renderer/features/layout/actions/actions';
import { type Designer, facesOf } from '#renderer/features/layout/designer/designer';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import {
  facesAt,
  type Hall,
  type Point,
  RACK_WIDTH,
  type RackBox,
  UNIT_HEIGHT,
} from '#renderer/features/layout/hall/geometry';
import { boxNear } from '#renderer/features/layout/hall/spatial-index';
import { toHall } from '#renderer/features/layout/hall/view';
import type { WidthSide } from '#shared/scenario/placement';
import type { Face } from '#shared/scenario/schema';

interface Spot {
  readonly box: RackBox;
  /** Height above the rack's floor in U, counted from 1 as positions are: 3.5 is the middle of U3. */
  readonly unit: number;
  /** The face that is drawn there, and its half. */
  readonly face: Face;
  readonly half: WidthSide;
}

/** Around a rack, so much of the gap to the next one counts to it. */
const MARGIN = { x: 16, y: 32 } as const;

/** The rack, height and face under a point; the gap beside a rack counts to the nearer one. */
export function spotAt(hall: Hall, point: Point, faces: readonly Face[]): Spot | undefined {
  const box = boxNear(hall, point, MARGIN);
  if (!box) return undefined;
  const drawn = facesAt(box, faces);
  const { face, x } = drawn.find((at) => point.x < at.x + RACK_WIDTH) ??
    drawn.at(-1) ?? { face: 'front', x: box.x };
  const half = point.x < x + RACK_WIDTH / 2 ? 'left' : 'right';
  return { box, unit: 1 + (box.bayBottom - point.y) / UNIT_HEIGHT, face, half };
}

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

const SLACK = 4;

interface DragSource {
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
