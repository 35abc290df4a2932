import type { PointerEvent } from 'react';
import type { Point } from '../hall/geometry';
import { panned, zoomed } from '../hall/view';
import type { Pressed } from './press-device';
import { pixelIn } from './hit-now';
import { SLACK } from './press-ground';

/** Pans with one pointer and pinches with two; a press that does not move is a click. */
export function pressToPan(event: PointerEvent, pressed: Pressed, onClick: () => void): void {
  const { designer, touches } = pressed;
  const start = { x: event.clientX, y: event.clientY };
  const stop = new AbortController();
  const listen = { signal: stop.signal };
  let moved = false;
  const onMove = (move: globalThis.PointerEvent) => {
    const last = touches.get(move.pointerId);
    if (!last || move.pointerId !== event.pointerId) return;
    const now = { x: move.clientX, y: move.clientY };
    moved ||= Math.hypot(now.x - start.x, now.y - start.y) > SLACK;
    if (!moved) return;
    panOrPinch(pressed, { id: move.pointerId, last, now });
    touches.set(move.pointerId, now);
    if (designer.store.getState().grabbing) designer.store.setState({ grabbing: 'panned' });
  };
  const onUp = (up: globalThis.PointerEvent) => {
    if (up.pointerId !== event.pointerId) return;
    stop.abort();
    touches.delete(event.pointerId);
    if (!moved && up.type !== 'pointercancel') onClick();
  };
  window.addEventListener('pointermove', onMove, listen);
  window.addEventListener('pointerup', onUp, listen);
  window.addEventListener('pointercancel', onUp, listen);
}

interface Gesture {
  readonly id: number;
  readonly last: Point;
  readonly now: Point;
}

/** One finger or the mouse pans; of two fingers each moves against the other, which zooms about their middle. */
function panOrPinch({ designer: { store }, canvas, touches }: Pressed, { id, last, now }: Gesture): void {
  const other = [...touches].find(([pointer]) => pointer !== id)?.[1];
  const { view } = store.getState();
  if (!other) {
    store.setState({ view: panned(view, { x: now.x - last.x, y: now.y - last.y }) });
    return;
  }
  const before = Math.hypot(last.x - other.x, last.y - other.y);
  const after = Math.hypot(now.x - other.x, now.y - other.y);
  const middle = pixelIn(canvas, { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 });
  const shifted = panned(view, { x: (now.x - last.x) / 2, y: (now.y - last.y) / 2 });
  store.setState({ view: before > 0 ? zoomed(shifted, after / before, middle) : shifted });
}
