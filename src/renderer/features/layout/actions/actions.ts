import type { Workbench } from '#renderer/documents/workbench';
import type { Designer } from '#renderer/features/layout/designer/designer';
import { areaOf, sceneNow } from '#renderer/features/layout/designer/scene';
import { moveRacks } from '#renderer/features/layout/edits/move-racks';
import { addRacks, type NewRacks } from '#renderer/features/layout/edits/racks';
import type { FloorPlace } from '#renderer/features/layout/hall/geometry';
import { showing } from '#renderer/features/layout/hall/view';
import { message } from '#renderer/i18n/i18n';
import { rowName } from '#shared/scenario/names';
import type { RackId } from '#shared/schema/ids';
import { carryActions, type CarryActions } from './carry-actions';
import { clipboardActions, type ClipboardActions } from './clipboard-actions';
import {
  groupActions,
  type GroupActions,
  selectionActions,
  type SelectionActions,
} from './selection-actions';

/** What keys, pointers, menus and buttons do in the layout; one way for all of them. */
export interface LayoutActions extends CarryActions, ClipboardActions, SelectionActions, GroupActions {
  /** Moves a rack to a place on the floor, together with the others; each keeps its distance to it. */
  readonly moveRacks: (racks: readonly RackId[], anchor: RackId, to: FloorPlace) => void;
  readonly addRacks: (racks: NewRacks) => void;
  /** Selects racks that have just come and brings them into sight. */
  readonly show: (racks: readonly RackId[]) => void;
}

export function layoutActions(workbench: Workbench, designer: Designer): LayoutActions {
  const { documents, selection } = workbench;
  const carrying = carryActions(workbench, designer);
  const show = (racks: readonly RackId[]): void => {
    const [rack] = racks;
    const scene = sceneNow(workbench, designer);
    const area = scene && areaOf(scene, { racks, devices: [] });
    if (rack === undefined || !area) return;
    selection.select({ racks });
    const { view, size } = designer.store.getState();
    // Before the canvas has a size it shows the whole hall by itself.
    const shown = size.width === 0 ? view : showing(view, area, size);
    designer.store.setState({ cursor: { rack }, view: shown });
  };
  return {
    ...carrying,
    ...clipboardActions(workbench, designer, carrying.takeInHand),
    ...selectionActions(workbench, designer),
    ...groupActions(workbench, designer),
    moveRacks: (ids, anchorId, to) => {
      const scenario = sceneNow(workbench, designer)?.scenario;
      const anchor = scenario?.racks[anchorId];
      if (!scenario || !anchor || (anchor.row === to.row && anchor.place === to.place)) return;
      const { command, to: reached } = moveRacks(scenario, ids, { anchor, to });
      if (!documents.dispatch(command).ok) return;
      const params = { rack: anchor.name, row: rowName(reached.row), place: reached.place + 1 };
      designer.say(message('layout:say.rackMoved', params));
    },
    addRacks: (wanted) => {
      const scenario = sceneNow(workbench, designer)?.scenario;
      if (!scenario) return;
      const { command, racks } = addRacks(scenario, wanted);
      if (!documents.dispatch(command).ok) return;
      show(racks);
    },
    show,
  };
}
