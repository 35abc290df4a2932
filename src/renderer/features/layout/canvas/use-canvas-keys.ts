import type { KeyboardEvent } from 'react';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import type { LayoutActions } from '#renderer/features/layout/actions/actions';
import { positionStep } from '#renderer/features/layout/carry/carry';
import { useDesigner, type Cursor, type Designer } from '#renderer/features/layout/designer/designer';
import { renameSelected, selectAllRacks } from '#renderer/features/layout/actions/edit-actions';
import { devicesByRackOf } from '#renderer/features/layout/hall/devices-by-rack';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import { viewActions } from '#renderer/features/layout/actions/use-view-actions';
import { nextCursor, type Direction } from './next-cursor';

/** Where the arrow keys lead. */
export const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export interface CanvasKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onKeyUp: (event: KeyboardEvent) => void;
}

/** The keys of the canvas. Whatever a pointer can do there is here too. */
export function useCanvasKeys(actions: LayoutActions): CanvasKeys {
  const designer = useDesigner();
  const workbench = useWorkbench();
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    const { grabbing, cursor } = designer.store.getState();
    designer.store.setState({ grabbing: undefined });
    // Held, the space bar pans; struck, it selects what the cursor is on.
    if (grabbing === 'ready' && cursor) select(workbench, cursor, event.ctrlKey || event.shiftKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.altKey) {
      if (!moveRackKey(event, actions, designer, workbench)) return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const { carry } = designer.store.getState();
    const done =
      commandKey(event, actions, designer, workbench) ||
      viewKey(event, designer, workbench) ||
      (carry.kind === 'carrying'
        ? carryKey(event, actions, designer)
        : walkKey(event, actions, designer, workbench));
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { onKeyDown, onKeyUp };
}

function openGroupDialog({ store }: Designer, { selection }: Workbench): void {
  if (selection.store.getState().devices.length > 0) store.setState({ dialog: 'group' });
}

function commandKey(
  event: KeyboardEvent,
  actions: LayoutActions,
  designer: Designer,
  workbench: Workbench,
): boolean {
  const modified = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (modified && key === 'd') actions.duplicate();
  else if (modified && key === 'g') {
    if (event.shiftKey) actions.ungroup();
    else openGroupDialog(designer, workbench);
  } else if (!modified && (key === 'delete' || key === 'backspace')) actions.remove();
  else if (key === 'f2') renameSelected();
  else if (!modified && key === 'r' && designer.store.getState().carry.kind === 'idle') actions.turnRacks();
  else return false;
  return true;
}

function viewKey(event: KeyboardEvent, designer: Designer, workbench: Workbench): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const { zoomIn, zoomOut, fit, fitSelection, full } = viewActions(workbench, designer);
  if (event.key === '+' || event.key === '=') zoomIn();
  else if (event.key === '-') zoomOut();
  else if (event.key === '0') fit();
  else if (event.key === '1') full();
  else if (event.key === '9') fitSelection();
  else return false;
  return true;
}

function carryKey(event: KeyboardEvent, actions: LayoutActions, designer: Designer): boolean {
  const { carry } = designer.store.getState();
  if (carry.kind === 'idle') return false;
  const step = positionStep(carry.load);
  const row = event.ctrlKey || event.metaKey || event.shiftKey;
  const direction = arrows[event.key];
  if (direction === 'left' || direction === 'right') {
    actions.intend({ kind: 'step-racks', by: direction === 'left' ? -1 : 1 });
  } else if (direction) {
    const by = direction === 'up' ? 1 : -1;
    actions.intend(
      row ? { kind: 'step-rows', by: by === 1 ? -1 : 1 } : { kind: 'step-units', by: by * step },
    );
  } else if (event.key === 'Enter') actions.dropNow();
  else if (event.key === 'Escape') actions.cancel();
  else if (event.key.toLowerCase() === 'f') actions.intend({ kind: 'turn' });
  else return false;
  return true;
}

/** Alt and an arrow key move the rack that the cursor is at, or all selected ones, by one place or one row. */
function moveRackKey(
  event: KeyboardEvent,
  actions: LayoutActions,
  designer: Designer,
  workbench: Workbench,
): boolean {
  const { cursor, carry } = designer.store.getState();
  const direction = arrows[event.key];
  const rack = cursor && sceneNow(workbench, designer)?.scenario.racks[cursor.rack];
  const { racks } = workbench.selection.store.getState();
  if (!direction || !rack || carry.kind === 'carrying') return false;
  const step = direction === 'left' || direction === 'up' ? -1 : 1;
  const along = direction === 'left' || direction === 'right';
  actions.moveRacks(racks.includes(rack.id) ? racks : [rack.id], rack.id, {
    row: rack.row + (along ? 0 : step),
    place: rack.place + (along ? step : 0),
  });
  return true;
}

function walkKey(
  event: KeyboardEvent,
  actions: LayoutActions,
  designer: Designer,
  workbench: Workbench,
): boolean {
  const scene = sceneNow(workbench, designer);
  const { selection } = workbench;
  const { cursor, grabbing } = designer.store.getState();
  const direction = arrows[event.key];
  const isSelectAll = event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey);
  if (direction && scene) {
    const next = nextCursor(scene, cursor, direction);
    if (next) {
      designer.store.setState({ cursor: next });
      select(workbench, next, event.shiftKey);
    }
  } else if (event.key === 'Enter' && cursor?.device !== undefined) {
    const { devices } = selection.store.getState();
    actions.carryDevices(
      devices.includes(cursor.device) ? devices : [cursor.device],
      'keyboard',
      cursor.device,
    );
  } else if (event.key === ' ') designer.store.setState({ grabbing: grabbing ?? 'ready' });
  else if (event.key === 'Escape') selection.select({});
  else if (isSelectAll && event.shiftKey) selectAllRacks(workbench);
  else if (isSelectAll && cursor && scene) {
    const inRack = devicesByRackOf(scene.scenario.devices).get(cursor.rack) ?? [];
    selection.select({ devices: inRack.map(({ id }) => id) });
  } else return false;
  return true;
}

/** Selects what the cursor is on, alone or together with what is selected already. */
export function select({ selection }: Workbench, { rack, device }: Cursor, adding: boolean): void {
  const before = selection.store.getState();
  const toggled = <Id>(ids: readonly Id[], id: Id): readonly Id[] =>
    ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
  if (device !== undefined)
    selection.select({ devices: adding ? toggled(before.devices, device) : [device] });
  else selection.select({ racks: adding ? toggled(before.racks, rack) : [rack] });
}
