import { arrows } from '#renderer/features/layout/canvas/use-canvas-keys';
import type { KeyboardEvent } from 'react';
import type { RackId } from '#shared/schema/ids';
import { useWorkbench } from '#renderer/documents/workbench';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { nextCursor, type Direction } from '#renderer/features/layout/canvas/next-cursor';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { placeRow, turnRow } from '#renderer/features/layout/edits/floor';
import { sceneNow } from '#renderer/features/layout/designer/scene';
import { viewActions } from '#renderer/features/layout/actions/use-view-actions';
import { floorItemOf } from './press-floor';
import { FINE_METERS, snapped, TILE_METERS, type RowOnFloor } from './floor-geometry';

/**
 * The keys of the floor. On a row: Enter selects it, R turns it round, Alt with arrows moves it by a tile, with Shift by a
 * tenth of a metre. On a rack: arrows walk, Enter selects, R turns it, Alt with arrows moves it, Delete removes what is
 * selected.
 */
export function useFloorKeys(rows: readonly RowOnFloor[]): (event: KeyboardEvent) => void {
  const designer = useDesigner();
  const workbench = useWorkbench();
  const actions = useLayoutActions();

  const rowKey = (event: KeyboardEvent, row: RowOnFloor): boolean => {
    const direction = arrows[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      workbench.selection.select({});
      designer.store.setState({ floorRow: row.row });
    } else if (event.key.toLowerCase() === 'r') {
      workbench.documents.dispatch(turnRow(row.row, row.facing === 'before' ? 'behind' : 'before'));
    } else if (direction && event.altKey) {
      const step = event.shiftKey ? FINE_METERS : TILE_METERS;
      const by = (less: Direction, more: Direction) =>
        direction === less ? -step : direction === more ? step : 0;
      const moved = (meters: number, change: number) => Math.max(0, snapped(meters + change, FINE_METERS));
      workbench.documents.dispatch(
        placeRow(row.row, {
          xMeters: moved(row.xMeters, by('left', 'right')),
          yMeters: moved(row.yMeters, by('up', 'down')),
        }),
      );
    } else return false;
    return true;
  };

  const rackKey = (event: KeyboardEvent, id: RackId): boolean => {
    const scene = sceneNow(workbench, designer);
    const rack = scene?.scenario.racks[id];
    const direction = arrows[event.key];
    const { racks } = workbench.selection.store.getState();
    if (!scene || !rack) return false;
    if (direction && event.altKey) {
      const step = direction === 'left' || direction === 'up' ? -1 : 1;
      const along = direction === 'left' || direction === 'right';
      const to = { row: rack.row + (along ? 0 : step), place: rack.place + (along ? step : 0) };
      actions.moveRacks(racks.includes(id) ? racks : [id], id, to);
    } else if (direction) {
      const sideways = direction === 'left' || direction === 'right' ? direction : undefined;
      const next = sideways ? nextCursor(scene, { rack: id }, sideways) : undefined;
      if (next) {
        designer.store.setState({ cursor: { rack: next.rack } });
        workbench.selection.select({ racks: [next.rack] });
        requestAnimationFrame(() => document.getElementById(`floor-${next.rack}`)?.focus());
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      designer.store.setState({ floorRow: undefined, cursor: { rack: id } });
      workbench.selection.select({ racks: [id] });
    } else if (event.key.toLowerCase() === 'r') {
      if (!racks.includes(id)) workbench.selection.select({ racks: [id] });
      actions.turnRacks();
    } else if (event.key === 'Delete' || event.key === 'Backspace') actions.remove();
    else return false;
    return true;
  };

  const viewKey = (key: string): boolean => {
    const { zoomIn, zoomOut, fit } = viewActions(workbench, designer);
    if (key === '0') fit();
    else if (key === '+' || key === '=') zoomIn();
    else if (key === '-') zoomOut();
    else if (key === 'Escape') {
      workbench.selection.select({});
      designer.store.setState({ floorRow: undefined });
    } else return false;
    return true;
  };

  return (event) => {
    const { rack, row } = floorItemOf(event, rows);
    if (event.ctrlKey || event.metaKey) return;
    const done = (rack !== undefined && rackKey(event, rack)) || (row !== undefined && rowKey(event, row));
    if (!done && !viewKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
