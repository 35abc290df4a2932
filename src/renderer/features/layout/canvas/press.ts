import type { PointerEvent } from 'react';
import type { Selection } from '#renderer/documents/selection';
import type { Workbench } from '#renderer/documents/workbench';
import type { LayoutActions } from '#renderer/features/layout/actions/actions';
import { shapeOf } from '#renderer/features/layout/carry/placement';
import { type Designer, facesOf } from '#renderer/features/layout/designer/designer';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import { detailAt } from '#renderer/features/layout/hall/detail';
import { deviceRectangle, stripsOf } from '#renderer/features/layout/hall/device-rectangle';
import { devicesByRackOf } from '#renderer/features/layout/hall/devices-by-rack';
import {
  facesAt,
  floorPlaceAt,
  type Point,
  type RackBox,
  type Rectangle,
} from '#renderer/features/layout/hall/geometry';
import { spatialIndexOf, overlaps } from '#renderer/features/layout/hall/spatial-index';
import { panned, toHall, zoomed } from '#renderer/features/layout/hall/view';
import type { Device } from '#shared/scenario/schema';
import type { RackId } from '#shared/schema/ids';
import { beginDrag } from './drag';
import { type Hit, pixelIn } from './hit';
import { select } from './use-canvas-keys';

/** So far a press may wander and still be a click. */
const SLACK = 4;

interface Press {
  readonly canvas: HTMLElement;
  readonly designer: Designer;
  readonly workbench: Workbench;
  readonly actions: LayoutActions;
}

interface PressHandlers {
  readonly onMove: (pixel: Point) => void;
  readonly onEnd: (moved: boolean) => void;
  readonly onCancel: () => void;
}

/** Follows a pointer, at most once a frame, until it is released or given up with Escape. */
function follow(press: PointerEvent, { canvas }: Press, { onMove, onEnd, onCancel }: PressHandlers): void {
  const start = { x: press.clientX, y: press.clientY };
  const stop = new AbortController();
  let [moved, frame, last] = [false, 0, start];
  const move = () => {
    frame = 0;
    const box = canvas.getBoundingClientRect();
    onMove({ x: last.x - box.left, y: last.y - box.top });
  };
  const end = (released: boolean) => {
    cancelAnimationFrame(frame);
    stop.abort();
    if (released && moved) move();
    if (released) onEnd(moved);
    else onCancel();
  };
  const listen = { signal: stop.signal };
  const mine = (event: globalThis.PointerEvent) => event.pointerId === press.pointerId;
  window.addEventListener(
    'pointermove',
    (event) => {
      if (!mine(event)) return;
      last = { x: event.clientX, y: event.clientY };
      moved ||= Math.hypot(last.x - start.x, last.y - start.y) > SLACK;
      if (moved && frame === 0) frame = requestAnimationFrame(move);
    },
    listen,
  );
  window.addEventListener('pointerup', (event) => mine(event) && end(true), listen);
  window.addEventListener('pointercancel', (event) => mine(event) && end(false), listen);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end(false);
  };
  window.addEventListener('keydown', onKey, { capture: true, ...listen });
}

/** A rack that is dragged takes the other selected ones along, where it is one of them. */
function movingWith(rack: RackId, { workbench }: Press): readonly RackId[] {
  const { racks } = workbench.selection.store.getState();
  return racks.includes(rack) ? racks : [rack];
}

/** Drags a rack, or all selected ones, over the floor; a press that does not move is a click. */
export function pressRack(
  press: PointerEvent,
  rack: RackId,
  { onClick, ...pressed }: Press & { readonly onClick: () => void },
): void {
  const { designer, workbench, actions } = pressed;
  const { store } = designer;
  follow(press, pressed, {
    onMove: (pixel) => {
      const scene = sceneNow(workbench, designer);
      const to = scene && floorPlaceAt(scene.hall, toHall(store.getState().view, pixel));
      store.setState({ rackMove: to && { racks: movingWith(rack, pressed), anchor: rack, to } });
    },
    onEnd: (moved) => {
      const { rackMove } = store.getState();
      store.setState({ rackMove: undefined });
      if (!moved) onClick();
      else if (rackMove) actions.moveRacks(rackMove.racks, rack, rackMove.to);
    },
    onCancel: () => store.setState({ rackMove: undefined }),
  });
}

