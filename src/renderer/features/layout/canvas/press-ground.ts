import type { PointerEvent } from 'react';
import type { RackId } from '#shared/ids';
import type { Device } from '#shared/scenario/schema';
import type { Selection } from '../../../documents/selection';
import type { Workbench } from '../../../documents/workbench';
import type { LayoutActions } from '../actions';
import { shapeOf } from '../carry/placement';
import { facesOf, type Designer } from '../designer';
import { detailAt } from '../hall/detail';
import { deviceRectangle, stripsOf } from '../hall/device-rectangle';
import { devicesByRackOf } from '../hall/devices-by-rack';
import { facesAt, floorPlaceAt, type Point, type RackBox, type Rectangle } from '../hall/geometry';
import { spatialIndexOf } from '../hall/spatial-index';
import { toHall } from '../hall/view';
import { sceneNow } from '../scene';

/** So far a press may wander and still be a click. */
export const SLACK = 4;

export interface Pressed {
  readonly canvas: HTMLElement;
  readonly designer: Designer;
  readonly workbench: Workbench;
  readonly actions: LayoutActions;
}

interface Gesture {
  readonly onMove: (pixel: Point) => void;
  readonly onEnd: (moved: boolean) => void;
  readonly onCancel: () => void;
}

/** Follows a pointer, at most once a frame, until it is released or given up with Escape. */
function follow(press: PointerEvent, { canvas }: Pressed, { onMove, onEnd, onCancel }: Gesture): void {
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
function movingWith(rack: RackId, { workbench }: Pressed): readonly RackId[] {
  const { racks } = workbench.selection.store.getState();
  return racks.includes(rack) ? racks : [rack];
}

/** Drags a rack, or all selected ones, over the floor; a press that does not move is a click. */
export function pressRack(
  press: PointerEvent,
  rack: RackId,
  { onClick, ...pressed }: Pressed & { readonly onClick: () => void },
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
  { onClick, ...pressed }: Pressed & { readonly onClick: () => void },
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

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** What an area touches: racks where they are seen from afar, else the devices in them. */
function inArea(area: Rectangle, { workbench, designer }: Pressed): Partial<Selection> {
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
