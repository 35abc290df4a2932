import { useMemo, type PointerEvent, type RefObject } from 'react';
import type { DeviceId, RackId } from '#shared/ids';
import { useWorkbench } from '../../../documents/workbench';
import type { LayoutActions } from '../actions';
import { useDesigner, type Designer } from '../designer';
import type { Point } from '../hall/geometry';
import { panned, zoomed } from '../hall/view';
import { aimAt } from './aim';
import { beginDrag } from './drag';
import { pressForMarquee, pressRackHead, SLACK, type Pressed as Press } from './press-ground';
import { select } from './use-canvas-keys';

export interface CanvasPointer {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
}

/**
 * Presses on the canvas: on a device they select or drag it, on a rack's head they select or move it, with Shift they
 * draw an area to select, elsewhere they pan. What was taken in hand follows the pointer and is put down with a click.
 */
export function useCanvasPointer(
  element: RefObject<HTMLElement | null>,
  actions: LayoutActions,
): CanvasPointer {
  const designer = useDesigner();
  const workbench = useWorkbench();
  return useMemo(() => {
    const touches = new Map<number, Point>();
    const pending = { frame: 0 };
    return {
      onPointerMove: (event) => {
        const canvas = element.current;
        const { carry } = designer.store.getState();
        if (!canvas || pending.frame !== 0 || carry.kind === 'idle' || carry.by !== 'keyboard') return;
        const { clientX, clientY } = event;
        pending.frame = requestAnimationFrame(() => {
          pending.frame = 0;
          aimAt({ clientX, clientY }, canvas, { designer, workbench, actions });
        });
      },
      onPointerDown: (event) => {
        const canvas = element.current;
        if (!canvas) return;
        if (designer.store.getState().carry.kind === 'carrying') {
          event.preventDefault();
          if (event.button !== 0) {
            actions.cancel();
            return;
          }
          // Something picked up by keyboard can be put down with a click.
          aimAt(event.nativeEvent, canvas, { designer, workbench, actions });
          actions.dropNow();
          return;
        }
        touches.set(event.pointerId, { x: event.clientX, y: event.clientY });
        const target = event.target instanceof Element ? event.target : undefined;
        const device = target?.closest<SVGElement>('[data-device]')?.dataset['device'] as
          DeviceId | undefined;
        const rack = target?.closest<SVGElement>('[data-rack]')?.dataset['rack'] as RackId | undefined;
        const pressed = { canvas, designer, workbench, actions, touches };
        if (event.button === 0 && device !== undefined && rack !== undefined && touches.size === 1) {
          pressDevice(event, { device, rack }, pressed);
        } else if (event.button === 0 && touches.size === 1 && target?.closest('[data-header]') && rack) {
          touches.delete(event.pointerId);
          pressRackHead(event, rack, { ...pressed, onClick: () => selectGround(event, rack, pressed) });
        } else if (event.button === 0 && touches.size === 1 && event.shiftKey) {
          touches.delete(event.pointerId);
          pressForMarquee(event, { ...pressed, onClick: () => selectGround(event, rack, pressed) });
        } else pressGround(event, rack, pressed);
      },
    };
  }, [element, designer, workbench, actions]);
}

interface Pressed extends Press {
  readonly touches: Map<number, Point>;
}

/** A click on a rack beside its devices selects it; one beside all racks selects nothing. */
function selectGround(
  event: PointerEvent,
  rack: RackId | undefined,
  { designer, workbench }: Pick<Pressed, 'designer' | 'workbench'>,
): void {
  designer.store.setState({ refused: undefined, cursor: rack === undefined ? undefined : { rack } });
  if (rack === undefined) workbench.selection.select({});
  else {
    select(workbench, { rack }, event.ctrlKey || event.metaKey || event.shiftKey);
    document.getElementById(`rack-${rack}`)?.focus({ preventScroll: true });
  }
}

function pressDevice(
  event: PointerEvent,
  { device, rack }: { readonly device: DeviceId; readonly rack: RackId },
  { canvas, designer, workbench, actions, touches }: Pressed,
): void {
  const adding = event.ctrlKey || event.metaKey || event.shiftKey;
  const before = workbench.selection.store.getState().devices;
  if (adding || !before.includes(device)) select(workbench, { rack, device }, adding);
  designer.store.setState({ cursor: { rack, device }, refused: undefined });
  document.getElementById(`device-${device}`)?.focus({ preventScroll: true });
  event.preventDefault();
  const { devices } = workbench.selection.store.getState();
  beginDrag(event.nativeEvent, {
    canvas,
    designer,
    workbench,
    actions,
    pickUp: () => actions.carryDevices(devices.includes(device) ? devices : [device], 'pointer', device),
    onClick: () => !adding && select(workbench, { rack, device }, false),
    onEnd: () => touches.delete(event.pointerId),
  });
}

function pressGround(event: PointerEvent, rack: RackId | undefined, pressed: Pressed): void {
  const { canvas, designer, touches } = pressed;
  const start = { x: event.clientX, y: event.clientY };
  let moved = false;
  const onMove = (move: globalThis.PointerEvent) => {
    const last = touches.get(move.pointerId);
    if (!last) return;
    const now = { x: move.clientX, y: move.clientY };
    moved ||= Math.hypot(now.x - start.x, now.y - start.y) > SLACK;
    if (moved) panOrPinch(designer, canvas, { touches, id: move.pointerId, last, now });
    touches.set(move.pointerId, now);
  };
  const onUp = (up: globalThis.PointerEvent) => {
    if (up.pointerId !== event.pointerId) return;
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onUp);
    touches.delete(event.pointerId);
    if (moved || up.type === 'pointercancel') return;
    selectGround(event, rack, pressed);
  };
  window.addEventListener('pointermove', onMove);
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onUp);
}

interface Gesture {
  readonly touches: ReadonlyMap<number, Point>;
  readonly id: number;
  readonly last: Point;
  readonly now: Point;
}

/** One finger or the mouse pans; of two fingers each moves against the other, which zooms about their middle. */
function panOrPinch({ store }: Designer, canvas: HTMLElement, { touches, id, last, now }: Gesture): void {
  const other = [...touches].find(([pointer]) => pointer !== id)?.[1];
  const { view } = store.getState();
  if (!other) {
    store.setState({ view: panned(view, { x: now.x - last.x, y: now.y - last.y }) });
    return;
  }
  const box = canvas.getBoundingClientRect();
  const before = Math.hypot(last.x - other.x, last.y - other.y);
  const after = Math.hypot(now.x - other.x, now.y - other.y);
  const middle = { x: (now.x + other.x) / 2 - box.left, y: (now.y + other.y) / 2 - box.top };
  const shifted = panned(view, { x: (now.x - last.x) / 2, y: (now.y - last.y) / 2 });
  store.setState({ view: before > 0 ? zoomed(shifted, after / before, middle) : shifted });
}