/** Draws an area and selects the devices that it touches. */
export function pressForMarquee(
  press: PointerEvent,
  { onClick, ...pressed }: Press & { readonly onClick: () => void },
): void {
  const { canvas, designer, workbench } = pressed;
  const { store } = designer;
  const box = canvas.getBoundingClientRect();
  const from = toHall(store.getState().view, { x: press.clientX - box.left, y: press.clientY - box.top });
  follow(press, pressed, {
    onMove: (pixel) => store.setState({ marquee: rectangleOf(from, toHall(store.getState().view, pixel)) }),
    onEnd: (moved) => {
      const { marquee } = store.getState();
      store.setState({ marquee: undefined });
      if (!moved) onClick();
      else if (marquee) workbench.selection.select(inArea(marquee, pressed));
    },
    onCancel: () => store.setState({ marquee: undefined }),
  });
}

const rectangleOf = (a: Point, b: Point): Rectangle => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});

/** What an area touches: racks where they are seen from afar, else the devices in them. */
function inArea(area: Rectangle, { workbench, designer }: Press): Partial<Selection> {
  const scene = sceneNow(workbench, designer);
  if (!scene) return {};
  const boxes = spatialIndexOf(scene.hall).boxesIn(area);
  const { view, face } = designer.store.getState();
  if (detailAt(view.scale).far) return { racks: boxes.map(({ id }) => id) };
  const byRack = devicesByRackOf(scene.scenario.devices);
  const shape = (device: Device) => shapeOf(scene.catalogue, device);
  const isIn = (box: RackBox, device: Device) =>
    facesAt(box, facesOf(face)).some(({ x, face: drawn }) => {
      const strip = stripsOf(byRack.get(box.id) ?? [], shape).indexOf(device.id);
      return overlaps(area, deviceRectangle({ ...box, x }, device, shape(device), { face: drawn, strip }));
    });
  return {
    devices: boxes.flatMap((box) =>
      (byRack.get(box.id) ?? []).filter((device) => isIn(box, device)).map(({ id }) => id),
    ),
  };
}

export interface Pressed extends Press {
  /** The pointers that pan or pinch, and where they are. */
  readonly touches: Map<number, Point>;
}

/** A click on a rack beside its devices selects it; one beside all racks selects nothing. */
export function selectGround(
  event: PointerEvent,
  rack: RackId | undefined,
  { designer, workbench }: Pick<Pressed, 'designer' | 'workbench'>,
): void {
  designer.store.setState({ refused: undefined, cursor: rack === undefined ? undefined : { rack } });
  if (rack === undefined) workbench.selection.select({});
  else {
    select(workbench, { rack }, event.ctrlKey || event.metaKey || event.shiftKey);
    focusItem(`rack-${rack}`);
  }
}

/** The focus goes where the pointer went; what is seen from afar comes into the list only then. */
function focusItem(id: string): void {
  const focus = () => document.getElementById(id)?.focus({ preventScroll: true });
  if (document.getElementById(id)) focus();
  else requestAnimationFrame(focus);
}

/** Selects a device and, unless it is only clicked, follows the pointer as it drags it. */
export function pressDevice(
  event: PointerEvent,
  { device, rack }: Extract<Hit, { readonly kind: 'device' }>,
  { canvas, designer, workbench, actions, touches }: Pressed,
  as: 'drag' | 'click' = 'drag',
): void {
  const adding = event.ctrlKey || event.metaKey || event.shiftKey;
  const before = workbench.selection.store.getState().devices;
  if (adding || !before.includes(device)) select(workbench, { rack, device }, adding);
  designer.store.setState({ cursor: { rack, device }, refused: undefined });
  focusItem(`device-${device}`);
  if (as === 'click') return;
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

interface TouchMove {
  readonly id: number;
  readonly last: Point;
  readonly now: Point;
}

/** One finger or the mouse pans; of two fingers each moves against the other, which zooms about their middle. */
function panOrPinch({ designer: { store }, canvas, touches }: Pressed, { id, last, now }: TouchMove): void {
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
