import type { PointerEvent } from 'react';
import type { Workbench } from '#renderer/documents/workbench';
import type { LayoutActions } from '#renderer/features/layout/actions/actions';
import type { Designer } from '#renderer/features/layout/designer/designer';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import { placeRow } from '#renderer/features/layout/edits/floor';
import type { FloorPlace, Point } from '#renderer/features/layout/hall/geometry';
import { panned, toHall, type View, zoomed } from '#renderer/features/layout/hall/view';
import { RackId } from '#shared/schema/ids';
import { CENTIMETRES, FINE_METERS, placeAt, type RowOnFloor, snapped, TILE_METERS } from './floor-geometry';

/** What an event on the floor is about: a rack, the handle of a row, or neither. */
interface FloorItem {
  readonly rack: RackId | undefined;
  readonly row: RowOnFloor | undefined;
}

export function floorItemOf(
  { target }: { readonly target: EventTarget },
  rows: readonly RowOnFloor[],
): FloorItem {
  const element = target instanceof Element ? target : undefined;
  const named = (attribute: string) =>
    element?.closest(`[${attribute}]`)?.getAttribute(attribute) ?? undefined;
  const rowText = named('data-row');
  return {
    rack: RackId.safeParse(named('data-floor-rack')).data,
    row: rows.find(({ row }) => String(row) === rowText),
  };
}

const SLACK = 4;

/** What is dragged over the floor, and where it would come to stand. */
export type FloorDrag =
  | {
      readonly kind: 'racks';
      readonly racks: readonly RackId[];
      readonly anchor: RackId;
      readonly to: FloorPlace;
    }
  | { readonly kind: 'row'; readonly row: number; readonly xMeters: number; readonly yMeters: number };

interface PressedFloor {
  readonly element: Element;
  readonly rows: readonly RowOnFloor[];
  readonly designer: Designer;
  readonly workbench: Workbench;
  readonly actions: LayoutActions;
  /** The pointers that are down, and where. */
  readonly touches: Map<number, Point>;
  readonly setDrag: (drag: FloorDrag | undefined) => void;
}

interface Press {
  readonly item: FloorItem;
  readonly start: Point;
  readonly view: View;
}

/** Presses on the floor: on a rack or a row they select and drag it, elsewhere they pan; two fingers pinch. */
export function pressFloor(event: PointerEvent, pressed: PressedFloor): void {
  const { element, rows, designer, touches, setDrag } = pressed;
  const { floorView: view } = designer.store.getState();
  if (!view) return;
  const pointOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point => {
    const box = element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  const press: Press = { item: floorItemOf(event, rows), start: pointOf(event), view };
  touches.set(event.pointerId, press.start);
  const isHeld = press.item.rack !== undefined || press.item.row !== undefined;
  const isAlone = (): boolean => touches.size === 1;
  const drags = isHeld && event.button === 0 && isAlone();
  const stop = new AbortController();
  const state: { moved: boolean; drag: FloorDrag | undefined } = { moved: false, drag: undefined };

  const onMove = (move: globalThis.PointerEvent) => {
    const last = touches.get(move.pointerId);
    if (move.pointerId !== event.pointerId || !last) return;
    const now = pointOf(move);
    state.moved ||= Math.hypot(now.x - press.start.x, now.y - press.start.y) > SLACK;
    if (!state.moved) return;
    touches.set(move.pointerId, now);
    if (drags && isAlone()) {
      state.drag = draggedTo(now, press, pressed, move.altKey ? FINE_METERS : TILE_METERS);
      setDrag(state.drag);
      return;
    }
    const other = [...touches].find(([id]) => id !== move.pointerId)?.[1];
    const current = designer.store.getState().floorView ?? view;
    designer.store.setState({ floorView: moved(current, { last, now, other }) });
  };
  const end = (kind: 'drop' | 'give-up') => {
    stop.abort();
    touches.delete(event.pointerId);
    setDrag(undefined);
    if (kind === 'give-up') return;
    if (!state.moved) choose(event, press.item, pressed);
    else if (state.drag) drop(state.drag, pressed);
  };
  const listen = { signal: stop.signal };
  const mine = ({ pointerId }: globalThis.PointerEvent) => pointerId === event.pointerId;
  window.addEventListener('pointermove', onMove, listen);
  window.addEventListener('pointerup', (up) => mine(up) && end('drop'), listen);
  window.addEventListener('pointercancel', (up) => mine(up) && end('give-up'), listen);
  window.addEventListener(
    'keydown',
    (key) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end('give-up');
    },
    { capture: true, ...listen },
  );
}

/** Racks go to the place under the pointer; a row moves with it in steps of a tile, or finer. */
function draggedTo(
  now: Point,
  { item, start, view }: Press,
  { rows, designer, workbench }: PressedFloor,
  step: number,
): FloorDrag | undefined {
  const { rack, row } = item;
  if (rack !== undefined) {
    const racks = sceneNow(workbench, designer)?.scenario.racks;
    const to = placeAt(rows, toHall(view, now), (footprint) => racks?.[footprint.rack]?.place ?? 0);
    const selected = workbench.selection.store.getState().racks;
    return to && { kind: 'racks', racks: selected.includes(rack) ? selected : [rack], anchor: rack, to };
  }
  if (!row) return undefined;
  const moved = (meters: number, pixels: number): number =>
    Math.max(0, snapped(meters + pixels / view.scale / CENTIMETRES, step));
  return {
    kind: 'row',
    row: row.row,
    xMeters: moved(row.xMeters, now.x - start.x),
    yMeters: moved(row.yMeters, now.y - start.y),
  };
}

function drop(drag: FloorDrag, { actions, designer, workbench }: PressedFloor): void {
  if (drag.kind === 'racks') {
    actions.moveRacks(drag.racks, drag.anchor, drag.to);
    return;
  }
  const { row, xMeters, yMeters } = drag;
  workbench.documents.dispatch(placeRow(row, { xMeters, yMeters }));
  designer.store.setState({ floorRow: row });
}

function choose(event: PointerEvent, { rack, row }: FloorItem, { designer, workbench }: PressedFloor): void {
  const { selection } = workbench;
  designer.store.setState({ floorRow: row?.row });
  if (rack === undefined) {
    selection.select({});
    return;
  }
  const before = selection.store.getState().racks;
  const toggled = before.includes(rack) ? before.filter((id) => id !== rack) : [...before, rack];
  const adding = event.ctrlKey || event.metaKey || event.shiftKey;
  selection.select({ racks: adding ? toggled : [rack] });
  designer.store.setState({ cursor: { rack } });
}

interface Gesture {
  readonly last: Point;
  readonly now: Point;
  readonly other: Point | undefined;
}

/** One pointer pans; of two each moves against the other, which zooms about their middle. */
function moved(view: View, { last, now, other }: Gesture): View {
  if (!other) return panned(view, { x: now.x - last.x, y: now.y - last.y });
  const before = Math.hypot(last.x - other.x, last.y - other.y);
  const after = Math.hypot(now.x - other.x, now.y - other.y);
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  const shifted = panned(view, { x: (now.x - last.x) / 2, y: (now.y - last.y) / 2 });
  return before > 0 ? zoomed(shifted, after / before, middle) : shifted;
}
